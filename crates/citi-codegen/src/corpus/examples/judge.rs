//! Whether a value is valid by a schema of its document.

use std::collections::BTreeMap;

use jsonschema::Validator;

use super::schema::{json_schema, json_schema_with_formats, to_json};
use crate::load::Node;
use crate::model::{Additional, Document, Schema};

/// Judges values of one document; what it has built for a schema it keeps.
pub struct Judge<'a> {
    document: &'a Document,
    formats: bool,
    /// By the address of the schema: it lives as long as the document, and two schemas of one
    /// place (made by a rule) stay apart.
    built: BTreeMap<usize, Option<Validator>>,
}

impl<'a> Judge<'a> {
    /// A judge of values of `document`, to whom the format of a text says nothing.
    #[must_use]
    pub fn new(document: &'a Document) -> Self {
        Self {
            document,
            formats: false,
            built: BTreeMap::new(),
        }
    }

    /// A judge who takes no text that is not of its format.
    #[must_use]
    pub fn with_formats(document: &'a Document) -> Self {
        Self {
            formats: true,
            ..Self::new(document)
        }
    }

    /// Whether `value` is valid by `schema`; `false` if the schema itself is none.
    pub fn accepts(&mut self, schema: &'a Schema, value: &Node) -> bool {
        let document = self.document;
        let formats = self.formats;
        let schema = only_reference(document, schema);
        let key = std::ptr::from_ref(schema).addr();
        let validator = self.built.entry(key).or_insert_with(|| {
            let written = match formats {
                true => json_schema_with_formats(document, schema),
                false => json_schema(document, schema),
            };
            jsonschema::options()
                .with_draft(jsonschema::Draft::Draft202012)
                .should_validate_formats(formats)
                .with_format("byte", is_base64)
                .offline()
                .build(&written)
                .ok()
        });
        validator
            .as_ref()
            .is_some_and(|validator| validator.is_valid(&to_json(value)))
    }
}

/// Whether a text is Base64 as RFC 4648 section 4 writes it, with its padding.
fn is_base64(text: &str) -> bool {
    let bare = text.trim_end_matches('=');
    let padding = text.len() - bare.len();
    text.len().is_multiple_of(4)
        && padding <= 2
        && bare
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"+/".contains(&byte))
}

/// What a schema refers to, where nothing stands beside the reference: one validator serves all.
fn only_reference<'a>(document: &'a Document, schema: &'a Schema) -> &'a Schema {
    let bare = schema.types.is_empty()
        && !schema.nullable
        && schema.values.is_none()
        && schema.properties.is_empty()
        && schema.required.is_empty()
        && schema.pattern_properties.is_empty()
        && matches!(
            schema.additional,
            Additional::Unstated | Additional::Allowed
        )
        && schema.items.is_none()
        && schema.prefix_items.is_empty()
        && schema.all_of.is_empty()
        && schema.one_of.is_empty()
        && schema.any_of.is_empty()
        && schema.not.is_none()
        && schema.minimum.is_none()
        && schema.maximum.is_none()
        && schema.multiple_of.is_none()
        && schema.pattern.is_none()
        && [
            schema.min_length,
            schema.max_length,
            schema.min_items,
            schema.max_items,
            schema.min_properties,
            schema.max_properties,
        ] == [None; 6];
    let target = schema.reference.as_ref().filter(|_| bare);
    target
        .and_then(|name| document.schemas.get(name))
        .unwrap_or(schema)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::exact::parse;
    use crate::corpus::examples::samples::{document, typed};
    use crate::model::Type;

    #[test]
    fn a_format_counts_if_it_is_asked_to() {
        let none = document([]);
        for (format, good, bad) in [
            ("byte", "YWI=", "a"),
            ("date", "2026-03-05", "2026-03-05T10:30:00Z"),
            ("uri", "https://example.com/a", "cert_url"),
        ] {
            let mut text = typed(Type::String);
            text.format = Some(format.to_owned());
            let [good, bad] =
                [good, bad].map(|word| Node::string(word, crate::load::Span::default()));
            let mut strict = Judge::with_formats(&none);
            assert!(strict.accepts(&text, &good), "{format}");
            assert!(!strict.accepts(&text, &bad), "{format}");
            assert!(Judge::new(&none).accepts(&text, &bad), "{format}");
        }
    }

    #[test]
    fn follows_references_and_null() {
        let mut account = typed(Type::Object);
        account
            .properties
            .insert("id".to_owned(), typed(Type::String));
        account.required.push("id".to_owned());
        account.properties.insert(
            "parent".to_owned(),
            Schema {
                reference: Some("Account".to_owned()),
                nullable: true,
                ..Schema::default()
            },
        );
        let document = document([("Account", account)]);
        let mut judge = Judge::new(&document);
        let root = Schema {
            reference: Some("Account".to_owned()),
            ..Schema::default()
        };
        let mut accepts = |text: &str| judge.accepts(&root, &parse(text).unwrap());
        assert!(accepts(r#"{"id":"a","parent":{"id":"b","parent":null}}"#));
        assert!(!accepts(r#"{"id":"a","parent":{"parent":null}}"#));
        assert!(!accepts("null"));
    }

    #[test]
    fn formats_are_not_judged() {
        let mut date = typed(Type::String);
        date.format = Some("date".to_owned());
        let document = document([]);
        let value = parse("\"yesterday\"").unwrap();
        assert!(Judge::new(&document).accepts(&date, &value));
    }
}
