//! The target of an action: a JSONPath, and what it matches in a tree.

use serde_json::{Number, Value as Json};
use serde_json_path::{JsonPath, PathElement};

use super::location::{Location, Step, get};
use crate::load::{Node, Value};

/// The longest target, in bytes, and how many brackets may stand within each other in it.
/// The parser of targets recurses.
const LONGEST: usize = 2_000;
const DEEPEST: usize = 16;
/// How often a target may descend (`..`): each time multiplies what is looked at.
const DESCENTS: usize = 3;

/// A JSONPath.
#[derive(Clone, Debug)]
pub(super) struct Target {
    text: String,
    path: JsonPath,
    /// The only node that it can match, if it names one step by step.
    single: Option<Location>,
}

impl Target {
    /// Reads a JSONPath; else says what is wrong with it.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        if text.len() > LONGEST {
            return Err(format!("longer than {LONGEST} bytes"));
        }
        if brackets(text) > DEEPEST {
            return Err(format!("more than {DEEPEST} brackets within each other"));
        }
        if text.matches("..").count() > DESCENTS {
            return Err(format!("`..` more than {DESCENTS} times"));
        }
        let path = JsonPath::parse(text)
            .map_err(|error| format!("{} at character {}", error.message(), error.position()))?;
        Ok(Self {
            text: text.to_owned(),
            path,
            single: single(text),
        })
    }

    pub(super) fn as_str(&self) -> &str {
        &self.text
    }

    /// The nodes that it matches below `root`, each once, in order.
    pub(super) fn select(&self, root: &Node) -> Vec<Location> {
        if let Some(location) = &self.single {
            return get(root, location)
                .map(|_| location.clone())
                .into_iter()
                .collect();
        }
        let json = json(root);
        let mut locations: Vec<Location> = self
            .path
            .query_located(&json)
            .locations()
            .map(|location| {
                let steps = location.iter().map(|element| match element {
                    PathElement::Name(key) => Step::Key((*key).to_owned()),
                    PathElement::Index(index) => Step::Item(*index),
                });
                steps.collect()
            })
            .collect();
        locations.sort();
        locations.dedup();
        locations
    }
}

/// How deep brackets stand within each other.
fn brackets(text: &str) -> usize {
    let (mut open, mut most) = (0_usize, 0);
    for character in text.chars() {
        match character {
            '(' | '[' => open += 1,
            ')' | ']' => open = open.saturating_sub(1),
            _ => {}
        }
        most = most.max(open);
    }
    most
}

/// The steps of a path that goes by plain keys and indexes alone (`$.paths['/a'].get`),
/// as most targets do: such a one needs no query over the whole document.
fn single(text: &str) -> Option<Location> {
    let mut rest = text.strip_prefix('$')?;
    let mut location = Location::new();
    while !rest.is_empty() {
        if let Some(after) = rest.strip_prefix('.') {
            let end = after.find(['.', '[']).unwrap_or(after.len());
            let (name, left) = after.split_at(end);
            let plain = |c: char| c.is_ascii_alphanumeric() || c == '_';
            if name.is_empty() || !name.chars().all(plain) {
                return None;
            }
            location.push(Step::Key(name.to_owned()));
            rest = left;
        } else {
            let after = rest.strip_prefix('[')?;
            let quote = after.chars().next().filter(|c| matches!(c, '\'' | '"'));
            let (inside, left) = match quote {
                Some(quote) => {
                    let (inside, left) = after[1..].split_once(quote)?;
                    if inside.contains('\\') {
                        return None;
                    }
                    (Step::Key(inside.to_owned()), left)
                }
                None => {
                    let (inside, _) = after.split_once(']')?;
                    (Step::Item(inside.parse().ok()?), &after[inside.len()..])
                }
            };
            location.push(inside);
            rest = left.strip_prefix(']')?;
        }
    }
    Some(location)
}

/// The tree as the query crate takes it. Digits beyond a machine's number are of no matter
/// to a query; what no machine number holds is text there.
fn json(node: &Node) -> Json {
    match &node.value {
        Value::Null => Json::Null,
        Value::Bool(flag) => Json::Bool(*flag),
        Value::Number(text) => text
            .parse::<Number>()
            .map_or_else(|_| Json::String(text.clone()), Json::Number),
        Value::String(text) => Json::String(text.clone()),
        Value::Sequence(items) => Json::Array(items.iter().map(json).collect()),
        Value::Mapping(entries) => Json::Object(
            entries
                .iter()
                .map(|entry| (entry.key.clone(), json(&entry.value)))
                .collect(),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::super::location::pointer;
    use super::*;
    use crate::load::load;

    const TILL: &str = concat!(
        "paths:\n",
        "  /till: {get: {tags: [a, b], x-limit: 5}, post: {tags: [c]}}\n",
        "  /sums/{id}: {get: {tags: [], x-limit: 1e999}}\n",
        "a.b: [[1, 2], [3]]\n",
    );

    fn matches(target: &str) -> Vec<String> {
        let root = load("till", TILL.as_bytes()).expect("YAML").root;
        let target = Target::parse(target).expect("JSONPath");
        let locations = target.select(&root);
        locations.iter().map(|at| pointer(at).to_string()).collect()
    }

    #[test]
    fn matches_what_the_path_says() {
        for (target, expected) in [
            ("$", &[""][..]),
            (
                "$.paths['/till'].get.tags[1]",
                &["/paths/~1till/get/tags/1"],
            ),
            ("$.paths[\"/sums/{id}\"]", &["/paths/~1sums~1{id}"]),
            ("$['a.b'][-1][0]", &["/a.b/1/0"]),
            ("$['a.b'][0][7]", &[]),
            ("$.nothing.here", &[]),
            (
                "$.paths.*.get",
                &["/paths/~1sums~1{id}/get", "/paths/~1till/get"],
            ),
            ("$..[?@.x-limit > 4]", &[]),
            ("$..[?@['x-limit'] > 4]", &["/paths/~1till/get"]),
            ("$..tags[?@ == 'c']", &["/paths/~1till/post/tags/0"]),
            ("$['paths','paths']['/till'].post", &["/paths/~1till/post"]),
        ] {
            match Target::parse(target) {
                Ok(_) => assert_eq!(matches(target), expected, "{target}"),
                Err(error) => assert!(target.contains("x-limit >"), "{target}: {error}"),
            }
        }
    }

    #[test]
    fn the_short_way_is_the_same_way() {
        for text in [
            "$",
            "$.paths",
            "$.paths['/till'].get.tags[1]",
            "$[\"a.b\"][0][1]",
            "$['a.b'][1][0]",
        ] {
            let mut target = Target::parse(text).expect("JSONPath");
            let root = load("till", TILL.as_bytes()).expect("YAML").root;
            let short = target.select(&root);
            assert!(target.single.take().is_some(), "{text} goes step by step");
            assert_eq!(short, target.select(&root), "{text}");
            assert_eq!(short.len(), 1, "{text}");
        }
        for text in [
            "$.*",
            "$..a",
            "$[0:2]",
            "$[?@.a]",
            "$['a','b']",
            "$[-1]",
            "$['\\u0061']",
        ] {
            assert!(single(text).is_none(), "{text} is a query");
        }
    }

    #[test]
    fn what_is_no_json_path_is_refused() {
        for text in ["", "paths", "$.", "$[", "$.paths[?]", "$ x", "$['a'"] {
            assert!(Target::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn targets_made_to_hurt_are_refused_in_time() {
        let nested = |count: usize| format!("$[?{}@.a{}]", "(".repeat(count), ")".repeat(count));
        let filters = |count: usize| format!("${}{}", "[?@".repeat(count), "]".repeat(count));
        for text in [
            nested(100_000),
            nested(900),
            filters(600),
            "$..*..*..*..*..*".to_owned(),
            format!("$[?{}", "(".repeat(16)),
            format!("$[?{}@.a", "!(".repeat(15)),
            format!("${}", "[?@".repeat(16)),
        ] {
            assert!(Target::parse(&text).is_err(), "{text}");
        }
        // The deepest that is taken.
        assert!(Target::parse(&nested(15)).is_ok());
        assert!(Target::parse(&filters(16)).is_ok());
    }
}
