//! The benchmark: every measurement in turn.

use std::path::{Path, PathBuf};

use super::{check, compile, generate, growth, idle};
use crate::cli::Cli;
use crate::documents::documents;
use crate::house;
use crate::peers::{OpenapiGenerator, OpenapiToRust, Ours, Peer, Progenitor};
use crate::report::Report;

/// Measures the generator.
pub(crate) fn measure(cli: &Cli, report: &mut Report) -> Result<(), String> {
    let tools = house::target().join("bench");
    std::fs::create_dir_all(&tools).map_err(|error| error.to_string())?;
    let peers: [&dyn Peer; 3] = [&OpenapiToRust, &Progenitor, &OpenapiGenerator];
    eprintln!("making ready: {}", Ours.name());
    Ours.install(&tools)?;
    for peer in peers {
        eprintln!("making ready: {}", peer.name());
        peer.install(&tools)?;
    }
    let documents = documents(&cli.documents, cli.limit)?;
    let scratch = tempfile::tempdir_in(&tools).map_err(|error| error.to_string())?;
    let made = generate::measure(&tools, scratch.path(), &documents, &peers, cli.runs, report)?;
    if cli.compile {
        compile::measure(&tools, &made, &peers, documents.len(), report)?;
    }
    check::measure(&tools, &made, &peers, cli.runs, report)?;
    growth::measure(&tools, scratch.path(), cli.runs, report)?;
    let ours = made.iter().filter(|made| made.peer.is_none());
    let done: Vec<&Path> = ours
        .filter_map(|made| documents.get(made.document).map(PathBuf::as_path))
        .collect();
    idle::measure(&tools, scratch.path(), &done, cli.runs, report)
}
