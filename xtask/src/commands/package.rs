//! A package of this workspace that a command starts.

use std::ffi::OsStr;
use std::process::Command;

use crate::exit::Exit;
use crate::house;
use crate::ui::Ui;

/// Builds a package and starts it where the user stands, so that paths mean the same. It ends as
/// the commands do.
pub(super) fn start(
    ui: &Ui,
    package: &str,
    arguments: impl IntoIterator<Item = impl AsRef<OsStr>>,
) -> Exit {
    match cargo("build", package).status() {
        Ok(status) if status.success() => {}
        Ok(_) => {
            ui.error(&format!(
                "{package} does not build; cargo has said why. A generated crate that is at fault is \
                 made anew by `cargo xtask regenerate`"
            ));
            return Exit::Broken;
        }
        Err(error) => return cannot_start(ui, &error),
    }
    let mut run = cargo("run", package);
    run.arg("--quiet").arg("--").args(arguments);
    match run.status().map(|status| status.code()) {
        Ok(Some(0)) => Exit::Clean,
        Ok(Some(1)) => Exit::Found,
        Ok(_) => Exit::Broken,
        Err(error) => cannot_start(ui, &error),
    }
}

/// The cargo that runs this command, with the workspace's manifest and lock.
fn cargo(verb: &str, package: &str) -> Command {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command
        .args([verb, "--locked", "--package", package, "--manifest-path"])
        .arg(house::root().join("Cargo.toml"));
    command
}

fn cannot_start(ui: &Ui, error: &std::io::Error) -> Exit {
    ui.error(&format!("cargo can't be started: {error}"));
    Exit::Broken
}
