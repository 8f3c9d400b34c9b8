//! Why a run stops before it writes anything.

use std::path::PathBuf;

use crate::diagnostic::Diagnostic;
use crate::emit::EmitError;
use crate::lower::NamesError;
use crate::portal::Problem;
use crate::portal::lock::LockError;
use crate::portal::pull::{Failed, Origin};
use crate::write::WriteError;

/// Why a run stops. But for [`RegenerateError::Write`], nothing was written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RegenerateError {
    /// There is no manifest.
    #[error("{}/specs/portal.toml can't be read ({reason}); run this in the workspace", root.display())]
    NoManifest {
        /// Where the workspace was thought to be.
        root: PathBuf,
        /// What the system said.
        reason: String,
    },
    /// The manifest or the lock is wrong.
    #[error(transparent)]
    Problem(#[from] Problem),
    /// `--only` names no category.
    #[error("there is no category `{name}`; the manifest has {}", known.join(", "))]
    UnknownCategory {
        /// What was asked for.
        name: String,
        /// What there is.
        known: Vec<String>,
    },
    /// A document is not there as it is pinned.
    #[error("{}", lines(.0))]
    Lock(Vec<LockError>),
    /// The portal did not give every document.
    #[error("{origin} did not give every document:{}", failures(failed))]
    Portal {
        /// The portal.
        origin: Origin,
        /// What it did not give.
        failed: Vec<Failed>,
    },
    /// A document can't be used.
    #[error("{}", refusals(.0))]
    Refused(Vec<Diagnostic>),
    /// The names that were invented can't be read.
    #[error("specs/{0}")]
    Names(#[from] NamesError),
    /// A crate can't be emitted.
    #[error("category `{category}`: {error}")]
    Emit {
        /// The category.
        category: String,
        /// Why.
        error: EmitError,
    },
    /// A file of the workspace can't be read.
    #[error("{file} can't be read: {reason}")]
    Unreadable {
        /// The file.
        file: String,
        /// What the system said.
        reason: String,
    },
    /// A file can't be written; those before it were. The same command goes on from there.
    #[error(transparent)]
    Write(#[from] WriteError),
    /// The runtime for the network can't be started.
    #[error("the network can't be used: {0}")]
    Runtime(String),
}

fn lines(errors: &[LockError]) -> String {
    let texts: Vec<String> = errors.iter().map(ToString::to_string).collect();
    texts.join("\n")
}

fn failures(failed: &[Failed]) -> String {
    failed
        .iter()
        .map(|failed| format!("\n  {}: {}", failed.id, failed.reason))
        .collect()
}

fn refusals(findings: &[Diagnostic]) -> String {
    let texts: Vec<String> = findings.iter().map(ToString::to_string).collect();
    texts.join("\n")
}
