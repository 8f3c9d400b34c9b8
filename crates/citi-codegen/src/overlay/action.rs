//! One correction.

use super::codes;
use super::target::Target;
use crate::diagnostic::{Diagnostics, Severity};
use crate::load::{Node, Pointer, Span, Value};

/// One correction of an overlay: what it targets, why, and what it does.
#[derive(Clone, Debug)]
pub struct Action {
    pub(super) target: Target,
    description: String,
    pub(super) change: Change,
    /// What the target must hold before it is changed.
    pub(super) expect: Option<Node>,
    span: Span,
    /// Where the target stands in the overlay.
    pub(super) place: (Pointer, Span),
}

/// What an action does.
#[derive(Clone, Debug)]
pub(super) enum Change {
    Update(Node),
    Remove,
}

impl Action {
    /// What it targets: a JSONPath (RFC 9535).
    #[must_use]
    pub fn target(&self) -> &str {
        self.target.as_str()
    }

    /// Why it is there.
    #[must_use]
    pub fn description(&self) -> &str {
        &self.description
    }

    /// Where it stands in the overlay.
    #[must_use]
    pub fn span(&self) -> Span {
        self.span
    }

    /// Whether it removes what it targets; else it updates that.
    #[must_use]
    pub fn removes(&self) -> bool {
        matches!(self.change, Change::Remove)
    }

    /// Reads the action at `pointer`; nothing if it can't be used, and a finding says why.
    pub(super) fn read(
        node: &Node,
        pointer: &Pointer,
        diagnostics: &mut Diagnostics,
    ) -> Option<Self> {
        if !node.is_mapping() {
            diagnostics.error(
                codes::ODD_ACTION,
                pointer,
                node.span,
                "an action that is no object",
                "write it as an object with `target`, `description` and `update` or `remove`",
            );
            return None;
        }
        unknown_members(node, pointer, diagnostics);
        let description = description(node, pointer, diagnostics);
        let target = target(node, pointer, diagnostics);
        let change = change(node, pointer, diagnostics);
        let (target, place) = target?;
        Some(Self {
            target,
            description: description?,
            change: change?,
            expect: node.get("x-expect").cloned(),
            span: node.span,
            place,
        })
    }
}

fn unknown_members(node: &Node, pointer: &Pointer, diagnostics: &mut Diagnostics) {
    for entry in node.entries() {
        let known = ["target", "description", "update", "remove"].contains(&entry.key.as_str());
        if entry.key == "copy" {
            diagnostics.error(
                codes::ODD_ACTION,
                &pointer.key(&entry.key),
                entry.key_span,
                "`copy`, which Overlay 1.0 does not have",
                "write what is to be copied into `update`",
            );
        } else if !known && !entry.key.starts_with("x-") {
            super::document::unknown(entry, pointer, diagnostics);
        }
    }
}

fn description(node: &Node, pointer: &Pointer, diagnostics: &mut Diagnostics) -> Option<String> {
    let text = node.get("description").and_then(Node::as_str);
    let reason = text.map(str::trim).filter(|text| !text.is_empty());
    if reason.is_none() {
        diagnostics.error(
            codes::NO_REASON,
            pointer,
            node.span,
            "an action without a reason",
            "say in its `description` why the document has to be corrected here",
        );
    }
    reason.map(str::to_owned)
}

fn target(
    node: &Node,
    pointer: &Pointer,
    diagnostics: &mut Diagnostics,
) -> Option<(Target, (Pointer, Span))> {
    let at = pointer.key("target");
    let Some(target) = node.get("target") else {
        diagnostics.error(
            codes::ODD_ACTION,
            pointer,
            node.span,
            "an action without a target",
            "name what it corrects in `target`, as a JSONPath",
        );
        return None;
    };
    let Some(text) = target.as_str() else {
        diagnostics.error(
            codes::ODD_ACTION,
            &at,
            target.span,
            "a target that is no text",
            "write it as text: a JSONPath such as $.paths['/accounts'].get",
        );
        return None;
    };
    match Target::parse(text) {
        Ok(parsed) => Some((parsed, (at, target.span))),
        Err(error) => {
            diagnostics.error(
                codes::NO_JSON_PATH,
                &at,
                target.span,
                format!("a target that is no JSONPath: {error}"),
                "write it as RFC 9535 says: $.paths['/accounts'].get, say",
            );
            None
        }
    }
}

fn change(node: &Node, pointer: &Pointer, diagnostics: &mut Diagnostics) -> Option<Change> {
    let remove = match node.get("remove").map(|flag| (&flag.value, flag.span)) {
        None => false,
        Some((Value::Bool(flag), _)) => *flag,
        Some((_, span)) => {
            diagnostics.error(
                codes::ODD_ACTION,
                &pointer.key("remove"),
                span,
                "`remove` is neither true nor false",
                "write `remove: true`, or leave it out",
            );
            return None;
        }
    };
    if remove {
        if let Some(update) = node.get("update") {
            diagnostics.push(
                crate::diagnostic::Diagnostic::new(
                    codes::UNKNOWN_MEMBER,
                    Severity::Warning,
                    &pointer.key("update"),
                    update.span,
                )
                .found("an `update` beside `remove: true`")
                .done("the target is removed")
                .remedy("take one of them out"),
            );
        }
        return Some(Change::Remove);
    }
    let update = node.get("update").cloned().map(Change::Update);
    if update.is_none() {
        diagnostics.error(
            codes::NO_CHANGE,
            pointer,
            node.span,
            "an action that changes nothing",
            "say what it does: `update` or `remove: true`",
        );
    }
    update
}
