//! A schema as JSON Schema of draft 7, which is what Postman's validator reads.

use indexmap::IndexMap;

use super::json::made;
use crate::load::{Node, Value};
use crate::model::{Additional, Document, Schema, Type};

/// Formats that the validator knows; another would stop it.
const FORMATS: [&str; 8] = [
    "date",
    "date-time",
    "time",
    "email",
    "hostname",
    "ipv4",
    "ipv6",
    "uri",
];

/// The schema with all that it refers to, under `definitions`.
pub(super) fn json_schema(document: &Document, schema: &Schema) -> Node {
    let mut wanted: Vec<String> = Vec::new();
    let root = node(schema, &mut wanted);
    let mut definitions: IndexMap<String, Node> = IndexMap::new();
    while let Some(name) = wanted.pop() {
        if !definitions.contains_key(&name) {
            // What leads nowhere allows everything, as it does in the model.
            let made = match document.schemas.get(&name) {
                Some(found) => node(found, &mut wanted),
                None => Node::object([]),
            };
            definitions.insert(name, made);
        }
    }
    definitions.sort_keys();
    let Value::Mapping(members) = root.value else {
        return root;
    };
    let members = members.into_iter().map(|entry| (entry.key, entry.value));
    let definitions =
        (!definitions.is_empty()).then(|| ("definitions".to_owned(), Node::object(definitions)));
    Node::object(members.chain(definitions))
}

fn node(schema: &Schema, wanted: &mut Vec<String>) -> Node {
    let own = own(schema, wanted);
    let Some(name) = &schema.reference else {
        return Node::object(own);
    };
    wanted.push(name.clone());
    let escaped = name.replace('~', "~0").replace('/', "~1");
    let reference = text(&format!("#/definitions/{escaped}"));
    let reference = Node::object([("$ref".to_owned(), reference)]);
    // Beside a reference draft 7 reads nothing.
    let both = match own.is_empty() {
        true => reference,
        false => Node::object([("allOf".to_owned(), list([reference, Node::object(own)]))]),
    };
    match schema.nullable {
        true => Node::object([("anyOf".to_owned(), list([null_alone(), both]))]),
        false => both,
    }
}

/// What the schema itself says, without its reference.
fn own(schema: &Schema, wanted: &mut Vec<String>) -> Vec<(String, Node)> {
    let mut members: Vec<(String, Node)> = Vec::new();
    let mut say = |key: &str, value: Node| members.push((key.to_owned(), value));
    if let Some(types) = types(schema) {
        say("type", types);
    }
    if let Some(format) = schema.format.as_deref().filter(|it| FORMATS.contains(it)) {
        say("format", text(format));
    }
    if let Some(values) = &schema.values {
        let null = schema.nullable.then(|| made(Value::Null));
        say("enum", list(values.iter().cloned().chain(null)));
    }
    for (plain, exclusive, bound) in [
        ("minimum", "exclusiveMinimum", &schema.minimum),
        ("maximum", "exclusiveMaximum", &schema.maximum),
    ] {
        if let Some(bound) = bound {
            let key = if bound.exclusive { exclusive } else { plain };
            say(key, made(Value::Number(bound.value.clone())));
        }
    }
    if let Some(step) = &schema.multiple_of {
        say("multipleOf", made(Value::Number(step.clone())));
    }
    for (key, count) in [
        ("minLength", schema.min_length),
        ("maxLength", schema.max_length),
        ("minItems", schema.min_items),
        ("maxItems", schema.max_items),
        ("minProperties", schema.min_properties),
        ("maxProperties", schema.max_properties),
    ] {
        if let Some(count) = count {
            say(key, made(Value::Number(count.to_string())));
        }
    }
    if let Some(pattern) = &schema.pattern {
        say("pattern", text(pattern));
    }
    if schema.unique_items {
        say("uniqueItems", made(Value::Bool(true)));
    }
    if !schema.required.is_empty() {
        say("required", list(schema.required.iter().map(|it| text(it))));
    }
    if !schema.properties.is_empty() {
        say("properties", all(&schema.properties, wanted));
    }
    if !schema.pattern_properties.is_empty() {
        say("patternProperties", all(&schema.pattern_properties, wanted));
    }
    match &schema.additional {
        Additional::Forbidden => say("additionalProperties", made(Value::Bool(false))),
        Additional::Schema(schema) => say("additionalProperties", node(schema, wanted)),
        Additional::Unstated | Additional::Allowed => {}
    }
    if let Some(items) = &schema.items {
        say("items", node(items, wanted));
    }
    for (key, arms) in [
        ("allOf", &schema.all_of),
        ("oneOf", &schema.one_of),
        ("anyOf", &schema.any_of),
    ] {
        if !arms.is_empty() {
            say(key, list(arms.iter().map(|it| node(it, wanted))));
        }
    }
    if let Some(not) = &schema.not {
        say("not", node(not, wanted));
    }
    members
}

fn all(schemas: &IndexMap<String, Schema>, wanted: &mut Vec<String>) -> Node {
    Node::object(
        schemas
            .iter()
            .map(|(name, schema)| (name.clone(), node(schema, wanted))),
    )
}

/// `type`; `None` if any is allowed.
fn types(schema: &Schema) -> Option<Node> {
    let null = schema.nullable.then_some("null");
    let mut names: Vec<_> = schema
        .types
        .iter()
        .map(|it| name(*it))
        .chain(null)
        .collect();
    match (schema.types.is_empty(), names.len()) {
        (true, _) => None,
        (false, 1) => names.pop().map(text),
        (false, _) => Some(list(names.into_iter().map(text))),
    }
}

fn name(kind: Type) -> &'static str {
    match kind {
        Type::Null => "null",
        Type::Boolean => "boolean",
        Type::Integer => "integer",
        Type::Number => "number",
        Type::String => "string",
        Type::Array => "array",
        Type::Object => "object",
    }
}

fn null_alone() -> Node {
    Node::object([("type".to_owned(), text("null"))])
}

fn text(text: &str) -> Node {
    made(Value::String(text.to_owned()))
}

fn list(items: impl IntoIterator<Item = Node>) -> Node {
    made(Value::Sequence(items.into_iter().collect()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Diagnostics;
    use crate::load::load;
    use crate::upgrade::upgrade;

    const DOCUMENT: &str = "
openapi: 3.1.0
info: {title: T, version: '1'}
paths: {}
components:
  schemas:
    Tree:
      type: object
      required: [amount]
      properties:
        amount: {type: number, multipleOf: 0.01, exclusiveMinimum: 0}
        day: {type: string, format: date}
        count: {type: [integer, 'null'], format: int32}
        child: {$ref: '#/components/schemas/Tree'}
    Root: {$ref: '#/components/schemas/Tree', maxProperties: 3}
";

    fn of(name: &str) -> serde_json::Value {
        let root = load("t", DOCUMENT.as_bytes()).unwrap().root;
        let document = upgrade("t", root, &mut Diagnostics::new("t")).unwrap();
        let text = json_schema(&document, &document.schemas[name]).to_json();
        serde_json::from_str(&text).unwrap()
    }

    fn holds(schema: &serde_json::Value, instance: &str) -> bool {
        let instance = serde_json::from_str(instance).unwrap();
        jsonschema::draft7::new(schema).unwrap().is_valid(&instance)
    }

    #[test]
    fn it_means_what_the_schema_means() {
        let tree = of("Tree");
        assert!(holds(
            &tree,
            r#"{"amount": 1.25, "count": null, "day": "2026-03-02"}"#
        ));
        assert!(holds(
            &tree,
            r#"{"amount": 1, "child": {"amount": 2}, "new": 1}"#
        ));
        for broken in [
            r#"{}"#,
            r#"{"amount": 0}"#,
            r#"{"amount": 1.255}"#,
            r#"{"amount": 1, "count": "1"}"#,
            r#"{"amount": 1, "child": {}}"#,
        ] {
            assert!(!holds(&tree, broken), "{broken}");
        }
        assert!(tree["properties"]["count"].get("format").is_none());
    }

    #[test]
    fn what_stands_beside_a_reference_holds_too() {
        let root = of("Root");
        assert!(holds(&root, r#"{"amount": 1}"#));
        assert!(!holds(&root, r#"{"amount": 1, "a": 1, "b": 2, "c": 3}"#));
        assert!(!holds(&root, r#"{"amount": "1"}"#));
    }
}
