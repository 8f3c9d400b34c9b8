//! One document to a crate of its own.

use std::path::Path;

use super::prepare::{Wanted, prepare};
use super::scratch::{GENERATED_DEPENDENCIES, Host, HostError, Manifest, write_crate};
use super::{DocumentReport, Status, on_roomy_stack};
use crate::diagnostic::Severity;
use crate::lower;

/// What keeps a crate from being written.
#[derive(Debug, thiserror::Error)]
pub enum GenerateError {
    /// The workspace of `citi-core` can't be read.
    #[error(transparent)]
    Host(#[from] HostError),
    /// The folder can't be written.
    #[error("{}: {source}; name a folder that can be written", path.display())]
    Write {
        /// The folder.
        path: std::path::PathBuf,
        /// Why.
        source: std::io::Error,
    },
}

/// Generates the crate `name` in the folder `out` from the document `input`, against the crate
/// `citi-core` in the folder `core`.
///
/// A document that is refused leaves `out` as it is, and so does one of which anything is approximated if `strict`; the
/// report says why. In a folder below another
/// package or workspace the crate is made a workspace of its own.
///
/// # Errors
/// [`GenerateError`].
pub fn generate_one(
    input: &Path,
    out: &Path,
    name: &str,
    core: &Path,
    options: &lower::Options,
    strict: bool,
) -> Result<DocumentReport, GenerateError> {
    let host = Host::read(core)?;
    let path = input.to_string_lossy().into_owned();
    let prepared = on_roomy_stack(|| prepare(&path, input, name, core, options, Wanted::default()));
    let found = &prepared.report.diagnostics;
    let passes = !strict || found.iter().all(|found| found.severity == Severity::Note);
    let Some(files) = prepared
        .files
        .filter(|_| prepared.report.status == Status::Ok && passes)
    else {
        return Ok(prepared.report);
    };
    let failed = |source| GenerateError::Write {
        path: out.to_owned(),
        source,
    };
    let manifest = manifest(&host, name, out)?;
    let mut all: Vec<(&str, &str)> = files
        .iter()
        .filter(|(path, _)| *path != "Cargo.toml")
        .map(|(path, text)| (path.as_str(), text.as_str()))
        .collect();
    all.push(("Cargo.toml", &manifest));
    // The same versions as here, and no network needed for them.
    if let (Some(lock), false) = (host.lock(), out.join("Cargo.lock").exists()) {
        all.push(("Cargo.lock", lock));
    }
    write_crate(out, all).map_err(failed)?;
    Ok(prepared.report)
}

fn manifest(host: &Host, name: &str, out: &Path) -> Result<String, HostError> {
    let manifest = Manifest::new(host, name)
        .depend(host, &["citi-core"])?
        .depend(host, &GENERATED_DEPENDENCIES)?;
    let place = std::path::absolute(out).unwrap_or_else(|_| out.to_owned());
    let inside = place
        .ancestors()
        .skip(1)
        .any(|folder| folder.join("Cargo.toml").is_file());
    Ok(match inside {
        true => manifest.with("workspace", toml::Table::new()).text(),
        false => manifest.text(),
    })
}
