//! How long the compiler takes over a crate.

use std::path::Path;
use std::process::Command;
use std::time::{Duration, SystemTime};

use super::generate::{Made, ms, pairs, row};
use crate::peers::Peer;
use crate::process::{shortest, time};
use crate::report::Report;
use crate::ui;

/// Crates of each peer that the compiler sees: the largest, and others of all sizes.
const CRATES: usize = 8;

/// `cargo check` of crates whose dependencies are built, the crate itself from nothing.
pub(super) fn measure(
    tools: &Path,
    made: &[Made],
    peers: &[&dyn Peer],
    runs: usize,
    report: &mut Report,
) -> Result<(), String> {
    for (at, peer) in peers.iter().enumerate() {
        let pairs = pairs(made, at);
        let bar = ui::bar(&format!("check, against {}", peer.name()), pairs.len());
        let mut times = Vec::new();
        // The largest first: there the compiler has something to do.
        for (ours, theirs) in pairs.into_iter().rev() {
            bar.inc(1);
            if times.len() == CRATES {
                break;
            }
            let target = |who: &str| tools.join("check").join(who);
            let theirs = check(&theirs.folder, &target(&at.to_string()), runs);
            let ours = check(&ours.folder, &target("ours"), runs);
            // What does not compile is not measured.
            if let (Ok(ours), Ok(theirs)) = (ours, theirs) {
                times.push((ms(ours), ms(theirs)));
            }
        }
        bar.finish_and_clear();
        let name = format!("cargo check of a crate, against {}", peer.name());
        row(report, name, "ms", times)?;
    }
    Ok(())
}

fn check(folder: &Path, target: &Path, runs: usize) -> Result<Duration, String> {
    time(&mut command(folder, target)?)?;
    let lib = folder.join("src/lib.rs");
    shortest(runs, |_| {
        let file = std::fs::File::options()
            .append(true)
            .open(&lib)
            .map_err(|error| error.to_string())?;
        file.set_modified(SystemTime::now())
            .map_err(|error| error.to_string())?;
        time(&mut command(folder, target)?)
    })
}

/// `cargo check` of the crate in `folder`.
pub(super) fn command(folder: &Path, target: &Path) -> Result<Command, String> {
    let manifest = folder.join("Cargo.toml");
    let text = std::fs::read_to_string(&manifest).map_err(|error| error.to_string())?;
    // It stands below another workspace.
    if !text.contains("[workspace]") {
        std::fs::write(&manifest, format!("{text}\n[workspace]\n"))
            .map_err(|error| error.to_string())?;
    }
    let mut command = Command::new("cargo");
    command
        .args(["check", "--quiet", "--manifest-path"])
        .arg(&manifest)
        .env("CARGO_TARGET_DIR", target)
        .env("CARGO_INCREMENTAL", "0");
    Ok(command)
}
