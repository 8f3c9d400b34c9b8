//! Anchors: what aliases stand for.

use std::collections::HashMap;

use crate::load::Node;
use crate::load::weight::{Weight, weigh};

/// The values that have an anchor, by the parser's number of it.
#[derive(Default)]
pub(super) struct Anchors(HashMap<usize, (Node, Weight)>);

impl Anchors {
    /// Keeps `node` for the aliases of anchor `id`; 0 is no anchor. Gives what the copy
    /// weighs.
    pub(super) fn keep(&mut self, id: usize, node: &Node) -> Weight {
        if id == 0 {
            return Weight::default();
        }
        let weight = weigh(node);
        self.0.insert(id, (node.clone(), weight));
        // The copy stands nowhere in the tree.
        Weight {
            height: 0,
            ..weight
        }
    }

    /// What the anchor `id` stands for and weighs; nothing while it is still open.
    pub(super) fn get(&self, id: usize) -> Option<(&Node, Weight)> {
        self.0.get(&id).map(|(node, weight)| (node, *weight))
    }
}

#[cfg(test)]
mod tests {
    use crate::load::{Limits, Pointer, codes, load, load_with};

    fn json(text: &str) -> String {
        load("test", text.as_bytes()).expect("YAML").root.to_json()
    }

    #[test]
    fn aliases_are_written_out() {
        let text = "a: &one {b: [1, &two x]}\nc: *one\nd: [*two, *one]\n*two : e\n";
        let loaded = load("test", text.as_bytes()).expect("YAML");
        assert_eq!(
            loaded.root.to_json(),
            r#"{"a":{"b":[1,"x"]},"c":{"b":[1,"x"]},"d":["x",{"b":[1,"x"]}],"x":"e"}"#
        );
        let place = |pointer: &str| {
            let pointer = Pointer::parse(pointer).expect("a pointer");
            loaded.root.at(&pointer).expect("a node").span.to_string()
        };
        assert_eq!(place("/c"), "2:4");
        assert_eq!(place("/c/b"), "1:13");
    }

    #[test]
    fn merge_keys_add_what_is_not_there() {
        assert_eq!(
            json(concat!(
                "base: &base {type: object, title: Base}\n",
                "more: &more {title: More, format: x}\n",
                "a: {title: Own, <<: *base, deprecated: true}\n",
                "b: {<<: [*base, *more], type: string}\n",
            )),
            concat!(
                r#"{"base":{"type":"object","title":"Base"},"more":{"title":"More","format":"x"},"#,
                r#""a":{"title":"Own","type":"object","deprecated":true},"#,
                r#""b":{"title":"Base","format":"x","type":"string"}}"#
            )
        );
    }

    #[test]
    fn a_merge_key_without_a_mapping_is_kept_and_told() {
        let loaded = load("test", b"a: {<<: 5}\n").expect("YAML");
        assert_eq!(loaded.root.to_json(), r#"{"a":{"<<":5}}"#);
        assert_eq!(loaded.diagnostics.findings()[0].code, codes::ODD_MERGE);
    }

    #[test]
    fn an_alias_of_what_holds_it_is_refused() {
        for text in ["a: &x {b: *x}\n", "a: &x [1, [*x]]\n"] {
            let refused = load("test", text.as_bytes()).expect_err("endless");
            assert_eq!(refused.findings()[0].code, codes::CYCLIC_ALIAS, "{text}");
        }
    }

    #[test]
    fn an_anchor_can_be_given_anew() {
        assert_eq!(
            json("a: &x 1\nb: *x\nc: &x 2\nd: *x\n"),
            r#"{"a":1,"b":1,"c":2,"d":2}"#
        );
    }

    #[test]
    fn aliases_count_against_nodes_text_and_depth() {
        let code = |text: &str, limits: Limits| {
            let refused = load_with("test", text.as_bytes(), &limits).expect_err("too much");
            refused.findings()[0].code
        };
        let few = Limits {
            nodes: 10,
            ..Limits::default()
        };
        assert_eq!(
            code("a: &x [1, 2]\nb: [*x, *x, *x]\n", few),
            codes::TOO_MANY_NODES
        );
        let short = Limits {
            bytes: 60,
            ..Limits::default()
        };
        let text = "a: &x twelve-bytes\nb: [*x, *x, *x, *x]\n";
        assert!(text.len() < short.bytes);
        assert_eq!(code(text, short), codes::TOO_MANY_NODES);
        let low = Limits {
            depth: 4,
            ..Limits::default()
        };
        assert!(load_with("test", b"a: &x [[1]]\nb: [*x]\n", &low).is_ok());
        assert_eq!(code("a: &x [[1]]\nb: [[*x]]\n", low), codes::TOO_DEEP);
    }
}
