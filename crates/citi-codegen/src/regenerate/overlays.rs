//! The corrections in `specs/overlays`, each with the document that it is laid over.

use std::collections::{BTreeMap, BTreeSet};

use super::{RegenerateError, Workspace};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::load::{Pointer, Span};
use crate::overlay::Overlay;

/// An overlay and the file that holds it.
pub(super) struct Correction {
    /// What it says.
    pub(super) overlay: Overlay,
}

/// An overlay that is laid over nothing.
const LAID_OVER_NOTHING: Code = Code("P001");

/// Every overlay, by the id of its document, in the order of their file names. An overlay names
/// its document by `extends`, whose last part is the document's file, or by its own file name:
/// `<id>.yaml`, `<id>.<anything>.yaml`.
pub(super) fn read(
    workspace: &Workspace,
    ids: &BTreeSet<&str>,
) -> Result<BTreeMap<String, Vec<Correction>>, RegenerateError> {
    let mut found: BTreeMap<String, Vec<Correction>> = BTreeMap::new();
    let mut refused = Vec::new();
    for name in files(workspace)? {
        let file = format!("specs/overlays/{name}");
        let path = workspace.root().join(&file);
        let bytes = std::fs::read(path).map_err(|error| RegenerateError::Unreadable {
            file: file.clone(),
            reason: error.to_string(),
        })?;
        let overlay = match Overlay::read(&file, &bytes) {
            Ok(overlay) => overlay,
            Err(findings) => {
                refused.extend(findings.into_findings());
                continue;
            }
        };
        match document_of(&name, overlay.extends(), ids) {
            Some(id) => {
                let correction = Correction { overlay };
                found.entry(id.to_owned()).or_default().push(correction);
            }
            None => {
                let mut finding = Diagnostic::new(
                    LAID_OVER_NOTHING,
                    Severity::Error,
                    &Pointer::root(),
                    Span::default(),
                )
                .found("it is laid over no document of the manifest")
                .remedy(
                    "name it after a document's id (`<id>.yaml`), or let `extends` end in \
                             the document's file name",
                );
                finding.document = file;
                refused.push(finding);
            }
        }
    }
    if refused.is_empty() {
        Ok(found)
    } else {
        Err(RegenerateError::Refused(refused))
    }
}

fn files(workspace: &Workspace) -> Result<BTreeSet<String>, RegenerateError> {
    let folder = workspace.specs().join("overlays");
    let unreadable = |error: std::io::Error| RegenerateError::Unreadable {
        file: "specs/overlays".to_owned(),
        reason: error.to_string(),
    };
    let mut names = BTreeSet::new();
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(names),
        Err(error) => return Err(unreadable(error)),
    };
    for entry in entries {
        let entry = entry.map_err(unreadable)?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if matches!(name.rsplit_once('.'), Some((_, "yaml" | "yml" | "json"))) {
            names.insert(name);
        }
    }
    Ok(names)
}

/// The document that an overlay is laid over.
fn document_of<'a>(name: &str, extends: Option<&str>, ids: &BTreeSet<&'a str>) -> Option<&'a str> {
    let target = extends
        .map(|extends| extends.rsplit('/').next().unwrap_or(extends))
        .unwrap_or(name);
    // The longest id wins: ids may hold dots themselves.
    ids.iter()
        .filter(|id| {
            target
                .strip_prefix(**id)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        })
        .max_by_key(|id| id.len())
        .copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_overlay_names_its_document() {
        let ids = BTreeSet::from(["fx", "fx.v2", "accounts"]);
        let document = |name, extends| document_of(name, extends, &ids);
        assert_eq!(document("fx.yaml", None), Some("fx"));
        assert_eq!(document("fx.numbers.yaml", None), Some("fx"));
        assert_eq!(document("fx.v2.json", None), Some("fx.v2"));
        assert_eq!(document("fxx.yaml", None), None);
        assert_eq!(
            document("x.yaml", Some("../accounts/accounts.yaml")),
            Some("accounts")
        );
        assert_eq!(
            document("fx.yaml", Some("https://a.example/accounts.yaml")),
            Some("accounts")
        );
        assert_eq!(document("fx.yaml", Some("elsewhere.yaml")), None);
    }
}
