//! A run over a folder of documents.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::mpsc;
use std::time::Instant;

use rayon::prelude::*;

use super::batch::{Batch, Tools};
use super::cargo::CargoError;
use super::prepare::{Prepared, Wanted, prepare};
use super::roomy::STACK;
use super::scratch::{GENERATED_DEPENDENCIES, Host, HostError, Manifest, Room, Workspace, crate_name, flag};
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
    let mut run = Run {
        options,
        pool: pool.build()?,
        host,
        scratch,
        prism,
        begun,
        slots: found.iter().map(|_| None).collect(),
        settled: vec![false; found.len()],
        report: Report::default(),
        sink,
    };
    run.generate(&found, progress)?;
    if options.compiles() {
        run.compile(&found, progress)?;
    }
    run.publish()?;
    Ok(run.report)
}

struct Run<'a> {
    options: &'a Options,
    pool: rayon::ThreadPool,
    host: Host,
    scratch: Workspace,
    prism: Option<Prism>,
    begun: Instant,
    slots: Vec<Option<Prepared>>,
    settled: Vec<bool>,
    report: Report,
    sink: &'a mut dyn FnMut(&Report, usize) -> std::io::Result<()>,
}

impl Run<'_> {
    /// Sums up what is known and hands it on.
    fn publish(&mut self) -> std::io::Result<()> {
        let known = self.slots.iter().flatten();
        self.report.documents = known.map(|prepared| prepared.report.clone()).collect();
        let ms = self.begun.elapsed().as_millis();
        self.report.sum_up(u64::try_from(ms).unwrap_or(u64::MAX));
        let settled = self.settled.iter().take_while(|settled| **settled).count();
        (self.sink)(&self.report, settled)
    }

    fn generate(
        &mut self,
        found: &[Found],
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
        let mut arrived = Vec::new();
        // The pool works while this thread takes what is done and reports it.
        let result = std::thread::scope(|scope| {
            scope.spawn(move || {
                pool.install(|| {
                    found.par_iter().enumerate().for_each_with(sender, |sender, (index, found)| {
                        let name = crate_name(&found.path);
                        let one = prepare(&found.path, &found.file, &name, core, &options, wanted);
                        // Nobody listens any more once the run has failed.
                        let _ = sender.send((index, name, one));
                    });
                });
            });
            for (index, name, prepared) in receiver {
                arrived.push(index);
                progress(Event::Generated {
                    path: prepared.report.path.clone(),
                    status: prepared.report.status,
                    done: arrived.len(),
                });
                if let Some(files) = &prepared.files {
                    write(&self.scratch, &self.host, &name, files)?;
                }
                let ends = prepared.files.is_none() || !self.options.compiles();
                if let Some(settled) = self.settled.get_mut(index) {
                    *settled = ends;
                }
                if let Some(slot) = self.slots.get_mut(index) {
                    *slot = Some(prepared);
                }
                let known = self.slots.iter().flatten();
                self.report.documents = known.map(|prepared| prepared.report.clone()).collect();
                let ms = self.begun.elapsed().as_millis();
                self.report.sum_up(u64::try_from(ms).unwrap_or(u64::MAX));
                let settled = self.settled.iter().take_while(|settled| **settled).count();
                (self.sink)(&self.report, settled)?;
            }
            Ok(())
        });
        result
    }

    fn compile(
        &mut self,
        found: &[Found],
        progress: &mut dyn FnMut(Event),
    ) -> Result<(), CorpusError> {
        let waiting: Vec<usize> = (0..found.len())
            .filter(|index| !self.settled.get(*index).copied().unwrap_or(true))
            .collect();
        let of = waiting.len();
        let mut done = 0;
        let mut compiled = 0;
        for (number, indices) in waiting.chunks(BATCH).enumerate() {
            let mut members = Vec::new();
            for index in indices {
                if let (Some(found), Some(Some(prepared))) =
                    (found.get(*index), self.slots.get_mut(*index).map(Option::take))
                {
                    members.push((*index, found, prepared));
                }
            }
            let mut batch = Batch::new(
                number,
                members.into_iter().map(|(_, found, prepared)| (found, prepared)).collect(),
            );
            let tools = Tools {
                options: self.options,
                pool: &self.pool,
                host: &self.host,
                scratch: &self.scratch,
                prism: self.prism.as_ref(),
            };
            let result = batch.measure(&tools, &mut |path| {
                compiled += 1;
                progress(Event::Compiled {
                    path: path.to_owned(),
                    done: compiled,
                    of,
                });
            });
            // What was measured goes into the report, even if the batch could not go on.
            for (index, prepared) in indices.iter().zip(batch.into_prepared()) {
                done += 1;
                progress(Event::Settled {
                    path: prepared.report.path.clone(),
                    done,
                    of,
                });
                if let Some(slot) = self.slots.get_mut(*index) {
                    *slot = Some(prepared);
                }
                if let Some(settled) = self.settled.get_mut(*index) {
                    *settled = true;
                }
            }
            self.publish()?;
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
