//! One document, from its bytes to its plan.

use super::overlays::Correction;
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::load::load;
use crate::lower::plan::ModulePlan;
use crate::lower::{self, Names, lower};
use crate::model::outline;
use crate::portal::manifest::Kind;
use crate::upgrade::upgrade;

/// One document on its way.
pub(super) struct Source<'a> {
    /// Its id.
    pub(super) id: &'a str,
    /// Its file, as findings name it: `specs/fx/fx.yaml`.
    pub(super) name: String,
    /// Its bytes.
    pub(super) bytes: Vec<u8>,
    /// What is made of it.
    pub(super) kind: Kind,
    /// Its corrections.
    pub(super) corrections: &'a [Correction],
    /// What the manifest decides.
    pub(super) options: lower::Options,
    /// The names that were invented for it.
    pub(super) names: Names,
}

/// What became of it.
pub(super) struct Planned {
    /// Its plan; `None` if it can't be used.
    pub(super) plan: Option<ModulePlan>,
    /// What it means, as text.
    pub(super) outline: String,
    /// Ids of its operations: those that were published, and the names of their methods.
    pub(super) operation_ids: Vec<String>,
    /// How many operations it has.
    pub(super) operations: usize,
    /// The names that are invented for it now.
    pub(super) names: Names,
    /// What was found in it.
    pub(super) findings: Vec<Diagnostic>,
    /// Why it can't be used: the errors among what was found.
    pub(super) refused: Vec<Diagnostic>,
}

/// Reads, corrects, upgrades and lowers a document.
pub(super) fn plan(source: Source<'_>) -> Planned {
    let mut planned = Planned {
        plan: None,
        outline: String::new(),
        operation_ids: Vec::new(),
        operations: 0,
        names: source.names,
        findings: Vec::new(),
        refused: Vec::new(),
    };
    let mut loaded = match load(&source.name, &source.bytes) {
        Ok(loaded) => loaded,
        Err(findings) => {
            planned.refuse(findings);
            return planned;
        }
    };
    let mut findings = loaded.diagnostics;
    for correction in source.corrections {
        for own in correction.overlay.diagnostics().findings() {
            findings.push(own.clone());
        }
        correction.overlay.apply(&mut loaded.root, &mut findings);
        // A correction that does not fit any more must not be left out in silence.
        if findings.has_errors() {
            planned.refuse(findings);
            return planned;
        }
    }
    let Some(mut document) = upgrade(source.id, loaded.root, &mut findings) else {
        planned.refuse(findings);
        return planned;
    };
    planned.outline = outline(&document);
    planned.operations = document.operations.len();
    let ids = document.operations.iter().filter_map(|one| one.id.clone());
    planned.operation_ids = ids.collect();
    if source.kind == Kind::Events {
        // What the bank sends is a webhook, however its document calls it: types, and no client.
        document.webhooks.append(&mut document.operations);
    }
    let plan = lower(
        &document,
        &source.options,
        &mut planned.names,
        &mut findings,
    );
    let idents = plan.operations.iter().map(|one| one.ident.clone());
    planned.operation_ids.extend(idents);
    // The document is fine, and the manifest asks for what must not be.
    if findings.has_errors() {
        planned.refuse(findings);
        return planned;
    }
    planned.plan = Some(plan);
    planned.findings.extend(findings.into_findings());
    planned
}

impl Planned {
    fn refuse(&mut self, findings: Diagnostics) {
        let findings = findings.into_findings();
        let errors = findings
            .iter()
            .filter(|finding| finding.severity == Severity::Error);
        self.refused.extend(errors.cloned());
        self.findings.extend(findings);
    }
}
