//! How long a document takes, and how many lines come of it.

use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::median::median;
use crate::peers::{Ours, Peer};
use crate::process::{folder, shortest, time};
use crate::report::{Report, Row};
use crate::ui;

/// A crate that somebody made of a document.
pub(crate) struct Made {
    /// Which document.
    pub(crate) document: usize,
    /// Who made it: `None` is this project.
    pub(crate) peer: Option<usize>,
    /// Where it is.
    pub(crate) folder: PathBuf,
    took: Duration,
    lines: usize,
}

/// Has everybody make a crate of every document.
pub(super) fn measure(
    tools: &Path,
    scratch: &Path,
    documents: &[PathBuf],
    peers: &[&dyn Peer],
    runs: usize,
    report: &mut Report,
) -> Result<Vec<Made>, String> {
    let mut made = Vec::new();
    let bar = ui::bar("generate", documents.len());
    for (at, document) in documents.iter().enumerate() {
        bar.set_message(document.display().to_string());
        let ours: &dyn Peer = &Ours;
        let everybody = std::iter::once((None, ours))
            .chain(peers.iter().enumerate().map(|(at, peer)| (Some(at), *peer)));
        for (who, peer) in everybody {
            let name = who.map_or("ours".to_owned(), |who| who.to_string());
            let of = scratch.join(format!("{at}-{name}"));
            // Java takes seconds to start, whatever it does: once is enough.
            let runs = if peer.name().starts_with("openapi-generator") {
                1
            } else {
                runs
            };
            let took = shortest(runs, |run| {
                time(&mut peer.generate(tools, document, &folder(&of, run)))
            });
            let folder = folder(&of, 0);
            // Who can't do a document is not measured on it.
            if let (Ok(took), Ok(())) = (took, peer.finish(&folder)) {
                made.push(Made {
                    document: at,
                    peer: who,
                    took,
                    lines: lines(&folder.join("src")),
                    folder,
                });
            }
        }
        bar.inc(1);
    }
    bar.finish_and_clear();
    for (at, peer) in peers.iter().enumerate() {
        let count = |peer: Option<usize>| made.iter().filter(|made| made.peer == peer).count();
        let (ours, theirs) = (count(None) as f64, count(Some(at)) as f64);
        report.row(Row {
            name: format!("documents that give a crate, against {}", peer.name()),
            ours,
            theirs,
            ratio: ours / theirs.max(1.0),
            unit: "docs",
            documents: documents.len(),
        })?;
        let pairs = pairs(&made, at);
        let times = |(ours, theirs): &(&Made, &Made)| (ms(ours.took), ms(theirs.took));
        let name = format!("time to generate a document, against {}", peer.name());
        row(report, name, "ms", pairs.iter().map(times).collect())?;
        let lines = |(ours, theirs): &(&Made, &Made)| (ours.lines as f64, theirs.lines as f64);
        let name = format!("lines of a crate, against {}", peer.name());
        row(report, name, "lines", pairs.iter().map(lines).collect())?;
    }
    Ok(made)
}

/// Crates of one document, ours and a peer's.
pub(super) fn pairs(made: &[Made], peer: usize) -> Vec<(&Made, &Made)> {
    let ours = made.iter().filter(|made| made.peer.is_none());
    ours.filter_map(|ours| {
        let theirs = made
            .iter()
            .find(|made| made.peer == Some(peer) && made.document == ours.document)?;
        Some((ours, theirs))
    })
    .collect()
}

/// A row of figures of the same documents; none if there are none.
pub(super) fn row(
    report: &mut Report,
    name: String,
    unit: &'static str,
    figures: Vec<(f64, f64)>,
) -> Result<(), String> {
    let documents = figures.len();
    let middle = |of: fn(&(f64, f64)) -> f64| median(figures.iter().map(of).collect());
    match (middle(|f| f.0), middle(|f| f.1), middle(|f| f.0 / f.1)) {
        (Some(ours), Some(theirs), Some(ratio)) => report.row(Row {
            name,
            ours,
            theirs,
            ratio,
            unit,
            documents,
        }),
        _ => Ok(()),
    }
}

pub(super) fn ms(took: Duration) -> f64 {
    took.as_secs_f64() * 1000.0
}

/// Lines of Rust below a folder.
fn lines(folder: &Path) -> usize {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return 0;
    };
    let paths = entries.flatten().map(|entry| entry.path());
    paths
        .map(|path| match path.is_dir() {
            true => lines(&path),
            false if path.extension().is_some_and(|extension| extension == "rs") => {
                std::fs::read_to_string(&path).map_or(0, |text| text.lines().count())
            }
            false => 0,
        })
        .sum()
}
