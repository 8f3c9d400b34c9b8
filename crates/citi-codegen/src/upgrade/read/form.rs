//! The form fields of 2.0 → one body.

use crate::load::Node;
use crate::model::{Body, Encoding, Media, Schema, Style, Type};
use crate::upgrade::refs::Spot;
use crate::upgrade::rules::{
    u011_flag_as_text, u022_value_of_another_type as value, u046_form_media,
};

use super::Reader;
use super::media::bare;
use super::parameter::{NOT_SCHEMA, collection};

impl<'a> Reader<'a, '_> {
    /// The body that the fields make.
    pub(super) fn form(&mut self, fields: &[Spot<'a>], consumes: &[String]) -> Body {
        let mut schema = Schema {
            types: vec![Type::Object],
            ..Schema::default()
        };
        let mut encoding = indexmap::IndexMap::new();
        let mut has_file = false;
        let mut place = None;
        for field in fields {
            let (node, at) = (field.node, &field.pointer);
            place.get_or_insert_with(|| (at.clone(), node.span));
            let Some(name) = self.text(node, at, "name") else {
                continue;
            };
            let name = name.trim().to_owned();
            has_file |= node.get("type").and_then(Node::as_str) == Some("file");
            let required = node.get("required").is_some_and(|flag| {
                u011_flag_as_text::flag(flag, &at.key("required"), self.diagnostics)
            });
            if required && !schema.required.contains(&name) {
                schema.required.push(name.clone());
            }
            let property = self.field(field);
            if property.types == [Type::Array] {
                let format = node.get("collectionFormat").and_then(Node::as_str);
                let (style, explode) = collection(format.unwrap_or("csv"), Style::Form);
                let how = Encoding {
                    content_type: None,
                    style: Some(style),
                    explode: Some(explode),
                    headers: Vec::new(),
                };
                encoding.insert(name.clone(), how);
            }
            schema.properties.insert(name, property);
        }
        let (pointer, span) = place.unwrap_or_default();
        schema.pointer = pointer.clone();
        schema.span = span;
        let (names, left) = u046_form_media::media(consumes, has_file);
        if left {
            let found = "the content types can't carry the form";
            let done = format!("it is sent as `{}`", names.join("`, `"));
            self.tell(&u046_form_media::RULE, &pointer, span, found, done);
        }
        let required = !schema.required.is_empty();
        let content = names.iter().map(|name| Media {
            schema: Some(schema.clone()),
            encoding: encoding.clone(),
            ..bare(name, &pointer, &Node::new(crate::load::Value::Null, span))
        });
        Body {
            description: None,
            required,
            content: content.collect(),
            pointer,
            span,
        }
    }

    /// What one field holds.
    fn field(&mut self, field: &Spot<'a>) -> Schema {
        let (node, at) = (field.node, &field.pointer);
        let mut schema = match field
            .get("schema")
            .filter(|schema| schema.node.is_mapping())
        {
            Some(inner) => self.schema(inner.node, &inner.pointer),
            None => self.schema_without(node, at, &NOT_SCHEMA),
        };
        if schema.description.is_none() {
            schema.description = self.text(node, at, "description");
        }
        for key in ["example", "x-example"] {
            if let Some(example) = node.get(key).filter(|example| !example.is_null()) {
                let converted = value::convert(example, &schema.types);
                schema
                    .examples
                    .push(converted.unwrap_or_else(|| example.clone()));
            }
        }
        *schema
    }
}
