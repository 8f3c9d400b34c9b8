//! Actions, applied to a tree.

use super::action::Change;
use super::location::{self, Location};
use super::size::Size;
use super::{Action, Overlay, codes, merge};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Severity};
use crate::load::{Limits, Node};

impl Overlay {
    /// Applies the actions to `root`, one after the other.
    ///
    /// An action that can't be applied is left out whole, and an error finding says why, with
    /// its place *in the overlay*: that is the file to look into. Nodes that come from the
    /// overlay keep their places in it, and what `diagnostics` is told of them later names it.
    pub fn apply(&self, root: &mut Node, diagnostics: &mut Diagnostics) {
        self.apply_within(&Limits::default(), root, diagnostics);
    }

    fn apply_within(&self, limits: &Limits, root: &mut Node, diagnostics: &mut Diagnostics) {
        let mut size = Size::of(root);
        let source = diagnostics.source(self.name());
        for action in self.actions() {
            if let Err(refused) = apply(action, root, source, limits, &mut size) {
                let (pointer, span) = &action.place;
                let mut finding = Diagnostic::new(refused.code, Severity::Error, pointer, *span)
                    .found(refused.found)
                    .done("the action is left out")
                    .remedy(refused.remedy);
                self.name().clone_into(&mut finding.document);
                diagnostics.push(finding);
            }
        }
    }
}

/// Why an action was not applied.
struct Refused {
    code: Code,
    found: String,
    remedy: &'static str,
}

fn apply(
    action: &Action,
    root: &mut Node,
    source: u16,
    limits: &Limits,
    size: &mut Size,
) -> Result<(), Refused> {
    let locations = action.target.select(root);
    if locations.is_empty() {
        return Err(Refused {
            code: codes::NO_MATCH,
            found: format!("{} matches nothing in the document", action.target()),
            remedy: "see whether the document has moved it, or no longer needs the correction",
        });
    }
    if let Some(expected) = &action.expect {
        for at in &locations {
            expect(root, at, expected)?;
        }
    }
    match &action.change {
        Change::Remove => {
            if locations.iter().any(Vec::is_empty) {
                return Err(Refused {
                    code: codes::REMOVES_ALL,
                    found: format!("{} is the whole document", action.target()),
                    remedy: "target what is to be removed from it",
                });
            }
            // From the last to the first: a removed item moves those behind it.
            for at in locations.iter().rev() {
                location::remove(root, at);
            }
        }
        Change::Update(update) => {
            for at in &locations {
                check_kind(root, at, update)?;
            }
            if !size.grow(&locations, update, limits) {
                return Err(Refused {
                    code: codes::TOO_MUCH,
                    found: "the update makes the document too large or too deep".to_owned(),
                    remedy: "target fewer nodes, or name schemas and refer to them",
                });
            }
            let mut update = update.clone();
            update.set_source(source);
            for at in &locations {
                // What an update of an outer match replaced is no longer there.
                if let Some(target) = location::get_mut(root, at) {
                    merge::merge(target, &update);
                }
            }
        }
    }
    Ok(())
}

fn expect(root: &Node, at: &Location, expected: &Node) -> Result<(), Refused> {
    match location::get(root, at) {
        Some(node) if node == expected => Ok(()),
        node => Err(Refused {
            code: codes::NOT_AS_EXPECTED,
            found: format!(
                "the document holds {} at {} ({}), where the action expects {}",
                node.map_or_else(|| "nothing".to_owned(), excerpt),
                location::pointer(at),
                node.map(|node| node.span).unwrap_or_default(),
                excerpt(expected),
            ),
            remedy: "the document has changed: see whether the correction still holds, and bring x-expect up to date",
        }),
    }
}

fn check_kind(root: &Node, at: &Location, update: &Node) -> Result<(), Refused> {
    let Some(target) = location::get(root, at) else {
        return Ok(());
    };
    merge::fits(target, update).map_err(|below| {
        let place = [at.as_slice(), &below].concat();
        Refused {
            code: codes::OTHER_KIND,
            found: format!(
                "the update can't be merged at {}: it is of another kind than what stands there",
                location::pointer(&place)
            ),
            remedy: "remove what stands there by an action before this one",
        }
    })
}

/// The beginning of a node's JSON text, on one line.
fn excerpt(node: &Node) -> String {
    let json = node.to_json();
    let mut text: String = json.chars().take(60).collect();
    if text.len() < json.len() {
        text.push('…');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::{Pointer, load, weigh};

    const TILL: &str = concat!(
        "swagger: '2.0'\n",
        "info: {title: Till, version: 1}\n",
        "tags: [{name: a}, {name: b}, {name: c}, {name: d}]\n",
        "paths:\n",
        "  /sums: {get: {summary: Sums, deprecated: 'true'}}\n",
        "  /coins: {get: {summary: Coins}}\n",
    );

    fn applied(actions: &str) -> (Node, Vec<Diagnostic>) {
        applied_within(&Limits::default(), actions)
    }

    fn applied_within(limits: &Limits, actions: &str) -> (Node, Vec<Diagnostic>) {
        let text = format!(
            "overlay: 1.0.0\ninfo: {{title: Corrections, version: 1}}\nactions:\n{actions}"
        );
        let overlay = Overlay::read("overlay.yaml", text.as_bytes()).expect("an overlay");
        let mut root = load("till.yaml", TILL.as_bytes()).expect("YAML").root;
        let mut diagnostics = Diagnostics::new("till.yaml");
        overlay.apply_within(limits, &mut root, &mut diagnostics);
        (root, diagnostics.into_findings())
    }

    fn at<'n>(root: &'n Node, pointer: &str) -> Option<&'n Node> {
        root.at(&Pointer::parse(pointer).expect("a pointer"))
    }

    fn unchanged(root: &Node) -> bool {
        *root == load("till.yaml", TILL.as_bytes()).expect("YAML").root
    }

    #[test]
    fn updates_reach_every_match_and_keep_their_own_place() {
        let (root, findings) = applied(concat!(
            "- target: $.paths.*.get\n",
            "  description: Both are safe.\n",
            "  update: {x-safe: true}\n",
        ));
        assert!(findings.is_empty());
        for path in ["/paths/~1sums/get/x-safe", "/paths/~1coins/get/x-safe"] {
            let node = at(&root, path).expect("added");
            assert_eq!(node.as_bool(), Some(true));
            assert_eq!(node.span.to_string(), "6:20");
        }
        let kept = at(&root, "/paths/~1sums/get/summary").expect("kept");
        assert_eq!(kept.span.to_string(), "5:26");
    }

    #[test]
    fn actions_see_what_those_before_them_did() {
        let (root, findings) = applied(concat!(
            "- {target: $.info, description: Replaced next., remove: true}\n",
            "- {target: $, description: A new one., update: {info: {title: New}}}\n",
            "- {target: $.info.title, description: Again., x-expect: New, update: Newer}\n",
        ));
        assert!(findings.is_empty(), "{findings:?}");
        assert_eq!(
            at(&root, "/info").expect("there").to_json(),
            r#"{"title":"Newer"}"#
        );
    }

    #[test]
    fn removed_items_do_not_move_those_to_be_removed() {
        let (root, findings) = applied(concat!(
            "- {target: '$.tags[0,1,3]', description: Unused., remove: true}\n",
            "- {target: '$.paths[?@.get.deprecated]', description: Gone., remove: true}\n",
        ));
        assert!(findings.is_empty(), "{findings:?}");
        assert_eq!(
            at(&root, "/tags").expect("there").to_json(),
            r#"[{"name":"c"}]"#
        );
        assert_eq!(at(&root, "/paths").expect("there").entries().len(), 1);
    }

    #[test]
    fn nested_matches_are_removed_once() {
        let (root, findings) =
            applied("- {target: '$..*', description: Everything that is below., remove: true}\n");
        assert!(findings.is_empty(), "{findings:?}");
        assert_eq!(root.to_json(), "{}");
    }

    #[test]
    fn what_matches_nothing_is_an_error_in_the_overlay() {
        let (root, findings) = applied(concat!(
            "- {target: $.info, description: Fits., update: {title: Changed}}\n",
            "- {target: $.nothing, description: Does not., update: {a: 1}}\n",
            "- {target: '$.paths[?@.put]', description: Neither., remove: true}\n",
        ));
        assert_eq!(
            at(&root, "/info/title").and_then(Node::as_str),
            Some("Changed")
        );
        let told: Vec<_> = findings
            .iter()
            .map(|f| {
                (
                    f.code,
                    f.document.as_str(),
                    f.line,
                    f.column,
                    f.pointer.as_str(),
                )
            })
            .collect();
        assert_eq!(
            told,
            [
                (codes::NO_MATCH, "overlay.yaml", 5, 12, "/actions/1/target"),
                (codes::NO_MATCH, "overlay.yaml", 6, 12, "/actions/2/target"),
            ]
        );
        assert!(findings.iter().all(|f| f.severity == Severity::Error));
    }

    #[test]
    fn what_is_not_as_expected_is_left_alone() {
        let (root, findings) = applied(concat!(
            "- {target: $.info.version, description: x, x-expect: '1', update: '2'}\n",
            "- {target: $.paths.*.get.summary, description: x, x-expect: Sums, update: y}\n",
        ));
        assert!(unchanged(&root));
        assert_eq!(findings.len(), 2);
        assert!(findings.iter().all(|f| f.code == codes::NOT_AS_EXPECTED));
        assert!(
            findings[0]
                .found
                .contains("holds 1 at /info/version (2:30)"),
            "{}",
            findings[0]
        );
        let (root, findings) = applied(
            "- {target: $.info, description: x, x-expect: {version: 1, title: Till}, update: {a: 1}}\n",
        );
        assert!(findings.is_empty());
        assert!(at(&root, "/info/a").is_some());
    }

    #[test]
    fn what_does_not_fit_is_left_out_whole() {
        let (root, findings) = applied(concat!(
            "- target: $.paths.*\n",
            "  description: The second match has no such list.\n",
            "  update: {get: {summary: {text: x}, deprecated: false}}\n",
            "- {target: $, description: x, update: {tags: none, info: {title: y}}}\n",
            "- {target: $, description: x, remove: true}\n",
        ));
        assert_eq!(
            at(&root, "/paths/~1coins/get/summary/text").and_then(Node::as_str),
            Some("x"),
            "a scalar gives way to anything"
        );
        assert_eq!(
            at(&root, "/info/title").and_then(Node::as_str),
            Some("Till")
        );
        let told: Vec<_> = findings.iter().map(|f| (f.code, f.line)).collect();
        assert_eq!(told, [(codes::OTHER_KIND, 7), (codes::REMOVES_ALL, 8)]);
        assert!(findings[0].found.contains("/tags"), "{}", findings[0]);
    }

    #[test]
    fn growth_is_bounded() {
        let limits = Limits {
            nodes: 1_000,
            ..Limits::default()
        };
        // Every list takes two more of its kind, again and again.
        let grow = "- {target: '$.tags..[?@[0]]', description: x, update: [[[]], [[]]]}\n";
        let (root, findings) = applied_within(
            &limits,
            &format!(
                "- {{target: $.tags, description: x, update: [[[]]]}}\n{}",
                grow.repeat(12)
            ),
        );
        let nodes = weigh(&root).nodes;
        assert!(nodes > 100 && nodes <= limits.nodes, "{nodes}");
        assert!(findings.iter().any(|f| f.code == codes::TOO_MUCH));
        assert!(findings.iter().all(|f| f.code == codes::TOO_MUCH));
    }

    #[test]
    fn depth_is_bounded() {
        let deep = format!("{}1{}", "[".repeat(100), "]".repeat(100));
        let path = format!("$.a{}", "[0]".repeat(40));
        let (root, findings) = applied(&format!(
            "- {{target: $, description: x, update: {{a: {deep}}}}}\n\
             - {{target: '{path}', description: x, update: {deep}}}\n"
        ));
        assert_eq!(weigh(&root).height, 101);
        assert_eq!(findings.len(), 1);
        assert_eq!((findings[0].code, findings[0].line), (codes::TOO_MUCH, 5));
    }
}
