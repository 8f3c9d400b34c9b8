//! A run over a folder of documents.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::mpsc;
use std::time::Instant;

use rayon::prelude::*;

use super::batch::{Batch, Tools};
use super::cargo::CargoError;
use super::ledger::{Ledger, without_crate};
use super::prepare::{Wanted, prepare};
use super::roomy::STACK;
use super::scratch::{
    GENERATED_DEPENDENCIES, Host, HostError, Manifest, Room, Workspace, crate_name, flag,
};
use super::wire::{Prism, PrismError};
use super::{Found, Options, Report, Status, find};
use crate::lower;

/// How many crates are compiled at once, so that progress shows and little is lost by a stop.
const BATCH: usize = 16;

/// What keeps a run from going on.
#[derive(Debug, thiserror::Error)]
pub enum CorpusError {
    /// The folder can't be read.
    #[error("{}: {source}; name a folder of API descriptions", path.display())]
    Folder {
        /// Which one.
        path: std::path::PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// It holds no YAML or JSON file.
    #[error("{}: no .yaml, .yml or .json file in it; name a folder of API descriptions", .0.display())]
    Empty(std::path::PathBuf),
    /// The workspace of `citi-core` can't be read.
    #[error(transparent)]
    Host(#[from] HostError),
    /// Scratch files or the report can't be written.
    #[error("{0}; see that there is room, and that it can be written")]
    Write(#[from] std::io::Error),
    /// Cargo does not start.
    #[error(transparent)]
    Cargo(#[from] CargoError),
    /// The mock can't be had.
    #[error(transparent)]
    Prism(#[from] PrismError),
    /// No threads.
    #[error("no threads can be had: {0}")]
    Threads(#[from] rayon::ThreadPoolBuildError),
}

/// How a run is getting on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// So many documents.
    Found(usize),
    /// A document was generated from, or refused.
    Generated {
        /// Which one.
        path: String,
        /// How it went.
        status: Status,
        /// How many have been by now.
        done: usize,
    },
    /// A crate was compiled.
    Compiled {
        /// Its document.
        path: String,
        /// How many have been by now.
        done: usize,
        /// Of how many.
        of: usize,
    },
    /// Nothing more will be measured of a document.
    Settled {
        /// Which one.
        path: String,
        /// How many have been by now.
        done: usize,
        /// Of how many.
        of: usize,
    },
}

/// Measures every document under `dir`.
///
/// `progress` hears how it is getting on. `sink` gets the report whenever something was added to it,
/// with the number of documents, from the first, of which nothing more will be measured:
/// [`super::ReportFile::update`] takes both.
///
/// # Errors
/// [`CorpusError`]; whatever is wrong with a document is in the report and stops nothing.
pub fn run(
    dir: &Path,
    options: &Options,
    progress: &mut dyn FnMut(Event),
    sink: &mut dyn FnMut(&Report, usize) -> std::io::Result<()>,
) -> Result<Report, CorpusError> {
    let begun = Instant::now();
    let mut found = find(dir).map_err(|source| CorpusError::Folder {
        path: dir.to_owned(),
        source,
    })?;
    found.truncate(options.limit.unwrap_or(usize::MAX));
    if found.is_empty() {
        return Err(CorpusError::Empty(dir.to_owned()));
    }
    let host = Host::read(&options.core)?;
    let prism = match options.wire {
        true => Some(Prism::install(&options.prism)?),
        false => None,
    };
    progress(Event::Found(found.len()));
    let names: BTreeSet<String> = found.iter().map(|f| crate_name(&f.path)).collect();
    let scratch = Workspace::open(&options.scratch, &host, &names)?;
    let mut pool = rayon::ThreadPoolBuilder::new().stack_size(STACK);
    if let Some(jobs) = options.jobs {
        pool = pool.num_threads(jobs.max(1));
    }
    let run = Run {
        options,
        pool: pool.build()?,
        host,
        scratch,
        prism,
    };
    let mut ledger = Ledger::new(found.len(), begun, sink);
    run.generate(&found, &mut ledger, progress)?;
    if options.compiles() {
        run.compile(&found, &mut ledger, progress)?;
    }
    ledger.publish()?;
    Ok(ledger.into_report())
}

struct Run<'a> {
    options: &'a Options,
    pool: rayon::ThreadPool,
    host: Host,
    scratch: Workspace,
    prism: Option<Prism>,
}

impl Run<'_> {
    fn generate(
        &self,
        found: &[Found],
        ledger: &mut Ledger<'_>,
        progress: &mut dyn FnMut(Event),
    ) -> Result<(), CorpusError> {
        let wanted = Wanted {
            examples: self.options.examples,
            wire: self.options.wire,
        };
        let core = &self.options.core;
        let options = lower::Options::default();
        let (sender, receiver) = mpsc::channel();
        let pool = &self.pool;
        // The pool works while this thread takes what is done and reports it.
        std::thread::scope(|scope| {
            scope.spawn(move || {
                pool.install(|| {
                    let all = found.par_iter().enumerate();
                    all.for_each_with(sender, |sender, (index, found)| {
                        let name = crate_name(&found.path);
                        let one = prepare(&found.path, &found.file, &name, core, &options, wanted);
                        // Nobody listens any more once the run has failed.
                        let _ = sender.send((index, name, one));
                    });
                });
            });
            for (done, (index, name, mut prepared)) in receiver.into_iter().enumerate() {
                progress(Event::Generated {
                    path: prepared.report.path.clone(),
                    status: prepared.report.status,
                    done: done + 1,
                });
                match &prepared.files {
                    Some(files) => write(&self.scratch, &self.host, &name, files)?,
                    None => without_crate(&mut prepared, self.options),
                }
                // The code is on disk now.
                let has_crate = prepared.files.take().is_some();
                if has_crate && self.options.compiles() {
                    ledger.wait(index, prepared);
                } else {
                    ledger.settle(index, prepared);
                }
                ledger.publish()?;
            }
            Ok(())
        })
    }

    fn compile(
        &self,
        found: &[Found],
        ledger: &mut Ledger<'_>,
        progress: &mut dyn FnMut(Event),
    ) -> Result<(), CorpusError> {
        let waiting = ledger.waiting();
        let of = waiting.len();
        let tools = Tools {
            options: self.options,
            pool: &self.pool,
            host: &self.host,
            scratch: &self.scratch,
            prism: self.prism.as_ref(),
        };
        let mut settled = 0;
        let mut compiled = 0;
        for (number, indices) in waiting.chunks(BATCH).enumerate() {
            let members = indices
                .iter()
                .filter_map(|index| Some((found.get(*index)?, ledger.take(*index)?)))
                .collect();
            let mut batch = Batch::new(number, members);
            let result = batch.measure(&tools, &mut |path| {
                compiled += 1;
                let path = path.to_owned();
                let done = compiled;
                progress(Event::Compiled { path, done, of });
            });
            // What was measured goes into the report, even if the batch could not go on.
            for (index, prepared) in indices.iter().zip(batch.into_prepared()) {
                settled += 1;
                progress(Event::Settled {
                    path: prepared.report.path.clone(),
                    done: settled,
                    of,
                });
                ledger.settle(*index, prepared);
            }
            ledger.publish()?;
            result?;
        }
        Ok(())
    }
}

/// Writes a generated crate into the scratch workspace.
fn write(
    scratch: &Workspace,
    host: &Host,
    name: &str,
    files: &crate::emit::Files,
) -> Result<(), CorpusError> {
    let manifest = Manifest::new(host, name)
        .depend(host, &["citi-core"])?
        .depend(host, &GENERATED_DEPENDENCIES)?
        .with("lints", flag("workspace", true))
        .with("lib", flag("doctest", false))
        .text();
    let files = files
        .iter()
        .filter(|(path, _)| *path != "Cargo.toml")
        .map(|(path, text)| (path.as_str(), text.as_str()))
        .chain([("Cargo.toml", manifest.as_str())]);
    scratch.write(Room::Crates, name, files)?;
    Ok(())
}
