//! Schemas: the single keywords.

use crate::load::{Entry, Node, Pointer, Value};
use crate::model::{Schema, Xml};
use crate::upgrade::rules::{
    u011_flag_as_text as flag, u012_number_as_text as number, u014_text_of_another_shape as text,
    u018_type_unknown, u021_enum_not_a_list, u059_member_of_another_shape as shape,
};

use super::Reader;

impl<'a> Reader<'a, '_> {
    /// Reads one member of the schema `node`.
    pub(super) fn keyword(
        &mut self,
        node: &'a Node,
        entry: &'a Entry,
        at: &Pointer,
        schema: &mut Schema,
    ) {
        let known =
            self.plain_keyword(entry, at, schema) || self.nested_keyword(node, entry, at, schema);
        if !known {
            schema
                .extensions
                .insert(entry.key.clone(), entry.value.clone());
        }
    }

    /// A keyword that holds no schema; whether it is one.
    #[inline(never)]
    fn plain_keyword(&mut self, entry: &'a Entry, at: &Pointer, schema: &mut Schema) -> bool {
        let node = &entry.value;
        let at = &at.key(&entry.key);
        let out = &mut *self.diagnostics;
        match entry.key.as_str() {
            "type" => self.types(node, at, schema),
            "format" => {
                schema.format = text::text(node, at, out).filter(|format| !format.is_empty())
            }
            "title" => schema.title = text::text(node, at, out),
            "description" => schema.description = text::text(node, at, out),
            "deprecated" => schema.deprecated = flag::flag(node, at, out),
            "readOnly" => schema.read_only = flag::flag(node, at, out),
            "writeOnly" => schema.write_only = flag::flag(node, at, out),
            "uniqueItems" => schema.unique_items = flag::flag(node, at, out),
            "nullable" | "x-nullable" => schema.nullable |= flag::flag(node, at, out),
            // The bounds are read together, in the end.
            "minimum" | "maximum" | "exclusiveMinimum" | "exclusiveMaximum" | "$comment" => {}
            "multipleOf" => schema.multiple_of = number::number(node, at, out),
            "minLength" => schema.min_length = number::count(node, at, out),
            "maxLength" => schema.max_length = number::count(node, at, out),
            "minItems" => schema.min_items = number::count(node, at, out),
            "maxItems" => schema.max_items = number::count(node, at, out),
            "minProperties" => schema.min_properties = number::count(node, at, out),
            "maxProperties" => schema.max_properties = number::count(node, at, out),
            "pattern" => {
                schema.pattern = text::text(node, at, out).filter(|pattern| !pattern.is_empty())
            }
            "contentEncoding" => schema.content_encoding = text::text(node, at, out),
            "contentMediaType" => schema.content_media_type = text::text(node, at, out),
            "default" => schema.default = Some(node.clone()),
            "example" | "x-example" if !node.is_null() => schema.examples.push(node.clone()),
            "examples" => schema_examples(node, schema),
            "enum" => {
                schema.values = u021_enum_not_a_list::values(node, at, out).or(schema.values.take())
            }
            "const" => schema.values = Some(vec![node.clone()]),
            "required" => self.required_names(node, at, schema),
            "xml" => schema.xml = self.xml(node, at),
            "$ref" | "$dynamicRef" => self.schema_reference(node, at, schema),
            _ => return false,
        }
        true
    }

    fn types(&mut self, node: &'a Node, at: &Pointer, schema: &mut Schema) {
        match &node.value {
            Value::String(name) => {
                self.type_name(name, at, node, schema);
                only_null(schema, name == "null");
            }
            Value::Sequence(items) => {
                for item in items {
                    match item.scalar_text() {
                        Some(name) => self.type_name(&name, at, item, schema),
                        // A bare `null` in the list is meant as its name.
                        None if item.is_null() => schema.nullable = true,
                        None => self.unknown_type(item, at),
                    }
                }
                only_null(
                    schema,
                    !items.is_empty() && schema.types.is_empty() && schema.nullable,
                );
            }
            Value::Null => {}
            _ => self.unknown_type(node, at),
        }
    }

    fn unknown_type(&mut self, node: &Node, at: &Pointer) {
        let found = format!("{} is no type", node.to_json());
        self.tell(
            &u018_type_unknown::RULE,
            at,
            node.span,
            found,
            "the type is not checked",
        );
    }

    fn required_names(&mut self, node: &'a Node, at: &Pointer, schema: &mut Schema) {
        use crate::upgrade::rules::u019_required_on_property as own;
        if let Some(flag) = flag::spelled(node) {
            let done = if flag {
                "it counts for the object that holds the property"
            } else {
                "it means nothing"
            };
            self.tell(&own::RULE, at, node.span, "`required` is a flag", done);
            return;
        }
        if let Some(name) = node.as_str() {
            schema.required.push(name.to_owned());
            return;
        }
        for item in shape::list(node, at, self.diagnostics) {
            if let Some(name) = item.scalar_text()
                && !schema.required.contains(&name)
            {
                schema.required.push(name);
            }
        }
    }

    fn xml(&mut self, node: &'a Node, at: &Pointer) -> Option<Xml> {
        if !node.is_mapping() {
            return None;
        }
        let is = |reader: &mut Self, key: &str| {
            node.get(key)
                .is_some_and(|node| flag::flag(node, &at.key(key), reader.diagnostics))
        };
        Some(Xml {
            name: self.text(node, at, "name"),
            namespace: self.text(node, at, "namespace"),
            prefix: self.text(node, at, "prefix"),
            attribute: is(self, "attribute"),
            wrapped: is(self, "wrapped"),
        })
    }
}

/// A schema of `null` alone: an enumeration of nothing else.
fn only_null(schema: &mut Schema, only: bool) {
    if only && schema.types.is_empty() {
        schema.nullable = true;
        schema.values.get_or_insert_default();
    }
}

/// `examples`: a list in 3.1; some write it like the examples of a body.
fn schema_examples(node: &Node, schema: &mut Schema) {
    match &node.value {
        Value::Sequence(items) => schema.examples.extend(items.iter().cloned()),
        Value::Mapping(entries) => {
            let values = entries
                .iter()
                .map(|entry| entry.value.get("value").unwrap_or(&entry.value));
            schema
                .examples
                .extend(values.filter(|value| !value.is_null()).cloned());
        }
        Value::Null => {}
        _ => schema.examples.push(node.clone()),
    }
}

#[cfg(test)]
mod tests {
    use crate::model::Type;
    use crate::upgrade::testing::{document, findings, with_schemas};

    #[test]
    fn null_is_allowed_however_it_is_said() {
        let text = with_schemas(
            r##"{"S":{"type":"string"},"A":{"type":"string","nullable":true},"B":{"type":"string","x-nullable":true},"C":{"type":["string","null"]},
              "D":{"type":"string","enum":["a",null]},"E":{"oneOf":[{"$ref":"#/components/schemas/S"},{"type":"null"}]},
              "F":{"anyOf":[{"type":"null"},{"type":"string","maxLength":2}],"description":"d"},
              "G":{"oneOf":[{"type":"string"},{"type":"integer"},{"enum":[null]}]},"H":{"type":["string",null]},
              "I":{"anyOf":[{"$ref":"#/components/schemas/S"},{"$ref":"#/components/schemas/N"}]},"N":{"type":"null"}}"##,
        );
        let document = document(&text);
        for name in ["A", "B", "C", "D", "E", "F", "G", "H", "I", "N"] {
            assert!(document.schemas[name].nullable, "{name}");
        }
        assert!(!document.schemas["S"].nullable);
        for name in ["A", "B", "C", "D", "F", "H"] {
            assert_eq!(document.schemas[name].types, [Type::String], "{name}");
        }
        assert_eq!(document.schemas["D"].values.as_ref().unwrap().len(), 1);
        assert_eq!(document.schemas["E"].reference.as_deref(), Some("S"));
        assert_eq!(document.schemas["I"].reference.as_deref(), Some("S"));
        assert_eq!(document.schemas["F"].max_length, Some(2));
        assert_eq!(document.schemas["F"].description.as_deref(), Some("d"));
        assert_eq!(document.schemas["G"].one_of.len(), 2);
        assert!(document.schemas["N"].types.is_empty());
        assert_eq!(document.schemas["N"].values.as_ref().map(Vec::len), Some(0));
        assert!(findings(&text).is_empty());
    }

    #[test]
    fn keywords_of_3_1_are_read() {
        let document = document(
            r#"{"openapi":"3.1.0","components":{"schemas":{"A":{"type":"object","properties":{"c":{"const":"x"},"n":{"const":null},
              "e":{"type":"string","contentEncoding":"base64","contentMediaType":"image/png","examples":["a","b"]},
              "t":{"type":"array","prefixItems":[{"type":"string"}],"items":false}},"unevaluatedProperties":false,
              "patternProperties":{"^x":{"type":"integer"}},"if":{"required":["c"]},"xml":{"name":"a","attribute":true}}}}}"#,
        );
        let a = &document.schemas["A"];
        assert_eq!(
            a.properties["c"].values.as_ref().unwrap()[0].as_str(),
            Some("x")
        );
        assert!(a.properties["n"].nullable);
        assert_eq!(a.properties["e"].examples.len(), 2);
        assert_eq!(
            a.properties["e"].content_encoding.as_deref(),
            Some("base64")
        );
        assert_eq!(a.properties["t"].prefix_items.len(), 1);
        assert!(matches!(a.additional, crate::model::Additional::Forbidden));
        assert_eq!(a.pattern_properties.len(), 1);
        assert!(a.extensions.contains_key("if"));
        assert!(a.xml.as_ref().unwrap().attribute);
    }
}
