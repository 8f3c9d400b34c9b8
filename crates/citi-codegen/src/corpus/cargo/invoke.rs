//! Running cargo on a scratch workspace.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::Messages;
use crate::corpus::scratch::Workspace;

/// What cargo is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Task {
    /// Types and lifetimes only.
    Check,
    /// Code too.
    Build,
}

/// What keeps cargo from starting its work.
#[derive(Debug, thiserror::Error)]
pub enum CargoError {
    /// It can't be started, or its output not be read.
    #[error("cargo: {0}; install Rust with rustup")]
    Start(#[from] std::io::Error),
    /// It stopped before it compiled anything.
    #[error("cargo stopped in {}: {text}", place.display())]
    Stopped {
        /// The workspace.
        place: PathBuf,
        /// Its last words.
        text: String,
    },
}

/// Checks or builds `packages` of the workspace, each as far as it goes; `seen` hears of each
/// package that is done.
///
/// # Errors
/// [`CargoError`]; a package that does not compile is none.
pub fn invoke(
    workspace: &Workspace,
    task: Task,
    packages: &[String],
    jobs: Option<usize>,
    seen: &mut dyn FnMut(&Path),
) -> Result<Messages, CargoError> {
    if packages.is_empty() {
        return Ok(Messages::default());
    }
    workspace.seal()?;
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command
        .arg(match task {
            Task::Check => "check",
            Task::Build => "build",
        })
        .args(["--keep-going", "--message-format=json", "--target-dir"])
        .arg(workspace.target())
        .arg("--manifest-path")
        .arg(workspace.root().join("Cargo.toml"))
        .current_dir(workspace.root())
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    if let Some(jobs) = jobs {
        command.args(["--jobs", &jobs.to_string()]);
    }
    for package in packages {
        command.args(["--package", package]);
    }
    let mut child = command.spawn()?;
    let stdout = child.stdout.take();
    let stderr = child.stderr.take();
    let mut messages = Messages::default();
    let mut heard = false;
    let words = std::thread::scope(|scope| {
        // Both streams are emptied at once, else cargo waits for the one that nobody reads.
        let words = scope.spawn(|| last_words(stderr));
        for line in stdout
            .into_iter()
            .flat_map(|out| BufReader::new(out).lines())
        {
            let Ok(line) = line else { break };
            heard = true;
            if let Some(folder) = messages.take(&line) {
                seen(folder);
            }
        }
        words.join().unwrap_or_default()
    });
    let status = child.wait()?;
    if !status.success() && !heard {
        return Err(CargoError::Stopped {
            place: workspace.root().to_owned(),
            text: words,
        });
    }
    Ok(messages)
}

/// The last lines of a stream, on one line.
fn last_words(stream: Option<impl std::io::Read>) -> String {
    let mut lines = Vec::new();
    for line in stream.into_iter().flat_map(|s| BufReader::new(s).lines()) {
        let Ok(line) = line else { break };
        lines.push(line.trim().to_owned());
        if lines.len() > 12 {
            lines.remove(0);
        }
    }
    lines.retain(|line| !line.is_empty());
    lines.join(" | ")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::corpus::scratch::{Host, Room};

    fn core() -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../citi-core")
    }

    #[test]
    fn each_crate_is_judged_for_itself() {
        let dir = tempfile::tempdir().unwrap();
        let names = ["good", "bad"].map(str::to_owned);
        let scratch =
            Workspace::open(dir.path(), &Host::read(&core()).unwrap(), &BTreeSet::new()).unwrap();
        let manifest = |name: &str| {
            format!("[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n")
        };
        for (name, source) in [
            ("good", "//! Good.\nfn unused() {}\n"),
            ("bad", "//! Bad.\n/// It.\npub fn f() -> Missing { 1 }\n"),
        ] {
            let files = [("Cargo.toml", &*manifest(name)), ("src/lib.rs", source)];
            scratch.write(Room::Crates, name, files).unwrap();
        }
        let mut seen = Vec::new();
        let messages = invoke(&scratch, Task::Check, &names, Some(1), &mut |folder| {
            seen.push(folder.to_owned());
        })
        .unwrap();
        let good = messages.outcome(&scratch.folder(Room::Crates, "good"));
        assert!(good.compiled(), "{good:?}");
        assert_eq!(good.warnings.len(), 1);
        let bad = messages.outcome(&scratch.folder(Room::Crates, "bad"));
        assert!(!bad.compiled());
        assert_eq!(bad.errors[0].code.as_deref(), Some("E0425"));
        assert_eq!(seen, [scratch.folder(Room::Crates, "good")]);
    }

    #[test]
    fn a_workspace_that_cargo_refuses_says_why() {
        let dir = tempfile::tempdir().unwrap();
        let scratch =
            Workspace::open(dir.path(), &Host::read(&core()).unwrap(), &BTreeSet::new()).unwrap();
        scratch
            .write(Room::Crates, "a", [("Cargo.toml", "nonsense")])
            .unwrap();
        let result = invoke(&scratch, Task::Check, &["a".to_owned()], None, &mut |_| {});
        assert!(
            matches!(result, Err(CargoError::Stopped { .. })),
            "{result:?}"
        );
    }
}
