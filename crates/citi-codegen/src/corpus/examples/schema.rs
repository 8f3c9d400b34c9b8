//! Model → JSON Schema 2020-12: what an example is judged by.

use std::collections::BTreeSet;

use serde_json::{Map, Value as Json, json};

use crate::load::{Node, Value};
use crate::model::{Additional, Bound, Document, Schema, Type};

/// The JSON Schema of `schema`, with every named schema that it reaches under `$defs`.
/// Formats are not among its words; patterns that no engine here reads are left out.
#[must_use]
pub fn json_schema(document: &Document, schema: &Schema) -> Json {
    written(document, schema, false)
}

/// The same, with the formats of texts that every validator knows alike.
#[must_use]
pub(super) fn json_schema_with_formats(document: &Document, schema: &Schema) -> Json {
    written(document, schema, true)
}

fn written(document: &Document, schema: &Schema, formats: bool) -> Json {
    let mut writer = Writer {
        formats,
        wanted: Vec::new(),
        seen: BTreeSet::new(),
    };
    let mut root = match writer.schema(schema) {
        Json::Object(map) => map,
        other => Map::from_iter([("allOf".to_owned(), json!([other]))]),
    };
    let mut definitions = Map::new();
    while let Some(name) = writer.wanted.pop() {
        let value = match document.schemas.get(&name) {
            Some(named) => writer.schema(named),
            // A reference that leads nowhere can't be kept to.
            None => Json::Bool(true),
        };
        definitions.insert(name, value);
    }
    if !definitions.is_empty() {
        root.insert("$defs".to_owned(), Json::Object(definitions));
    }
    Json::Object(root)
}

/// A node as a JSON value. Numbers beyond what a machine holds become the nearest that it does.
#[must_use]
pub fn to_json(node: &Node) -> Json {
    match &node.value {
        Value::Null => Json::Null,
        Value::Bool(flag) => Json::Bool(*flag),
        Value::Number(text) => number(text),
        Value::String(text) => Json::String(text.clone()),
        Value::Sequence(items) => Json::Array(items.iter().map(to_json).collect()),
        Value::Mapping(entries) => Json::Object(
            entries
                .iter()
                .map(|entry| (entry.key.clone(), to_json(&entry.value)))
                .collect(),
        ),
    }
}

fn number(text: &str) -> Json {
    if let Ok(number) = text.parse::<i64>() {
        return Json::from(number);
    }
    if let Ok(number) = text.parse::<u64>() {
        return Json::from(number);
    }
    let float = text.parse::<f64>().unwrap_or_default();
    Json::from(float.clamp(f64::MIN, f64::MAX))
}

/// The formats of texts that every validator knows alike.
const FORMATS: [&str; 9] = [
    "byte",
    "date",
    "date-time",
    "email",
    "hostname",
    "ipv4",
    "ipv6",
    "uri",
    "uuid",
];

struct Writer {
    formats: bool,
    wanted: Vec<String>,
    seen: BTreeSet<String>,
}

impl Writer {
    fn schema(&mut self, schema: &Schema) -> Json {
        let mut out = Map::new();
        if let Some(name) = &schema.reference {
            if self.seen.insert(name.clone()) {
                self.wanted.push(name.clone());
            }
            out.insert("$ref".to_owned(), json!(reference(name)));
        }
        match schema.types.as_slice() {
            [] => {}
            [one] => put(&mut out, "type", type_name(*one)),
            several => {
                let names: Vec<_> = several.iter().map(|ty| type_name(*ty)).collect();
                put(&mut out, "type", names);
            }
        }
        if let Some(values) = &schema.values {
            let values: Vec<_> = values.iter().map(to_json).collect();
            if !values.is_empty() {
                put(&mut out, "enum", values);
            }
        }
        scalar_words(schema, &mut out);
        let format = schema.format.as_deref();
        if let Some(format) = format.filter(|f| self.formats && FORMATS.contains(f)) {
            put(&mut out, "format", format);
        }
        self.array_words(schema, &mut out);
        self.object_words(schema, &mut out);
        for (word, arms) in [
            ("allOf", &schema.all_of),
            ("oneOf", &schema.one_of),
            ("anyOf", &schema.any_of),
        ] {
            if !arms.is_empty() {
                let arms: Vec<_> = arms.iter().map(|arm| self.schema(arm)).collect();
                put(&mut out, word, arms);
            }
        }
        if let Some(not) = &schema.not {
            let not = self.schema(not);
            put(&mut out, "not", not);
        }
        if schema.nullable && !out.is_empty() {
            return json!({"anyOf": [{"type": "null"}, Json::Object(out)]});
        }
        Json::Object(out)
    }

    fn array_words(&mut self, schema: &Schema, out: &mut Map<String, Json>) {
        if let Some(items) = &schema.items {
            let items = self.schema(items);
            put(out, "items", items);
        }
        if !schema.prefix_items.is_empty() {
            let items: Vec<_> = schema.prefix_items.iter().map(|s| self.schema(s)).collect();
            put(out, "prefixItems", items);
        }
        put_some(out, "minItems", schema.min_items);
        put_some(out, "maxItems", schema.max_items);
        if schema.unique_items {
            put(out, "uniqueItems", true);
        }
    }

    fn object_words(&mut self, schema: &Schema, out: &mut Map<String, Json>) {
        if !schema.properties.is_empty() {
            let properties: Map<_, _> = schema
                .properties
                .iter()
                .map(|(name, property)| (name.clone(), self.schema(property)))
                .collect();
            put(out, "properties", properties);
        }
        if !schema.required.is_empty() {
            let required: BTreeSet<_> = schema.required.iter().cloned().collect();
            put(out, "required", required.into_iter().collect::<Vec<_>>());
        }
        if !schema.pattern_properties.is_empty() {
            let properties: Map<_, _> = schema
                .pattern_properties
                .iter()
                .filter(|(pattern, _)| is_pattern(pattern))
                .map(|(pattern, property)| (pattern.clone(), self.schema(property)))
                .collect();
            put(out, "patternProperties", properties);
        }
        // Beside other schemas the model's `Forbidden` may mean what no arm declares.
        let composed = schema.reference.is_some()
            || !schema.all_of.is_empty()
            || !schema.one_of.is_empty()
            || !schema.any_of.is_empty();
        let word = if composed {
            "unevaluatedProperties"
        } else {
            "additionalProperties"
        };
        match &schema.additional {
            Additional::Unstated | Additional::Allowed => {}
            Additional::Forbidden => put(out, word, false),
            Additional::Schema(inner) => {
                let inner = self.schema(inner);
                put(out, word, inner);
            }
        }
        put_some(out, "minProperties", schema.min_properties);
        put_some(out, "maxProperties", schema.max_properties);
    }
}

fn scalar_words(schema: &Schema, out: &mut Map<String, Json>) {
    let mut bound = |bound: &Option<Bound>, word: &str, exclusive: &str| {
        if let Some(bound) = bound {
            let word = if bound.exclusive { exclusive } else { word };
            put(out, word, number(&bound.value));
        }
    };
    bound(&schema.minimum, "minimum", "exclusiveMinimum");
    bound(&schema.maximum, "maximum", "exclusiveMaximum");
    if let Some(step) = &schema.multiple_of {
        let step = number(step);
        if step.as_f64().is_some_and(|step| step > 0.0) {
            put(out, "multipleOf", step);
        }
    }
    put_some(out, "minLength", schema.min_length);
    put_some(out, "maxLength", schema.max_length);
    if let Some(pattern) = schema.pattern.as_deref().filter(|text| is_pattern(text)) {
        put(out, "pattern", pattern);
    }
}

/// Whether the judge of examples can read a pattern.
fn is_pattern(pattern: &str) -> bool {
    jsonschema::options()
        .build(&json!({"pattern": pattern}))
        .is_ok()
}

fn put(out: &mut Map<String, Json>, word: &str, value: impl Into<Json>) {
    out.insert(word.to_owned(), value.into());
}

fn put_some(out: &mut Map<String, Json>, word: &str, value: Option<u64>) {
    if let Some(value) = value {
        put(out, word, value);
    }
}

/// A reference to `$defs/name`: a pointer, percent-encoded as a fragment.
fn reference(name: &str) -> String {
    let mut text = String::from("#/$defs/");
    for byte in name.replace('~', "~0").replace('/', "~1").bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            text.push(char::from(byte));
        } else {
            text.push_str(&format!("%{byte:02X}"));
        }
    }
    text
}

fn type_name(ty: Type) -> &'static str {
    match ty {
        Type::Null => "null",
        Type::Boolean => "boolean",
        Type::Integer => "integer",
        Type::Number => "number",
        Type::String => "string",
        Type::Array => "array",
        Type::Object => "object",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::examples::samples::{document, typed};

    #[test]
    fn every_word_is_there() {
        let amount = Schema {
            minimum: Some(Bound {
                value: "0".to_owned(),
                exclusive: true,
            }),
            multiple_of: Some("0.01".to_owned()),
            ..typed(Type::Number)
        };
        let mut object = typed(Type::Object);
        object.properties.insert("amount".to_owned(), amount);
        object.properties.insert(
            "next".to_owned(),
            Schema {
                reference: Some("a b/c".to_owned()),
                nullable: true,
                ..Schema::default()
            },
        );
        object.required = vec!["amount".to_owned()];
        object.additional = Additional::Forbidden;
        let document = document([("a b/c", object)]);
        let root = Schema {
            reference: Some("a b/c".to_owned()),
            ..Schema::default()
        };
        assert_eq!(
            json_schema(&document, &root),
            json!({
                "$ref": "#/$defs/a%20b~1c",
                "$defs": {"a b/c": {
                    "type": "object",
                    "properties": {
                        "amount": {"type": "number", "exclusiveMinimum": 0, "multipleOf": 0.01},
                        "next": {"anyOf": [{"type": "null"}, {"$ref": "#/$defs/a%20b~1c"}]}
                    },
                    "required": ["amount"],
                    "additionalProperties": false
                }}
            })
        );
    }

    #[test]
    fn an_unreadable_pattern_is_left_out() {
        let mut schema = typed(Type::String);
        schema.pattern = Some("(?<!".to_owned());
        assert_eq!(
            json_schema(&document([]), &schema),
            json!({"type": "string"})
        );
    }
}
