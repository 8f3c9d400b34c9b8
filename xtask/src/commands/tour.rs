//! `cargo xtask tour`.

use std::process::Command;

use crate::cli;
use crate::exit::Exit;
use crate::house;
use crate::ui::Ui;

/// The package that the tour is.
const PACKAGE: &str = "citi-tour";

/// Builds the tour, which is a package of its own, and starts it. It stands where the user stands, so
/// that paths mean the same.
pub(crate) fn run(flags: &cli::Tour) -> Exit {
    let ui = Ui::new(flags.json.as_deref());
    let mut build = cargo("build");
    match build.status() {
        Ok(status) if status.success() => {}
        Ok(_) => {
            ui.error(
                "the tour does not build; cargo has said why. A generated crate that is at fault \
                 is made anew by `cargo xtask regenerate`",
            );
            return Exit::Broken;
        }
        Err(error) => return cannot_start(&ui, &error),
    }
    let mut tour = cargo("run");
    tour.arg("--quiet").arg("--");
    if let Some(json) = &flags.json {
        tour.arg("--json").arg(json);
    }
    match tour.status().map(|status| status.code()) {
        Ok(Some(0)) => Exit::Clean,
        Ok(Some(1)) => Exit::Found,
        Ok(_) => Exit::Broken,
        Err(error) => cannot_start(&ui, &error),
    }
}

/// The cargo that runs this command, with the workspace's manifest and lock.
fn cargo(verb: &str) -> Command {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command
        .args([verb, "--locked", "--package", PACKAGE, "--manifest-path"])
        .arg(house::root().join("Cargo.toml"));
    command
}

fn cannot_start(ui: &Ui, error: &std::io::Error) -> Exit {
    ui.error(&format!("cargo can't be started: {error}"));
    Exit::Broken
}
