//! How many crates compile.

use std::path::Path;

use super::check::command;
use super::generate::Made;
use crate::peers::Peer;
use crate::process::time;
use crate::report::{Report, Row};
use crate::ui;

/// `cargo check` of every crate that anybody made.
pub(super) fn measure(
    tools: &Path,
    made: &[Made],
    peers: &[&dyn Peer],
    documents: usize,
    report: &mut Report,
) -> Result<(), String> {
    let bar = ui::bar("compile", made.len());
    let mut compiled = vec![0_usize; peers.len() + 1];
    for made in made {
        // A place for each generator, ours the last: their dependencies differ.
        let at = made.peer.unwrap_or(peers.len());
        let target = tools.join("check").join(match made.peer {
            Some(at) => at.to_string(),
            None => "ours".to_owned(),
        });
        let compiles = command(&made.folder, &target).and_then(|mut check| time(&mut check));
        if let (Ok(_), Some(count)) = (compiles, compiled.get_mut(at)) {
            *count += 1;
        }
        bar.inc(1);
    }
    bar.finish_and_clear();
    let count = |at: usize| compiled.get(at).copied().unwrap_or_default() as f64;
    let ours = count(peers.len());
    for (at, peer) in peers.iter().enumerate() {
        let theirs = count(at);
        report.row(Row {
            name: format!("crates that compile, against {}", peer.name()),
            ours,
            theirs,
            ratio: ours / theirs.max(1.0),
            unit: "docs",
            documents,
        })?;
    }
    Ok(())
}
