//! A key that stands twice in one mapping.

use std::collections::HashMap;

use super::{Entry, Node, Value};

/// Mappings of named things: to write one twice means to add to it.
const COLLECTIONS: &[&str] = &[
    "$defs",
    "components",
    "content",
    "definitions",
    "examples",
    "headers",
    "parameters",
    "pathItems",
    "paths",
    "patternProperties",
    "properties",
    "requestBodies",
    "responses",
    "schemas",
    "securityDefinitions",
    "securitySchemes",
    "webhooks",
];

/// Collections whose members are collections themselves: of the operations of a path.
const OF_PATHS: &[&str] = &["pathItems", "paths", "webhooks"];

/// How many additions are looked up one by one.
const SEARCHED: usize = 8;

/// What became of a second value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Settled {
    /// Both values are the same.
    Same,
    /// The second value took the place of the first.
    Replaced,
    /// The members of both were put together; `lost` members stood in both, and the second
    /// took the place of the first.
    Merged { lost: usize },
}

/// Settles a key that stands twice: most tools silently take the last value, which is
/// followed here, too. But whole operations or schemas would be lost where a *collection*
/// of named things stands twice (a second `paths`, a path written once for each method),
/// so collections are put together, member by member.
///
/// `parent` is the key of the mapping that holds both entries. `steps` grows by what the
/// work cost, for a document could repeat a large collection a thousand times.
pub(super) fn settle(
    older: &mut Entry,
    newer: Entry,
    parent: Option<&str>,
    steps: &mut usize,
) -> Settled {
    if is_collection(&newer.key, parent) && older.value.is_mapping() && newer.value.is_mapping() {
        let mut lost = 0;
        merge(older, newer, &mut lost, steps);
        Settled::Merged { lost }
    } else if same(&older.value, &newer.value) {
        Settled::Same
    } else {
        *older = newer;
        Settled::Replaced
    }
}

fn merge(older: &mut Entry, newer: Entry, lost: &mut usize, steps: &mut usize) {
    let parent = newer.key;
    let Value::Mapping(members) = &mut older.value.value else {
        return;
    };
    let Value::Mapping(additions) = newer.value.value else {
        return;
    };
    // An index pays where much is added; else a look through the members is less work.
    let index: Option<HashMap<String, usize>> = (additions.len() > SEARCHED).then(|| {
        let known = members.iter().enumerate();
        known.map(|(at, entry)| (entry.key.clone(), at)).collect()
    });
    *steps += members.len() + additions.len();
    for addition in additions {
        let at = match &index {
            Some(index) => index.get(&addition.key).copied(),
            None => members.iter().position(|entry| entry.key == addition.key),
        };
        let Some(member) = at.and_then(|at| members.get_mut(at)) else {
            members.push(addition);
            continue;
        };
        let both = member.value.is_mapping() && addition.value.is_mapping();
        if both && is_collection(&addition.key, Some(&parent)) {
            merge(member, addition, lost, steps);
        } else if !same(&member.value, &addition.value) {
            *member = addition;
            *lost += 1;
        }
    }
}

fn is_collection(key: &str, parent: Option<&str>) -> bool {
    match parent {
        Some(parent) if OF_PATHS.contains(&parent) => true,
        // A member of a collection is a thing with a name of its own, whatever the name:
        // a property called `parameters` is a schema.
        Some(parent) if parent != "components" && COLLECTIONS.contains(&parent) => false,
        _ => COLLECTIONS.contains(&key),
    }
}

/// Whether two values are written alike. Members in another order count as different:
/// so it stays linear.
fn same(a: &Node, b: &Node) -> bool {
    match (&a.value, &b.value) {
        (Value::Sequence(a), Value::Sequence(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b))
        }
        (Value::Mapping(a), Value::Mapping(b)) => {
            a.len() == b.len()
                && a.iter()
                    .zip(b)
                    .all(|(a, b)| a.key == b.key && same(&a.value, &b.value))
        }
        // Of different kinds, or scalars: nothing to walk.
        _ => a == b,
    }
}

#[cfg(test)]
mod tests {
    use crate::diagnostic::Severity;
    use crate::load::{Loaded, codes, load};

    fn read(text: &str) -> Loaded {
        load("test", text.as_bytes()).expect("readable")
    }

    #[test]
    fn of_two_values_the_last_is_taken_and_both_places_are_named() {
        for text in ["a: 1\nb: 2\na: 3\n", "{\"a\": 1,\n\"b\": 2,\n\"a\": 3}"] {
            let loaded = read(text);
            assert_eq!(loaded.root.to_json(), r#"{"a":3,"b":2}"#);
            let finding = &loaded.diagnostics.findings()[0];
            assert_eq!(finding.code, codes::DUPLICATE_KEY);
            assert_eq!(finding.severity, Severity::Warning);
            assert_eq!((finding.line, finding.column), (3, 1));
            assert_eq!(finding.pointer, "/a");
            assert!(finding.found.contains("`a` stands at 1:"), "{finding}");
        }
    }

    #[test]
    fn the_same_twice_is_a_note() {
        let loaded = read("a: {b: [1]}\na: {b: [1]}\n");
        assert_eq!(loaded.root.to_json(), r#"{"a":{"b":[1]}}"#);
        let finding = &loaded.diagnostics.findings()[0];
        assert_eq!(finding.severity, Severity::Note);
    }

    #[test]
    fn collections_are_put_together() {
        let loaded = read(concat!(
            "paths:\n",
            "  /a:\n    get: {summary: first}\n",
            "  /a:\n    post: {summary: second}\n",
            "paths:\n",
            "  /b:\n    get: {summary: third}\n",
            "  /a:\n    get: {summary: fourth}\n",
        ));
        assert_eq!(
            loaded.root.to_json(),
            concat!(
                r#"{"paths":{"/a":{"get":{"summary":"fourth"},"post":{"summary":"second"}},"#,
                r#""/b":{"get":{"summary":"third"}}}}"#
            )
        );
        let findings = loaded.diagnostics.findings();
        assert_eq!(findings.len(), 2);
        assert_eq!(findings[0].pointer, "/paths/~1a");
        assert_eq!(findings[0].done, "their members are put together");
        assert!(findings[1].done.contains("of 1 that both have"));
    }

    #[test]
    fn one_thing_written_twice_is_not_mixed() {
        // A schema of both would be what neither of them says.
        let loaded = read(concat!(
            "definitions:\n",
            "  A: {type: object}\n",
            "  A: {enum: [x]}\n",
            "properties:\n",
            "  parameters: {type: string}\n",
            "  parameters: {enum: [y]}\n",
        ));
        assert_eq!(
            loaded.root.to_json(),
            r#"{"definitions":{"A":{"enum":["x"]}},"properties":{"parameters":{"enum":["y"]}}}"#
        );
    }

    #[test]
    fn duplicates_are_found_in_long_mappings_too() {
        use std::fmt::Write as _;
        let mut text = String::new();
        for number in 0..40 {
            writeln!(text, "key{number}: {number}").expect("a line");
        }
        text.push_str("key3: again\nkey39: again\n");
        let loaded = read(&text);
        assert_eq!(loaded.root.entries().len(), 40);
        assert_eq!(loaded.diagnostics.findings().len(), 2);
    }
}
