//! A `regenerate` that has nothing to do, against one that makes everything.

use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use super::generate::ms;
use crate::house;
use crate::peers::Ours;
use crate::process::{folder, shortest, time};
use crate::report::{Report, Row};

/// How often nothing is done for each time that everything is: it takes a few milliseconds, which whatever else the
/// machine does soon doubles.
const IDLE: usize = 10;

/// Of the documents of specs/, and of a portal that has all the `documents`.
pub(super) fn measure(
    tools: &Path,
    scratch: &Path,
    documents: &[&Path],
    runs: usize,
    report: &mut Report,
) -> Result<(), String> {
    let own = house::root().join("specs");
    row(tools, &scratch.join("idle"), &own, 5, runs, report)?;
    let specs = scratch.join("portal/specs");
    let count = portal(tools, scratch, documents)?;
    row(
        tools,
        &scratch.join("idle-portal"),
        &specs,
        count,
        runs,
        report,
    )
}

fn row(
    tools: &Path,
    scratch: &Path,
    specs: &Path,
    documents: usize,
    runs: usize,
    report: &mut Report,
) -> Result<(), String> {
    // In turns, so that both meet the same machine.
    let mut best = (Duration::MAX, Duration::MAX);
    for run in 0..runs.max(1) {
        let root = folder(scratch, run);
        copy(specs, &root.join("specs")).map_err(|error| error.to_string())?;
        let regenerate = || time(xtask(tools, &root).arg("regenerate"));
        best.0 = best.0.min(regenerate()?);
        best.1 = best.1.min(shortest(IDLE, |_| regenerate())?);
    }
    let (full, idle) = best;
    report.row(Row {
        name: format!(
            "regenerate with nothing to do, against one that makes everything of {documents} documents"
        ),
        ours: ms(idle),
        theirs: ms(full),
        ratio: ms(idle) / ms(full),
        unit: "ms",
        documents,
    })
}

/// The command door, as if it stood in the workspace `root`.
fn xtask(tools: &Path, root: &Path) -> Command {
    let mut command = Ours::xtask(tools);
    command
        .env("CARGO_MANIFEST_DIR", root.join("xtask"))
        .env("CARGO_TARGET_DIR", root.join("target"));
    command
}

/// Pins `documents` in a workspace of their own, each a category; gives how many there are.
fn portal(tools: &Path, scratch: &Path, documents: &[&Path]) -> Result<usize, String> {
    let failed = |error: std::io::Error| error.to_string();
    let (root, published) = (scratch.join("portal"), scratch.join("published"));
    std::fs::create_dir_all(root.join("specs")).map_err(failed)?;
    std::fs::create_dir_all(&published).map_err(failed)?;
    let mut manifest = "[portal]\nurl = \"https://portal.example\"\n".to_owned();
    for (at, document) in documents.iter().enumerate() {
        std::fs::copy(document, published.join(format!("d{at}.yaml"))).map_err(failed)?;
        // Writing into a string does not fail.
        let _ = write!(
            manifest,
            "\n[[category]]\nname = \"d{at}\"\ncrate = \"citi-d{at}\"\ndocuments = [\"d{at}\"]\n\
             description = \"Measured.\"\n"
        );
    }
    std::fs::write(root.join("specs/portal.toml"), manifest).map_err(failed)?;
    time(
        xtask(tools, &root)
            .args(["pull", "--portal"])
            .arg(&published),
    )?;
    Ok(documents.len())
}

fn copy(from: &Path, to: &Path) -> std::io::Result<()> {
    std::fs::create_dir_all(to)?;
    for entry in std::fs::read_dir(from)? {
        let path = entry?.path();
        let Some(name) = path.file_name() else {
            continue;
        };
        match path.is_dir() {
            true => copy(&path, &to.join(name))?,
            false => std::fs::copy(&path, to.join(name)).map(drop)?,
        }
    }
    Ok(())
}
