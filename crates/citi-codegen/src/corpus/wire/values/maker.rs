//! A value for everything that a document describes, the same in every run.

use super::nodes::{merged, scalar, text};
use crate::corpus::exact;
use crate::corpus::examples::Judge;
use crate::load::{Node, Value};
use crate::model::{Document, Example, Schema, Type};

/// How deep a made-up value nests.
pub(super) const DEPTH: usize = 24;

/// Makes values by the schemas of one document: an example if there is one that is valid, else the
/// default, else the first value of an enum, else one made up from type, format, pattern and bounds
/// with the required properties only.
pub struct Values<'a> {
    pub(super) document: &'a Document,
    /// Formats count: a mock checks them.
    pub(super) judge: Judge<'a>,
    /// Formats don't count: for examples, where nothing better is found.
    lenient: Judge<'a>,
}

impl<'a> Values<'a> {
    /// Values by the schemas of `document`.
    #[must_use]
    pub fn new(document: &'a Document) -> Self {
        Self {
            document,
            judge: Judge::with_formats(document),
            lenient: Judge::new(document),
        }
    }

    /// A value of `schema`; `examples` are those beside it (of a parameter or a body).
    pub fn value(&mut self, schema: &'a Schema, examples: &[Example]) -> Node {
        for example in examples {
            if let Some(node) = valid(&mut self.judge, schema, &example.value) {
                return node;
            }
        }
        let built = self.build(schema, 0);
        if self.judge.accepts(schema, &built) {
            return built;
        }
        let mut examples = examples.iter();
        let nearly = examples.find_map(|e| valid(&mut self.lenient, schema, &e.value));
        nearly.unwrap_or(built)
    }

    /// A value: what the document states, if it is valid, else one that is made.
    pub(super) fn build(&mut self, schema: &'a Schema, depth: usize) -> Node {
        let stated = schema
            .examples
            .iter()
            .chain(&schema.default)
            .chain(schema.values.iter().flatten());
        for node in stated {
            if let Some(node) = valid(&mut self.judge, schema, node) {
                return node;
            }
        }
        let target = schema.reference.as_ref();
        match target.and_then(|name| self.document.schemas.get(name)) {
            Some(target) if depth <= DEPTH => self.build(target, depth + 1),
            _ => self.made(schema, depth),
        }
    }

    /// A value that is made: what the schema itself states is not looked at.
    pub(super) fn made(&mut self, schema: &'a Schema, depth: usize) -> Node {
        if depth > DEPTH {
            return scalar(Value::Null);
        }
        let target = schema.reference.as_ref();
        if let Some(target) = target.and_then(|name| self.document.schemas.get(name)) {
            return self.made(target, depth + 1);
        }
        let own = self.own(schema, depth);
        let whole = self.with_all_of(schema, own, depth);
        let arms: Vec<_> = schema.one_of.iter().chain(&schema.any_of).collect();
        let mut first = None;
        for arm in arms {
            let mut node = self.build(arm, depth + 1);
            self.tag(schema, arm, &mut node);
            let node = merged(whole.clone(), node);
            if self.judge.accepts(schema, &node) {
                return node;
            }
            first.get_or_insert(node);
        }
        first.or(whole).unwrap_or_else(|| text("a"))
    }

    /// What the schema's own words ask for; `None` if they say nothing.
    pub(super) fn own(&mut self, schema: &'a Schema, depth: usize) -> Option<Node> {
        let ty = schema
            .types
            .iter()
            .copied()
            .find(|ty| *ty != Type::Null)
            .or_else(|| schema.inferred_type());
        match ty? {
            Type::Null => Some(scalar(Value::Null)),
            Type::Boolean => Some(scalar(Value::Bool(true))),
            Type::Integer => Some(self.number(schema, true)),
            Type::Number => Some(self.number(schema, false)),
            Type::String => Some(self.string(schema)),
            Type::Array => Some(self.array(schema, depth)),
            Type::Object => Some(self.object(schema, depth)),
        }
    }
}

/// The value, or what the text holds, if it is valid.
fn valid<'a>(judge: &mut Judge<'a>, schema: &'a Schema, value: &Node) -> Option<Node> {
    if value.is_null() {
        return None;
    }
    if judge.accepts(schema, value) {
        return Some(value.clone());
    }
    let inner = value.as_str().and_then(exact::parse)?;
    judge.accepts(schema, &inner).then_some(inner)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::examples::samples::{document, typed};
    use crate::load::Span;
    use crate::model::{Bound, Discriminator};

    fn made(document: &Document, schema: &Schema) -> String {
        let node = Values::new(document).value(schema, &[]);
        assert!(
            Judge::new(document).accepts(schema, &node),
            "{}",
            node.to_json()
        );
        node.to_json()
    }

    fn property(name: &str, schema: Schema) -> Schema {
        let mut object = typed(Type::Object);
        object.properties.insert(name.to_owned(), schema);
        object.required.push(name.to_owned());
        object
    }

    #[test]
    fn scalars_keep_their_bounds() {
        let none = document([]);
        let mut number = typed(Type::Integer);
        number.minimum = Some(Bound {
            value: "9007199254740993".to_owned(),
            exclusive: true,
        });
        assert_eq!(made(&none, &number), "9007199254740994");
        let mut text = typed(Type::String);
        text.min_length = Some(4);
        assert_eq!(made(&none, &text), "\"aaaa\"");
        text.pattern = Some("^[0-9]{3,}-[A-Z]$".to_owned());
        text.min_length = Some(8);
        assert_eq!(made(&none, &text), "\"111111-A\"");
    }

    #[test]
    fn an_example_is_taken_only_if_it_is_valid() {
        let none = document([]);
        let mut text = typed(Type::String);
        text.max_length = Some(2);
        text.examples = vec![Node::string("long", Span::default())];
        text.default = Some(Node::string("ok", Span::default()));
        assert_eq!(made(&none, &text), "\"ok\"");
    }

    #[test]
    fn objects_unions_and_arms() {
        let mut cat = property("kind", typed(Type::String));
        cat.properties
            .insert("lives".to_owned(), typed(Type::Integer));
        let document = document([("Cat", cat), ("Dog", property("kind", typed(Type::String)))]);
        let arm = |name: &str| Schema {
            reference: Some(name.to_owned()),
            ..Schema::default()
        };
        let pet = Schema {
            any_of: vec![arm("Cat"), arm("Dog")],
            discriminator: Some(Discriminator {
                property: "kind".to_owned(),
                mapping: [("feline".to_owned(), "Cat".to_owned())]
                    .into_iter()
                    .collect(),
            }),
            ..Schema::default()
        };
        assert_eq!(made(&document, &pet), r#"{"kind":"feline"}"#);
        let mut required_elsewhere = Schema {
            all_of: vec![arm("Cat")],
            ..Schema::default()
        };
        required_elsewhere.required.push("lives".to_owned());
        assert_eq!(
            made(&document, &required_elsewhere),
            r#"{"kind":"a","lives":1}"#
        );
    }

    #[test]
    fn an_example_of_one_arm_that_another_refuses_is_not_taken() {
        let mut spec = typed(Type::Object);
        let mut list = typed(Type::Array);
        list.items = Some(Box::new(typed(Type::String)));
        spec.properties.insert("data".to_owned(), list);
        let mut exampled = typed(Type::Object);
        exampled.examples = vec![exact::parse(r#"{"data": "text"}"#).unwrap()];
        let whole = Schema {
            all_of: vec![spec, exampled],
            ..Schema::default()
        };
        assert_eq!(made(&document([]), &whole), "{}");
    }

    #[test]
    fn an_object_that_would_be_nothing_has_a_member() {
        let mut object = typed(Type::Object);
        object
            .properties
            .insert("a".to_owned(), typed(Type::Object));
        object
            .properties
            .insert("b".to_owned(), typed(Type::Integer));
        let document = document([("Named", object)]);
        let named = Schema {
            reference: Some("Named".to_owned()),
            ..Schema::default()
        };
        let mut values = Values::new(&document);
        let empty = values.value(&named, &[]);
        assert_eq!(empty.to_json(), "{}");
        assert_eq!(values.not_empty(&named, empty).to_json(), r#"{"b":1}"#);
    }

    #[test]
    fn a_text_is_of_its_format() {
        let mut address = typed(Type::String);
        address.format = Some("uri".to_owned());
        address.examples = vec![Node::string("cert_url", Span::default())];
        assert_eq!(made(&document([]), &address), "\"https://example.com/a\"");
    }

    #[test]
    fn a_schema_that_holds_itself_ends() {
        let node = Schema {
            reference: Some("Node".to_owned()),
            ..Schema::default()
        };
        let document = document([("Node", property("next", node.clone()))]);
        let value = Values::new(&document).value(&node, &[]);
        assert!(value.is_mapping());
    }
}
