//! A `regenerate` that has nothing to do, against one that makes everything.

use std::path::Path;
use std::time::Duration;

use super::generate::ms;
use crate::house;
use crate::peers::Ours;
use crate::process::{shortest, time};
use crate::report::{Report, Row};

/// How often nothing is done for each time that everything is: it takes a few milliseconds, which whatever else the
/// machine does soon doubles.
const IDLE: usize = 10;

/// Both on the documents of specs/, in a workspace of their own.
pub(super) fn measure(
    tools: &Path,
    scratch: &Path,
    runs: usize,
    report: &mut Report,
) -> Result<(), String> {
    let root = scratch.join("idle");
    copy(&house::root().join("specs"), &root.join("specs")).map_err(|error| error.to_string())?;
    let regenerate = || {
        let mut command = Ours::xtask(tools);
        command
            .arg("regenerate")
            .env("CARGO_MANIFEST_DIR", root.join("xtask"))
            .env("CARGO_TARGET_DIR", root.join("target"));
        time(&mut command)
    };
    let full = || {
        for made in ["crates", "target"] {
            let _ = std::fs::remove_dir_all(root.join(made));
        }
        regenerate()
    };
    // In turns, so that both meet the same machine.
    let mut best = (Duration::MAX, Duration::MAX);
    for _ in 0..runs.max(1) {
        best.0 = best.0.min(full()?);
        best.1 = best.1.min(shortest(IDLE, regenerate)?);
    }
    let (full, idle) = best;
    report.row(Row {
        name: "regenerate with nothing to do, against one that makes everything".to_owned(),
        ours: ms(idle),
        theirs: ms(full),
        ratio: ms(idle) / ms(full),
        unit: "ms",
        documents: 5,
    })
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
