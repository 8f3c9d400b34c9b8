//! An overlay document.

use super::{Action, codes};
use crate::diagnostic::Diagnostics;
use crate::load::{self, Entry, Node, Pointer, Value};

/// An overlay document: corrections to an API description, each with its reason.
///
/// ```
/// use citi_codegen::{diagnostic::Diagnostics, load::load, overlay::Overlay};
/// let overlay = Overlay::read("till-overlay.yaml", b"
/// overlay: 1.0.0
/// info: {title: Corrections, version: 1.0.0}
/// actions:
///   - target: $.info
///     description: The document forgets its version.
///     update: {version: '2'}
/// ").unwrap();
/// let mut root = load("till.yaml", b"info: {title: Till}").unwrap().root;
/// let mut diagnostics = Diagnostics::new("till.yaml");
/// overlay.apply(&mut root, &mut diagnostics);
/// assert_eq!(root.to_json(), r#"{"info":{"title":"Till","version":"2"}}"#);
/// assert!(!diagnostics.has_errors());
/// ```
#[derive(Clone, Debug)]
pub struct Overlay {
    name: String,
    title: String,
    extends: Option<String>,
    actions: Vec<Action>,
    diagnostics: Diagnostics,
}

impl Overlay {
    /// Reads the overlay document `name`, JSON or YAML.
    ///
    /// # Errors
    /// Findings of which at least one is an error: of the [loader](load::codes), or of the
    /// overlay's own [kinds](codes).
    pub fn read(name: &str, bytes: &[u8]) -> Result<Self, Diagnostics> {
        let loaded = load::load(name, bytes)?;
        let (root, mut diagnostics) = (loaded.root, loaded.diagnostics);
        version(&root, &mut diagnostics);
        let title = info(&root, &mut diagnostics);
        for entry in root.entries() {
            let known = ["overlay", "info", "extends", "actions"].contains(&entry.key.as_str());
            if !known && !entry.key.starts_with("x-") {
                unknown(entry, &Pointer::root(), &mut diagnostics);
            }
        }
        let extends = root.get("extends").and_then(Node::as_str);
        let actions = actions(&root, &mut diagnostics);
        if diagnostics.has_errors() {
            return Err(diagnostics);
        }
        Ok(Self {
            name: name.to_owned(),
            title,
            extends: extends.map(str::to_owned),
            actions,
            diagnostics,
        })
    }

    /// The name by which the user knows the overlay.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its title.
    #[must_use]
    pub fn title(&self) -> &str {
        &self.title
    }

    /// The address of the document that it corrects, if it names one; it is the caller who
    /// decides to which document it is applied.
    #[must_use]
    pub fn extends(&self) -> Option<&str> {
        self.extends.as_deref()
    }

    /// Its actions, in the order in which they are applied.
    #[must_use]
    pub fn actions(&self) -> &[Action] {
        &self.actions
    }

    /// What was crooked in the overlay itself; no errors.
    #[must_use]
    pub fn diagnostics(&self) -> &Diagnostics {
        &self.diagnostics
    }
}

fn version(root: &Node, diagnostics: &mut Diagnostics) {
    let stated = root.get("overlay");
    let known = stated
        .and_then(Node::scalar_text)
        .is_some_and(|version| version == "1.0" || version.starts_with("1.0."));
    if !known {
        let found = match stated.and_then(Node::scalar_text) {
            Some(version) => format!("Overlay version `{version}`, and 1.0 is what is known here"),
            None => "a document that says no Overlay version".to_owned(),
        };
        diagnostics.error(
            codes::NO_OVERLAY,
            &Pointer::root().key("overlay"),
            stated.map_or(root.span, |node| node.span),
            found,
            "begin the document with `overlay: 1.0.0`",
        );
    }
}

fn info(root: &Node, diagnostics: &mut Diagnostics) -> String {
    let info = root.get("info");
    let text = |key| info.and_then(|info| info.get(key)?.scalar_text());
    match (text("title"), text("version")) {
        (Some(title), Some(_)) => title,
        _ => {
            diagnostics.error(
                codes::NO_INFO,
                &Pointer::root().key("info"),
                info.map_or(root.span, |node| node.span),
                "no `info` with a title and a version",
                "add `info: {title: …, version: …}`",
            );
            String::new()
        }
    }
}

fn actions(root: &Node, diagnostics: &mut Diagnostics) -> Vec<Action> {
    let pointer = Pointer::root().key("actions");
    let stated = root.get("actions");
    match stated.map(|node| &node.value) {
        Some(Value::Sequence(items)) if !items.is_empty() => items
            .iter()
            .enumerate()
            .filter_map(|(index, item)| Action::read(item, &pointer.index(index), diagnostics))
            .collect(),
        _ => {
            diagnostics.error(
                codes::NO_ACTIONS,
                &pointer,
                stated.map_or(root.span, |node| node.span),
                "no list of actions, or an empty one",
                "list what is to be corrected in `actions`, or take the overlay away",
            );
            Vec::new()
        }
    }
}

/// A warning for a member that the specification does not know.
pub(super) fn unknown(entry: &Entry, holder: &Pointer, diagnostics: &mut Diagnostics) {
    diagnostics.warning(
        codes::UNKNOWN_MEMBER,
        &holder.key(&entry.key),
        entry.key_span,
        format!(
            "a member `{}`, which Overlay 1.0 does not have",
            entry.key.escape_debug()
        ),
        "left alone",
        "correct its name, or let it begin with x-",
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Code, Severity};

    fn codes_of(text: &str) -> Vec<(Code, u32)> {
        let refused = Overlay::read("overlay.yaml", text.as_bytes()).expect_err("refused");
        let errors = refused.findings().iter();
        errors
            .filter(|finding| finding.severity == Severity::Error)
            .map(|finding| (finding.code, finding.line))
            .collect()
    }

    #[test]
    fn an_overlay_says_what_it_does_and_why() {
        let overlay = Overlay::read(
            "overlay.yaml",
            concat!(
                "overlay: 1.0.0\n",
                "info: {title: Till, version: 1.0.0}\n",
                "extends: ./till.yaml\n",
                "actions:\n",
                "- {target: $.info, description: ' Because. ', update: {a: 1}}\n",
                "- target: $.tags\n  description: Empty.\n  remove: true\n  note: x\n",
            )
            .as_bytes(),
        )
        .expect("an overlay");
        assert_eq!((overlay.name(), overlay.title()), ("overlay.yaml", "Till"));
        assert_eq!(overlay.extends(), Some("./till.yaml"));
        let [first, second] = overlay.actions() else {
            panic!("two actions");
        };
        assert_eq!(
            (first.target(), first.description()),
            ("$.info", "Because.")
        );
        assert_eq!(first.span().line, 5);
        assert!(!first.removes() && second.removes());
        let findings = overlay.diagnostics().findings();
        assert_eq!(findings.len(), 1);
        assert_eq!(
            (findings[0].code, findings[0].line),
            (codes::UNKNOWN_MEMBER, 9)
        );
    }

    #[test]
    fn every_mistake_is_told_at_once_with_its_place() {
        assert_eq!(
            codes_of(concat!(
                "overlay: 2.0.0\n",
                "info: {title: Till}\n",
                "actions:\n",
                "- nothing\n",
                "- {target: $.a, update: 1}\n",
                "- {target: $.a, update: 1, description: '  '}\n",
                "- {target: $., update: 1, description: x}\n",
                "- {target: [a], update: 1, description: x}\n",
                "- {update: 1, description: x}\n",
                "- {target: $.a, description: x, remove: false}\n",
                "- {target: $.a, description: x, remove: 'yes'}\n",
                "- {target: $.a, description: x, copy: $.b}\n",
            )),
            [
                (codes::NO_OVERLAY, 1),
                (codes::NO_INFO, 2),
                (codes::ODD_ACTION, 4),
                (codes::NO_REASON, 5),
                (codes::NO_REASON, 6),
                (codes::NO_JSON_PATH, 7),
                (codes::ODD_ACTION, 8),
                (codes::ODD_ACTION, 9),
                (codes::NO_CHANGE, 10),
                (codes::ODD_ACTION, 11),
                (codes::ODD_ACTION, 12),
                (codes::NO_CHANGE, 12),
            ]
        );
    }

    #[test]
    fn actions_must_be_there() {
        let head = "overlay: 1.0.0\ninfo: {title: Till, version: 1}\n";
        for rest in ["", "actions: []\n", "actions: {}\n"] {
            let found: Vec<Code> = codes_of(&format!("{head}{rest}"))
                .into_iter()
                .map(|(code, _)| code)
                .collect();
            assert_eq!(found, [codes::NO_ACTIONS], "{rest}");
        }
    }

    #[test]
    fn what_can_not_be_read_is_told_by_the_loader() {
        assert_eq!(codes_of("a: [")[0].0, load::codes::BROKEN_YAML);
    }
}
