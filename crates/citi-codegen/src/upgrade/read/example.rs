//! Examples.

use crate::load::{Node, Value};
use crate::model::Example;
use crate::upgrade::refs::{Kind, Spot};
use crate::upgrade::rules::u027_example_unreadable;

use super::Reader;

impl<'a> Reader<'a, '_> {
    /// The examples that stand at a parameter, a header or a media type, in the members of
    /// every version. `media` names the media type that they are wanted for.
    pub(super) fn examples(&mut self, owner: &Spot<'a>, media: &str) -> Vec<Example> {
        let mut examples = Vec::new();
        for key in ["example", "x-example"] {
            if let Some(spot) = owner.get(key).filter(|spot| !spot.node.is_null()) {
                examples.extend(self.plain(spot));
            }
        }
        if let Some(spot) = owner.get("examples") {
            self.named(&spot, &mut examples);
        }
        if let Some(spot) = owner.get("x-examples") {
            match spot.get(media).filter(|_| !media.is_empty()) {
                Some(one) => examples.extend(self.plain(one)),
                None if by_media(spot.node) => {}
                None => self.named(&spot, &mut examples),
            }
        }
        if let Some(inner) = owner.get("content").and_then(|content| content.get(media)) {
            examples.extend(self.examples(&inner, ""));
        }
        examples
    }

    /// An example that stands where its value should; a reference is followed.
    fn plain(&mut self, spot: Spot<'a>) -> Option<Example> {
        let mut spot = spot;
        if let Some(node) = spot.node.get("$ref")
            && spot.node.entries().len() == 1
        {
            let reference = self.reference_text(node, &spot.pointer)?;
            let target = self.find(reference, Kind::Example, &spot.pointer, node.span)?;
            spot = target.get("value").unwrap_or(target);
        }
        Some(Example {
            name: String::new(),
            summary: None,
            value: spot.node.clone(),
            pointer: spot.pointer,
        })
    }

    fn named(&mut self, spot: &Spot<'a>, examples: &mut Vec<Example>) {
        match &spot.node.value {
            Value::Mapping(entries) => {
                for entry in entries {
                    let at = spot.pointer.key(&entry.key);
                    if entry.key == "$ref" {
                        self.reference_text(&entry.value, &at);
                        continue;
                    }
                    let example = self.entry(&entry.key, Spot::new(&entry.value, at));
                    examples.extend(example);
                }
            }
            Value::Sequence(items) => {
                for (index, item) in items.iter().enumerate() {
                    let example = self.entry("", Spot::new(item, spot.pointer.index(index)));
                    examples.extend(example);
                }
            }
            Value::Null => {}
            _ => examples.extend(self.plain(spot.clone())),
        }
    }

    /// One example of `examples`.
    fn entry(&mut self, name: &str, spot: Spot<'a>) -> Option<Example> {
        let spot = self.follow(spot, Kind::Example)?;
        let known = ["value", "summary", "description", "externalValue"];
        let node = spot.node;
        let wrapped = node.is_mapping()
            && !node.entries().is_empty()
            && node
                .entries()
                .iter()
                .all(|entry| known.contains(&entry.key.as_str()) || entry.key.starts_with("x-"));
        let value = if wrapped {
            spot.get("value")
        } else {
            Some(spot.clone()).filter(|spot| !spot.node.is_null())
        };
        let Some(value) = value else {
            let rule = &u027_example_unreadable::RULE;
            let found = format!("the example `{name}` holds no value");
            self.tell(rule, &spot.pointer, node.span, found, "it is left out");
            return None;
        };
        Some(Example {
            name: name.to_owned(),
            summary: node
                .get("summary")
                .filter(|_| wrapped)
                .and_then(Node::as_str)
                .map(str::to_owned),
            value: value.node.clone(),
            pointer: value.pointer,
        })
    }
}

/// Whether the keys of a mapping are media types.
pub(super) fn by_media(node: &Node) -> bool {
    let keys = node.entries();
    !keys.is_empty() && keys.iter().all(|entry| entry.key.contains('/'))
}

#[cfg(test)]
mod tests {
    use crate::upgrade::testing::{document, findings, with_paths};

    #[test]
    fn every_way_of_giving_examples_is_read() {
        let text = with_paths(
            r##"{"/a":{"get":{"responses":{"200":{"description":"","content":{
              "application/json":{"example":{"a":1},"examples":{"one":{"summary":"s","value":2},"two":{"$ref":"#/x-shared/two"}}},
              "text/plain":{"example":{"$ref":"#/x-shared/two"},"examples":["x","y"]}}}}}},"x-unused":{}}"##,
        )
        .replace("\"paths\"", r#""x-shared":{"two":{"value":[3]}},"paths""#);
        let document = document(&text);
        let content = &document.operations[0].responses[0].content;
        let values = |at: usize| {
            content[at]
                .examples
                .iter()
                .map(|e| (e.name.clone(), e.value.to_json()))
                .collect::<Vec<_>>()
        };
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        assert_eq!(
            values(0),
            [pair("", r#"{"a":1}"#), pair("one", "2"), pair("two", "[3]")]
        );
        assert_eq!(
            values(1),
            [pair("", "[3]"), pair("", "\"x\""), pair("", "\"y\"")]
        );
        assert_eq!(
            content[0].examples[2].pointer.as_str(),
            "/x-shared/two/value"
        );
        assert!(findings(&text).is_empty());
    }
}
