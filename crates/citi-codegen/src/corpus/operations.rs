//! How many operations a document describes, counted on the tree as published.
//!
//! It knows nothing of the later stages, so that an operation that one of them drops shows.

use crate::load::{Node, Pointer};
use crate::model::Method;

/// Counts path × method below `paths`. A path item that refers to another place of the document
/// counts what stands there too.
///
/// ```
/// use citi_codegen::corpus::count_operations;
/// use citi_codegen::load::{Node, Span, Value};
/// assert_eq!(count_operations(&Node::new(Value::Null, Span::default())), 0);
/// ```
#[must_use]
pub fn count_operations(root: &Node) -> usize {
    let Some(paths) = root.get("paths") else {
        return 0;
    };
    paths
        .entries()
        .iter()
        .filter(|entry| !entry.key.starts_with("x-"))
        .map(|entry| {
            Method::ALL
                .iter()
                .filter(|method| has(root, &entry.value, method.key()))
                .count()
        })
        .sum()
}

/// Whether a path item, or the one that it refers to, describes `method`.
fn has(root: &Node, item: &Node, method: &str) -> bool {
    let mut item = item;
    // A chain of references is never longer than this in earnest; a circle ends here.
    for _ in 0..16 {
        if item.get(method).is_some_and(Node::is_mapping) {
            return true;
        }
        let target = item
            .get("$ref")
            .and_then(Node::as_str)
            .and_then(|text| text.strip_prefix('#'))
            .and_then(|text| {
                let plain = Pointer::parse(text).and_then(|pointer| root.at(&pointer));
                plain.or_else(|| root.at(&Pointer::parse(&percent_decoded(text)?)?))
            });
        match target {
            Some(target) => item = target,
            None => return false,
        }
    }
    false
}

/// `text` with `%7B` and its like read; `None` if that is no text.
pub(super) fn percent_decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        let code = (first == b'%')
            .then(|| after.get(..2))
            .flatten()
            .and_then(|hex| std::str::from_utf8(hex).ok())
            .and_then(|hex| u8::from_str_radix(hex, 16).ok());
        bytes.push(code.unwrap_or(first));
        rest = if code.is_some() { &after[2..] } else { after };
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::exact::parse;

    #[test]
    fn counts_every_path_and_method_and_nothing_else() {
        let root = parse(
            r##"{"paths": {
                "/a": {"get": {}, "post": {}, "parameters": [], "summary": "x"},
                "/b": {"$ref": "#/x-shared/b", "delete": {}},
                "/c": {"get": null},
                "/d": {"$ref": "#/paths/~1d"},
                "/e": {"$ref": "#/paths/~1%61"},
                "x-note": {"get": {}}
            }, "x-shared": {"b": {"put": {}}}}"##,
        )
        .unwrap();
        assert_eq!(count_operations(&root), 6);
    }
}
