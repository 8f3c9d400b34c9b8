//! Operations that the manifest names and no document has.

use super::document::Planned;
use super::{RegenerateError, Workspace};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::load::{Pointer, Span};
use crate::portal::Problem;
use crate::portal::manifest::{Category, Manifest, Step, locate};

/// An operation that the manifest names and no document has.
const NO_SUCH_OPERATION: Code = Code("P002");
/// Where the manifest stands.
const FILE: &str = "specs/portal.toml";

/// Refuses cacheable operations that no document has: a name that moved would end the caching in silence, and one that
/// comes back with another meaning would begin it.
pub(super) fn refuse(
    workspace: &Workspace,
    manifest: &Manifest,
    categories: &[&Category],
    planned: &mut [(&Category, &str, Planned)],
) -> Result<(), RegenerateError> {
    for category in categories {
        let own = || {
            planned
                .iter()
                .filter(|(owner, ..)| owner.name == category.name)
        };
        // What is in a document that can't be read is not known.
        if own().any(|(.., planned)| !planned.refused.is_empty()) {
            continue;
        }
        let is_there = |id: &String| own().any(|(.., planned)| planned.operation_ids.contains(id));
        let gone: Vec<&String> = category
            .cacheable
            .keys()
            .filter(|id| !is_there(id))
            .collect();
        let mut findings = Vec::new();
        for operation in gone {
            findings.push(finding(workspace, manifest, category, operation)?);
        }
        let last = planned
            .iter_mut()
            .rfind(|(owner, ..)| owner.name == category.name);
        if let Some((.., planned)) = last {
            planned.refused.extend(findings.iter().cloned());
            planned.findings.extend(findings);
        }
    }
    Ok(())
}

fn finding(
    workspace: &Workspace,
    manifest: &Manifest,
    category: &Category,
    operation: &str,
) -> Result<Diagnostic, RegenerateError> {
    let mut named = manifest.categories.iter();
    let index = named
        .position(|one| one.name == category.name)
        .unwrap_or_default();
    let path = [
        Step::Key("category"),
        Step::Index(index),
        Step::Key("cacheable"),
        Step::Key(operation),
    ];
    let text = workspace.read(FILE)?.unwrap_or_default();
    let found = format!(
        "category `{}` says that `{operation}` is cacheable, and no document has it",
        category.name
    );
    let remedy = "correct the operation id, or take it out";
    let place = Problem::at(FILE, &text, locate(&text, &path), found, remedy);
    let pointer = Pointer::root()
        .key("category")
        .key(&index.to_string())
        .key("cacheable")
        .key(operation);
    let span = Span {
        line: u32::try_from(place.line).unwrap_or_default(),
        column: u32::try_from(place.column).unwrap_or_default(),
        ..Span::default()
    };
    let mut finding = Diagnostic::new(NO_SUCH_OPERATION, Severity::Error, &pointer, span)
        .found(place.found)
        .remedy(place.remedy);
    finding.document = FILE.to_owned();
    Ok(finding)
}
