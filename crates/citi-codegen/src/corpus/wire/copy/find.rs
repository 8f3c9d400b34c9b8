//! What a reference within a document means.

use crate::corpus::operations::percent_decoded;
use crate::load::{Node, Pointer};

/// The node that a reference leads to, if it is in the document.
pub(super) fn resolve<'a>(whole: &'a Node, reference: &str) -> Option<&'a Node> {
    let fragment = reference.strip_prefix('#')?;
    let decoded = percent_decoded(fragment);
    let find = |text: &str| whole.at(&Pointer::parse(text)?);
    decoded
        .and_then(|text| find(&text))
        .or_else(|| find(fragment))
}

/// What a node refers to, or the node itself.
pub(super) fn target<'a>(whole: &'a Node, node: &'a Node) -> &'a Node {
    let mut node = node;
    for _ in 0..16 {
        let reference = node.get("$ref").and_then(Node::as_str);
        match reference.and_then(|text| resolve(whole, text)) {
            Some(next) => node = next,
            None => break,
        }
    }
    node
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::exact::parse;

    #[test]
    fn names_are_found_however_they_are_spelt() {
        let whole = parse(r##"{"a b/c": {"$ref": "#/d"}, "d": 1, "e%2d": 2}"##).unwrap();
        assert!(resolve(&whole, "#/a%20b~1c").is_some());
        assert!(resolve(&whole, "#/e%2d").is_some());
        assert!(resolve(&whole, "#/gone").is_none() && resolve(&whole, "x.yaml#/d").is_none());
        let first = whole.get("a b/c").unwrap();
        assert_eq!(target(&whole, first).as_number(), Some("1"));
    }
}
