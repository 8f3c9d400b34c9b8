//! [`start`]: a sandbox begins, or goes on.

use std::path::Path;

use jiff::Timestamp;

use super::StoreError;
use super::keeper::Keeper;
use super::kept::Kept;
use super::rows::Rows;
use crate::documents::Documents;
use crate::faults::{Fault, FaultError, check_known};
use crate::image::{Contents, Origin};
use crate::sandbox::SandboxError;
use crate::tls::Kept as Keys;

/// How a sandbox is to begin, if nothing was kept.
pub(crate) struct Wanted {
    pub(crate) seed: Option<u64>,
    pub(crate) at: Option<Timestamp>,
    pub(crate) faults: Vec<Fault>,
    pub(crate) applications: Vec<String>,
}

/// What a sandbox begins or goes on with.
pub(crate) struct Start {
    pub(crate) origin: Origin,
    pub(crate) contents: Contents,
    /// The keys that it had.
    pub(crate) keys: Option<Keys>,
    /// The port that it had.
    pub(crate) port: Option<u16>,
    rows: Option<Rows>,
}

impl Start {
    /// What is to write the sandbox at a port; `None` if nothing is kept.
    pub(crate) fn keeper(&mut self, port: u16) -> Option<Keeper> {
        Some(Keeper::new(self.rows.take()?, port))
    }
}

/// A sandbox as it is wanted; in a directory that holds one, that one: it goes on at the time at which it
/// was stopped. What is wanted beside it is added.
///
/// # Errors
/// The directory can't be used, or something is wanted that is not known.
pub(crate) fn start(
    directory: Option<&Path>,
    wanted: Wanted,
    documents: &Documents,
) -> Result<Start, SandboxError> {
    let opened = directory.map(Rows::open).transpose()?;
    let (rows, kept) = match (directory, opened) {
        (Some(directory), Some((rows, from))) => {
            let kept = Kept::read(&from).map_err(|source| StoreError::Image {
                directory: directory.to_owned(),
                source,
            })?;
            (Some(rows), kept)
        }
        _ => (None, None),
    };
    match (directory, kept) {
        (Some(directory), Some(kept)) => resumed(directory, kept, wanted, documents, rows),
        _ => {
            let at = wanted.at.unwrap_or_else(Timestamp::now);
            let mut origin = Origin::new(wanted.seed, at);
            origin.faults = wanted.faults.iter().map(Fault::to_string).collect();
            origin.applications = wanted.applications;
            Ok(Start {
                contents: origin.contents(documents)?,
                origin,
                keys: None,
                port: None,
                rows,
            })
        }
    }
}

fn resumed(
    directory: &Path,
    kept: Kept,
    wanted: Wanted,
    documents: &Documents,
    rows: Option<Rows>,
) -> Result<Start, SandboxError> {
    let mut origin = kept.origin;
    if wanted.seed.is_some() && wanted.seed != origin.seed {
        return Err(SandboxError::Store {
            source: StoreError::OtherSeed {
                directory: directory.to_owned(),
            },
        });
    }
    let mut contents = kept.contents;
    for fault in wanted.faults {
        let text = fault.to_string();
        if !origin.faults.contains(&text) {
            check_known(&fault, documents)?;
            contents
                .faults
                .add(fault)
                .ok_or_else(FaultError::too_many)?;
            origin.faults.push(text);
        }
    }
    for name in wanted.applications {
        let is_there = contents.registry.applications().any(|it| it.name == name);
        if !is_there {
            let scopes = documents.scopes().into_keys().collect();
            contents
                .registry
                .register(&name, scopes, &mut contents.random);
        }
        if !origin.applications.contains(&name) {
            origin.applications.push(name);
        }
    }
    Ok(Start {
        origin,
        contents,
        keys: kept.keys,
        port: Some(kept.port),
        rows,
    })
}
