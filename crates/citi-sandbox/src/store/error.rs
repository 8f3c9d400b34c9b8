//! [`StoreError`]: why a directory can't be used.

use std::io;
use std::path::PathBuf;

use crate::image::ImageError;

/// Why a directory of state can't be used. Nothing in it was changed.
///
/// ```
/// # #[tokio::main]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use citi_sandbox::{Sandbox, SandboxError, StoreError};
///
/// let directory = tempfile::tempdir()?;
/// let first = Sandbox::builder().data(directory.path()).start().await?;
/// let second = Sandbox::builder().data(directory.path()).start().await;
/// let Err(SandboxError::Store { source }) = second else {
///     return Err("two sandboxes share a directory".into());
/// };
/// assert!(matches!(source, StoreError::Taken { .. }));
/// # first.shutdown().await;
/// # Ok(())
/// # }
/// ```
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// Another sandbox works in it.
    #[error("{} is in use by another sandbox; stop that one, or name another directory", directory.display())]
    Taken {
        /// The directory.
        directory: PathBuf,
    },
    /// It can't be made, read or written.
    #[error("{} can't be used ({source}); name a directory that can be written", directory.display())]
    Unusable {
        /// The directory.
        directory: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// What it holds can't be read.
    #[error("{} can't be read: {reason}; move it away, and the sandbox begins anew", directory.display())]
    Damaged {
        /// The directory.
        directory: PathBuf,
        /// What is wrong: never what it says.
        reason: String,
    },
    /// It holds the sandbox of another version, which this one can't read.
    #[error("{} was written by another version of the sandbox; go on with that one, or move it away, and the sandbox begins anew", directory.display())]
    OtherForm {
        /// The directory.
        directory: PathBuf,
    },
    /// What it holds does not fit together.
    #[error("{} can't be brought back: {source}; move it away, and the sandbox begins anew", directory.display())]
    Image {
        /// The directory.
        directory: PathBuf,
        /// Why.
        source: ImageError,
    },
    /// It holds the sandbox of another seed.
    #[error("{} holds the sandbox of another seed; leave the seed out, or name another directory", directory.display())]
    OtherSeed {
        /// The directory.
        directory: PathBuf,
    },
}
