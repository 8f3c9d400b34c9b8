//! A value for everything that a document describes, the same in every run.

use super::pattern;
use crate::corpus::exact::{self, compare_numbers};
use crate::corpus::examples::Judge;
use crate::load::{Node, Span, Value};
use crate::model::{Additional, Document, Example, Parameter, Place, Schema, Type};

/// How deep a made-up value nests.
const DEPTH: usize = 24;

/// Makes values by the schemas of one document: an example if there is one that is valid, else the
/// default, else the first value of an enum, else one made up from type, format, pattern and bounds
/// with the required properties only.
pub struct Values<'a> {
    document: &'a Document,
    judge: Judge<'a>,
}

impl<'a> Values<'a> {
    /// Values by the schemas of `document`.
    #[must_use]
    pub fn new(document: &'a Document) -> Self {
        Self {
            document,
            judge: Judge::new(document),
        }
    }

    /// A value of `schema`; `examples` are those beside it (of a parameter or a body).
    pub fn value(&mut self, schema: &'a Schema, examples: &[Example]) -> Node {
        for example in examples {
            if let Some(node) = self.valid(schema, &example.value) {
                return node;
            }
        }
        self.build(schema, 0)
    }

    /// A value of a parameter. What the document proposes and no address or header can carry (an
    /// empty path segment, line breaks) is not proposed.
    pub fn parameter(&mut self, parameter: &'a Parameter) -> Node {
        let node = self.value(&parameter.schema, &parameter.examples);
        let Some(word) = node.as_str() else {
            return node;
        };
        let nothing = parameter.place == Place::Path && ["", ".", ".."].contains(&word);
        if nothing {
            return self.own(&parameter.schema, 0).unwrap_or_else(|| text("a"));
        }
        // Whoever reads a media type breaks on what is none.
        if parameter.place == Place::Header
            && parameter.name.eq_ignore_ascii_case("content-type")
            && !word.contains('/')
        {
            return text("application/json");
        }
        if parameter.place == Place::Header {
            let one_line = word.split(['\r', '\n']).map(str::trim);
            let one_line: Vec<_> = one_line.filter(|part| !part.is_empty()).collect();
            return text(&one_line.join(" "));
        }
        node
    }

    /// The value, or what the text holds, if it is valid.
    fn valid(&mut self, schema: &'a Schema, value: &Node) -> Option<Node> {
        if value.is_null() {
            return None;
        }
        if self.judge.accepts(schema, value) {
            return Some(value.clone());
        }
        let inner = value.as_str().and_then(exact::parse)?;
        self.judge.accepts(schema, &inner).then_some(inner)
    }

    fn build(&mut self, schema: &'a Schema, depth: usize) -> Node {
        let stated = schema
            .examples
            .iter()
            .chain(&schema.default)
            .chain(schema.values.iter().flatten());
        for node in stated {
            if let Some(node) = self.valid(schema, node) {
                return node;
            }
        }
        if depth > DEPTH {
            return scalar(Value::Null);
        }
        let target = schema.reference.as_ref();
        if let Some(target) = target.and_then(|name| self.document.schemas.get(name)) {
            return self.build(target, depth + 1);
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
    fn own(&mut self, schema: &'a Schema, depth: usize) -> Option<Node> {
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

    /// Adds what the arms of `allOf` ask for.
    fn with_all_of(&mut self, schema: &'a Schema, own: Option<Node>, depth: usize) -> Option<Node> {
        let mut whole = own;
        for arm in &schema.all_of {
            if arm.is_any() {
                continue;
            }
            let node = self.build(arm, depth + 1);
            whole = Some(merged(whole, node));
        }
        // A property may be required in one arm and declared in another.
        if let Some(whole) = &mut whole {
            for name in &schema.required {
                if whole.is_mapping() && whole.get(name).is_none() {
                    let declared = self.declared(schema, name, 0);
                    let value = match declared {
                        Some(property) => self.build(property, depth + 1),
                        None => text("a"),
                    };
                    whole.set(name, value);
                }
            }
        }
        whole
    }

    fn declared(&self, schema: &'a Schema, name: &str, depth: usize) -> Option<&'a Schema> {
        if depth > DEPTH {
            return None;
        }
        let document = self.document;
        let target = schema
            .reference
            .as_ref()
            .and_then(|name| document.schemas.get(name));
        schema.properties.get(name).or_else(|| {
            target
                .into_iter()
                .chain(&schema.all_of)
                .find_map(|arm| self.declared(arm, name, depth + 1))
        })
    }

    /// Sets the discriminator to the value that chooses `arm`.
    fn tag(&self, schema: &Schema, arm: &Schema, node: &mut Node) {
        let Some(discriminator) = &schema.discriminator else {
            return;
        };
        let Some(name) = &arm.reference else { return };
        let tag = discriminator
            .mapping
            .iter()
            .find(|(_, target)| *target == name)
            .map_or(name, |(tag, _)| tag);
        let says_otherwise = discriminator.mapping.iter().any(|(tag, target)| {
            target == name && node.get(&discriminator.property).and_then(Node::as_str) == Some(tag)
        });
        if !says_otherwise {
            node.set(&discriminator.property, text(tag));
        }
    }

    fn object(&mut self, schema: &'a Schema, depth: usize) -> Node {
        let mut node = exact::object(Vec::new());
        let least = usize::try_from(schema.min_properties.unwrap_or(0)).unwrap_or(usize::MAX);
        for (name, property) in &schema.properties {
            let required = schema.required.contains(name) && !property.read_only;
            if required {
                let value = self.build(property, depth + 1);
                node.set(name, value);
            }
        }
        for (name, property) in &schema.properties {
            if node.entries().len() >= least {
                break;
            }
            if node.get(name).is_none() {
                let value = self.build(property, depth + 1);
                node.set(name, value);
            }
        }
        // Required and declared nowhere: anything will do.
        for name in &schema.required {
            if schema.all_of.is_empty()
                && node.get(name).is_none()
                && !schema.properties.contains_key(name)
            {
                node.set(name, text("a"));
            }
        }
        if let Additional::Schema(inner) = &schema.additional {
            for index in node.entries().len()..least.min(8) {
                let value = self.build(inner, depth + 1);
                node.set(&format!("key{index}"), value);
            }
        }
        node
    }

    fn array(&mut self, schema: &'a Schema, depth: usize) -> Node {
        let most = schema.max_items.unwrap_or(u64::MAX);
        // An empty list in a query is no list at all, so one item where the document does not say.
        let count = schema.min_items.unwrap_or(1).max(1).min(most).min(64);
        let mut items: Vec<Node> = Vec::new();
        for index in 0..usize::try_from(count).unwrap_or(1) {
            let item = schema.prefix_items.get(index).or(schema.items.as_deref());
            let mut value = match item {
                Some(item) => self.build(item, depth + 1),
                None => text("a"),
            };
            if schema.unique_items && items.contains(&value) {
                let choices = item.and_then(|item| item.values.as_ref());
                let other = choices.into_iter().flatten().find(|v| !items.contains(v));
                value = match (other, &value.value) {
                    (Some(other), _) => other.clone(),
                    (None, Value::Number(_)) => scalar(Value::Number(index.to_string())),
                    (None, Value::String(word)) => text(&format!("{word}{index}")),
                    (None, _) => value,
                };
            }
            items.push(value);
        }
        scalar(Value::Sequence(items))
    }

    fn number(&mut self, schema: &'a Schema, integer: bool) -> Node {
        let mut candidates: Vec<String> = vec!["1".to_owned()];
        candidates.extend(schema.multiple_of.clone());
        for (bound, step) in [(&schema.minimum, 1_i128), (&schema.maximum, -1)] {
            if let Some(bound) = bound {
                candidates.push(bound.value.clone());
                if let Ok(whole) = bound.value.parse::<i128>() {
                    candidates.push((whole + step).to_string());
                } else if let Ok(near) = bound.value.parse::<f64>() {
                    candidates.push(format!("{:.0}", near.trunc() + step as f64));
                }
            }
        }
        candidates.extend(["0", "0.5", "0.01", "100"].map(str::to_owned));
        let fits = |text: &&String| {
            let above = schema.minimum.as_ref().is_none_or(|bound| {
                let order = compare_numbers(text, &bound.value);
                order.is_none_or(|order| order.is_gt() || (order.is_eq() && !bound.exclusive))
            });
            let below = schema.maximum.as_ref().is_none_or(|bound| {
                let order = compare_numbers(text, &bound.value);
                order.is_none_or(|order| order.is_lt() || (order.is_eq() && !bound.exclusive))
            });
            above && below && (!integer || text.parse::<i128>().is_ok())
        };
        let fitting: Vec<_> = candidates.iter().filter(fits).cloned().collect();
        for candidate in &fitting {
            let node = scalar(Value::Number(candidate.clone()));
            if self.judge.accepts(schema, &node) {
                return node;
            }
        }
        let first = fitting.into_iter().next();
        scalar(Value::Number(first.unwrap_or_else(|| "1".to_owned())))
    }

    fn string(&mut self, schema: &'a Schema) -> Node {
        let min = schema.min_length.unwrap_or(0);
        let max = schema.max_length.unwrap_or(u64::MAX);
        let by_format = match schema.format.as_deref() {
            Some("date") => "2026-03-05",
            Some("date-time") => "2026-03-05T10:30:00Z",
            Some("time") => "10:30:00Z",
            Some("duration") => "P1D",
            Some("uuid") => "6f1c2a52-8f0b-4a56-9a5e-0d1f6f3c7b21",
            Some("email") => "a@example.com",
            Some("uri" | "url" | "uri-reference") => "https://example.com/a",
            Some("hostname") => "example.com",
            Some("ipv4") => "192.0.2.1",
            Some("ipv6") => "2001:db8::1",
            Some("byte" | "base64") => "YWJj",
            _ => "a",
        };
        let mut candidates = vec![by_format.to_owned()];
        if let Some(pattern) = &schema.pattern {
            candidates.extend(pattern::matching(pattern, min.max(1), max));
            candidates.extend(pattern::matching(pattern, min, max));
        }
        candidates
            .extend(["1", "100", "2026-03-05", "10:30:00", "1.00", "USD", "US"].map(str::to_owned));
        for candidate in &mut candidates {
            let length = candidate.chars().count() as u64;
            if schema.pattern.is_none() && length < min {
                candidate
                    .push_str(&"a".repeat(usize::try_from(min - length).unwrap_or(0).min(65_536)));
            }
        }
        for candidate in &candidates {
            let node = text(candidate);
            if self.judge.accepts(schema, &node) {
                return node;
            }
        }
        let first: String = by_format
            .chars()
            .take(usize::try_from(max).unwrap_or(usize::MAX))
            .collect();
        text(&first)
    }
}

/// Members of both, the second's where both have one; the second alone if it is no object.
fn merged(first: Option<Node>, second: Node) -> Node {
    match first {
        Some(mut whole) if whole.is_mapping() && second.is_mapping() => {
            for entry in second.entries() {
                whole.set(&entry.key, entry.value.clone());
            }
            whole
        }
        Some(whole) if !second.is_mapping() && whole.is_mapping() => whole,
        _ => second,
    }
}

fn scalar(value: Value) -> Node {
    Node::new(value, Span::default())
}

fn text(value: &str) -> Node {
    Node::string(value, Span::default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::examples::samples::{document, typed};
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
