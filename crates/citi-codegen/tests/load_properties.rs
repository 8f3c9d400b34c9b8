//! What holds for every tree and for every text.

#![allow(clippy::expect_used, clippy::panic)]

use citi_codegen::load::{Entry, Node, Span, Value, load};
use proptest::collection::vec;
use proptest::prelude::*;

fn scalar() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::Bool),
        "-?(0|[1-9][0-9]{0,40})(\\.[0-9]{1,40})?([eE][+-]?[0-9]{1,4})?".prop_map(Value::Number),
        any::<String>().prop_map(Value::String),
        "[ -~]{0,12}".prop_map(Value::String),
    ]
}

fn mapping(members: Vec<(String, Node)>) -> Node {
    let mut entries: Vec<Entry> = Vec::new();
    for (key, value) in members {
        if entries.iter().all(|entry| entry.key != key) {
            entries.push(Entry {
                key,
                key_span: Span::default(),
                value,
            });
        }
    }
    Node::new(Value::Mapping(entries), Span::default())
}

fn tree() -> impl Strategy<Value = Node> {
    let leaf = scalar().prop_map(|value| Node::new(value, Span::default()));
    let inner = leaf.prop_recursive(6, 60, 6, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..6)
                .prop_map(|items| Node::new(Value::Sequence(items), Span::default())),
            vec((any::<String>(), inner), 0..6).prop_map(mapping),
        ]
    });
    vec((any::<String>(), inner), 0..6).prop_map(mapping)
}

/// The tree as YAML in block style, text in double quotes.
fn yaml(node: &Node, indent: usize, out: &mut String) {
    let pad = " ".repeat(indent);
    match &node.value {
        Value::Mapping(entries) if !entries.is_empty() => {
            for entry in entries {
                let key = Node::string(entry.key.clone(), entry.key_span);
                // Longer keys need the explicit form: the short one ends at 1024 characters.
                out.push_str(&format!("\n{pad}? {}\n{pad}: ", quoted(&key)));
                yaml(&entry.value, indent + 1, out);
            }
        }
        Value::Sequence(items) if !items.is_empty() => {
            for item in items {
                out.push_str(&format!("\n{pad}- "));
                yaml(item, indent + 1, out);
            }
        }
        _ => out.push_str(&quoted(node)),
    }
}

/// A scalar's JSON text, with what YAML minds escaped.
fn quoted(node: &Node) -> String {
    let mut text = String::new();
    for character in node.to_json().chars() {
        if character.is_ascii_graphic() || character == ' ' {
            text.push(character);
        } else {
            text.push_str(&format!("\\U{:08X}", u32::from(character)));
        }
    }
    text
}

proptest! {
    #[test]
    fn json_text_gives_the_tree_back(tree in tree()) {
        let text = tree.to_json();
        let loaded = load("tree.json", text.as_bytes()).expect("JSON");
        prop_assert_eq!(loaded.root.to_json(), text);
        prop_assert_eq!(loaded.root, tree);
        prop_assert!(loaded.diagnostics.findings().is_empty());
    }

    #[test]
    fn yaml_text_gives_the_tree_back(tree in tree()) {
        let mut text = "---".to_owned();
        yaml(&tree, 0, &mut text);
        if tree.entries().is_empty() {
            text = "--- {}".to_owned();
        }
        let loaded = load("tree.yaml", text.as_bytes()).expect("YAML");
        prop_assert_eq!(loaded.root.to_json(), tree.to_json());
        prop_assert!(loaded.diagnostics.findings().is_empty());
    }

    #[test]
    fn any_bytes_end_in_a_tree_or_an_error_with_a_remedy(bytes in vec(any::<u8>(), 0..200)) {
        total(&bytes)?;
    }

    #[test]
    fn any_yaml_like_text_ends_so(text in "([a-c]|[:,?!&*|>'\"%@#~<.0-]|[\\[\\]{}]|[ \t\r\n]|: |- |\n  |\\\\|ü){0,80}") {
        total(text.as_bytes())?;
    }

    #[test]
    fn any_json_like_text_ends_so(text in "\\{([\\[\\]{}:,\"]|\"a\"|\\\\u[dD][89c]00|\\\\|[0-9.eE+-]|true|null|[ \n\t]|ü){0,80}") {
        total(text.as_bytes())?;
    }
}

fn total(bytes: &[u8]) -> Result<(), TestCaseError> {
    match load("any", bytes) {
        Ok(loaded) => {
            prop_assert!(loaded.root.is_mapping());
            prop_assert!(!loaded.diagnostics.has_errors());
            // Every place lies in the text, at the beginning of a character.
            let mut stack = vec![&loaded.root];
            while let Some(node) = stack.pop() {
                prop_assert!(loaded.text.is_char_boundary(node.span.offset));
                prop_assert!(node.span.line > 0 && node.span.column > 0);
                stack.extend(node.items());
                stack.extend(node.entries().iter().map(|entry| &entry.value));
            }
        }
        Err(refused) => {
            let last = refused.findings().last().expect("says why");
            prop_assert!(refused.has_errors());
            prop_assert!(last.line > 0 && last.column > 0, "{}", last);
            prop_assert!(!last.found.is_empty() && !last.remedy.is_empty());
        }
    }
    Ok(())
}
