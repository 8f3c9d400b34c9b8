//! The portal's documents, with the generator's own reader as the judge.

use super::{Event, RegenerateError, Workspace, World};
use crate::diagnostic::{Diagnostics, Severity};
use crate::portal::lock::Lock;
use crate::portal::manifest::Manifest;
use crate::portal::pull::{self, Fetch, Fetched, News, Origin, PullReport};

/// Portal → `specs/` and `specs/portal.lock`. Documents that can't be had keep their files and
/// are listed in the report; the others are stored.
///
/// # Errors
/// A manifest or lock that can't be read, or a file that can't be written.
pub fn pull(
    workspace: &Workspace,
    origin: Option<&Origin>,
    world: &World<'_>,
) -> Result<PullReport, RegenerateError> {
    let manifest = workspace.manifest()?;
    let lock = workspace.lock()?;
    let own;
    let origin = match origin {
        Some(origin) => origin,
        None => {
            own = own_portal(&manifest)?;
            &own
        }
    };
    let fetched = fetch(workspace, &manifest, &lock, origin, None, world)?;
    (world.pulled)(&fetched.report);
    Ok(fetched.store(&workspace.specs())?)
}

fn own_portal(manifest: &Manifest) -> Result<Origin, RegenerateError> {
    // The manifest was checked: its address is one.
    let url = url::Url::parse(&manifest.portal.url)
        .map_err(|error| RegenerateError::Runtime(error.to_string()))?;
    Ok(Origin::Url(url))
}

/// Fetches the documents of the manifest, or of one category; writes nothing.
pub(super) fn fetch(
    workspace: &Workspace,
    manifest: &Manifest,
    lock: &Lock,
    origin: &Origin,
    only: Option<&str>,
    world: &World<'_>,
) -> Result<Fetched, RegenerateError> {
    let items = manifest
        .documents()
        .filter(|(category, _)| only.is_none_or(|only| category.name == only))
        .count();
    (world.progress)(Event::Phase {
        name: "fetch",
        items,
    });
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| RegenerateError::Runtime(error.to_string()))?;
    let specs = workspace.specs();
    Ok(runtime.block_on(pull::fetch(Fetch {
        manifest,
        lock,
        specs: &specs,
        origin,
        only,
        now: (world.now)(),
        sleep: world.sleep.clone(),
        check: &readable,
        progress: &|id, news| {
            let note = match news {
                News::Fetched => "fetched",
                News::Unchanged => "unchanged",
                News::Failed => "failed",
            };
            (world.progress)(Event::Item { name: id, note });
        },
    })))
}

/// Whether the generator can read a document at all.
fn readable(id: &str, bytes: &[u8]) -> Result<(), String> {
    let first_error = |findings: &Diagnostics| {
        let mut errors = findings.findings().iter();
        let error = errors.find(|finding| finding.severity == Severity::Error);
        error.map_or_else(|| "it can't be read".to_owned(), ToString::to_string)
    };
    let loaded = crate::load::load(id, bytes).map_err(|findings| first_error(&findings))?;
    let mut findings = Diagnostics::new(id);
    match crate::upgrade::upgrade(id, loaded.root, &mut findings) {
        Some(_) => Ok(()),
        None => Err(first_error(&findings)),
    }
}
