//! What a body holds.

use super::{Values, xml};
use crate::load::{Node, Span, Value};
use crate::lower::plan::Encoding;
use crate::model::{Document, Media, Schema, Type};

/// What a body holds, as JSON: of one that is no JSON, its text.
pub(super) fn content<'a>(
    document: &Document,
    values: &mut Values<'a>,
    media: &'a Media,
    encoding: Encoding,
) -> String {
    let stated = media
        .examples
        .iter()
        .find_map(|example| example.value.as_str());
    let text = |text: &str| Node::string(text, Span::default()).to_json();
    let value = media
        .schema
        .as_ref()
        .map(|schema| values.value(schema, &media.examples));
    match (encoding, &media.schema, value) {
        (Encoding::Xml, _, _) if stated.is_some_and(|text| text.trim_start().starts_with('<')) => {
            text(stated.unwrap_or_default())
        }
        (Encoding::Xml, Some(schema), Some(value)) => text(&xml::xml(document, schema, &value)),
        (Encoding::Xml, _, _) => text("<root/>"),
        (Encoding::Text | Encoding::Bytes, _, Some(value)) => {
            text(&Node::scalar_text(&value).unwrap_or_else(|| value.to_json()))
        }
        (Encoding::Text | Encoding::Bytes, _, None) => text(stated.unwrap_or("a")),
        (Encoding::Form | Encoding::Multipart, Some(schema), Some(value)) => {
            with_members(schema, values.not_empty(schema, value)).to_json()
        }
        (_, _, Some(value)) => value.to_json(),
        (_, _, None) => media
            .examples
            .first()
            .map_or_else(|| "{}".to_owned(), |example| example.value.to_json()),
    }
}

/// A form whose objects have a member: one that has none is not sent at all.
fn with_members(schema: &Schema, mut form: Node) -> Node {
    if let Value::Mapping(members) = &mut form.value {
        for member in members {
            // What may be a text too is sent as one.
            let declared = schema.properties.get(&member.key);
            let object = declared.is_some_and(|property| property.types == [Type::Object]);
            if object && member.value.is_mapping() && member.value.entries().is_empty() {
                member.value.set("key", Node::string("a", Span::default()));
            }
        }
    }
    form
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_object_of_a_form_has_a_member() {
        let form = crate::corpus::exact::parse(r#"{"a": {}, "b": {"c": 1}, "d": "e"}"#).unwrap();
        let wanted = r#"{"a":{"key":"a"},"b":{"c":1},"d":"e"}"#;
        let mut schema = Schema::default();
        schema.properties.insert(
            "a".to_owned(),
            Schema {
                types: vec![Type::Object],
                ..Schema::default()
            },
        );
        assert_eq!(with_members(&schema, form.clone()).to_json(), wanted);
        let unsaid = with_members(&Schema::default(), form.clone());
        assert_eq!(unsaid.to_json(), form.to_json());
    }
}
