//! Every example of a document, with the schema that it is attached to.

use std::collections::BTreeSet;

use super::Judge;
use crate::corpus::exact;
use crate::load::{Node, Pointer, Span};
use crate::model::{Additional, Document, Example, Media, Operation, Schema};

/// An example and its schema.
#[derive(Clone, Debug)]
pub struct Attached<'a> {
    /// What it should be valid by.
    pub schema: &'a Schema,
    /// Its value; where a text holds the JSON of a valid value, that value.
    pub value: Node,
    /// Its place.
    pub pointer: Pointer,
    /// Its place in the text.
    pub span: Span,
}

/// Every example that is valid by its own schema: those of bodies and answers in any media type,
/// of parameters, and of schemas at any depth; each place of the document once.
#[must_use]
pub fn collect(document: &Document) -> Vec<Attached<'_>> {
    let mut collector = Collector {
        judge: Judge::new(document),
        seen: BTreeSet::new(),
        found: Vec::new(),
    };
    for operation in document.operations.iter().chain(&document.webhooks) {
        collector.operation(operation);
    }
    for schema in document.schemas.values() {
        collector.schema(schema);
    }
    collector.found
}

struct Collector<'a> {
    judge: Judge<'a>,
    seen: BTreeSet<String>,
    found: Vec<Attached<'a>>,
}

impl<'a> Collector<'a> {
    fn operation(&mut self, operation: &'a Operation) {
        for parameter in &operation.parameters {
            self.examples(&parameter.schema, &parameter.examples);
            self.schema(&parameter.schema);
        }
        for media in operation.body.iter().flat_map(|body| &body.content) {
            self.media(media);
        }
        for response in &operation.responses {
            for header in &response.headers {
                self.schema(&header.schema);
            }
            for media in &response.content {
                self.media(media);
            }
        }
    }

    fn media(&mut self, media: &'a Media) {
        if let Some(schema) = &media.schema {
            for example in &media.examples {
                // A text that holds XML is no value of the schema, though one without a type
                // would let any text pass.
                if !media.is_xml() || example.value.as_str().is_none() {
                    self.add(schema, &example.value, example.pointer.clone());
                }
            }
            self.schema(schema);
        }
        for header in media.encoding.values().flat_map(|part| &part.headers) {
            self.schema(&header.schema);
        }
    }

    fn examples(&mut self, schema: &'a Schema, examples: &'a [Example]) {
        for example in examples {
            self.add(schema, &example.value, example.pointer.clone());
        }
    }

    fn schema(&mut self, schema: &'a Schema) {
        for (index, example) in schema.examples.iter().enumerate() {
            let pointer = schema.pointer.key("examples").index(index);
            self.add(schema, example, pointer);
        }
        let additional = match &schema.additional {
            Additional::Schema(inner) => Some(&**inner),
            _ => None,
        };
        let below = schema
            .properties
            .values()
            .chain(schema.pattern_properties.values())
            .chain(additional)
            .chain(schema.items.as_deref())
            .chain(&schema.prefix_items)
            .chain(&schema.all_of)
            .chain(&schema.one_of)
            .chain(&schema.any_of);
        // What stands under `not` describes what a value must not be.
        for inner in below {
            self.schema(inner);
        }
    }

    fn add(&mut self, schema: &'a Schema, value: &Node, pointer: Pointer) {
        let key = format!("{}\n{pointer}", schema.pointer);
        if self.seen.contains(&key) {
            return;
        }
        let span = value.span;
        let value = if self.judge.accepts(schema, value) {
            value.clone()
        } else {
            // Bodies are often given as a text that holds their JSON.
            match value.as_str().and_then(exact::parse) {
                Some(inner) if self.judge.accepts(schema, &inner) => inner,
                _ => return,
            }
        };
        self.seen.insert(key);
        self.found.push(Attached {
            schema,
            value,
            pointer,
            span,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::examples::samples::{document, typed};
    use crate::model::Type;

    fn node(text: &str) -> Node {
        exact::parse(text).unwrap()
    }

    #[test]
    fn examples_of_schemas_at_any_depth_if_they_are_valid() {
        let mut id = typed(Type::String);
        id.pointer = Pointer::root().key("id");
        id.examples = vec![node("\"a\""), node("1")];
        let mut account = typed(Type::Object);
        account.pointer = Pointer::root().key("account");
        account.examples = vec![node(r#"{"id":"b"}"#), node(r#"{"id":2}"#)];
        account.properties.insert("id".to_owned(), id);
        let document = document([("Account", account)]);
        let places: Vec<_> = collect(&document)
            .into_iter()
            .map(|example| example.pointer.to_string())
            .collect();
        assert_eq!(places, ["/account/examples/0", "/id/examples/0"]);
    }

    #[test]
    fn a_body_given_as_text_is_read() {
        let media = Media {
            name: "application/json".to_owned(),
            schema: Some(typed(Type::Object)),
            examples: vec![Example {
                name: String::new(),
                summary: None,
                value: Node::string(r#"{"n": 0.10}"#, Span::default()),
                pointer: Pointer::root().key("example"),
            }],
            encoding: indexmap::IndexMap::new(),
            pointer: Pointer::root(),
            span: Span::default(),
        };
        let document = document([]);
        let mut collector = Collector {
            judge: Judge::new(&document),
            seen: BTreeSet::new(),
            found: Vec::new(),
        };
        collector.media(&media);
        collector.media(&media);
        assert_eq!(collector.found.len(), 1);
        assert_eq!(collector.found[0].value.to_json(), r#"{"n":0.10}"#);
    }
}
