//! From the text of a parameter or a header to a value.

use citi_codegen::model::{Document, Schema, Style, Type};
use citi_core::Number;

use super::Data;

/// The value that `text` stands for by its schema. What is not of the schema's type stays text, so that
/// the check says so.
pub(super) fn value(document: &Document, schema: &Schema, style: Style, text: &str) -> Data {
    let resolved = document.resolve(schema).unwrap_or(schema);
    match resolved.inferred_type() {
        Some(Type::Boolean) => match text {
            "true" => Data::Bool(true),
            "false" => Data::Bool(false),
            _ => Data::String(text.to_owned()),
        },
        // A parameter is text: 1.0 is no way to write a whole number in it.
        Some(Type::Integer) if text.contains(['.', 'e', 'E']) => Data::String(text.to_owned()),
        Some(Type::Integer | Type::Number) if Number::new(text).is_ok() => {
            Data::Number(text.to_owned())
        }
        Some(Type::Array) => {
            let any = Schema::default();
            let inner = resolved.items.as_deref().unwrap_or(&any);
            let items = text.split(separator(style));
            Data::Array(
                items
                    .filter(|_| !text.is_empty())
                    .map(|item| value(document, inner, style, item))
                    .collect(),
            )
        }
        _ => Data::String(text.to_owned()),
    }
}

fn separator(style: Style) -> char {
    match style {
        Style::SpaceDelimited => ' ',
        Style::PipeDelimited => '|',
        Style::TabDelimited => '\t',
        _ => ',',
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::documents::Documents;

    fn of(ty: Type, text: &str) -> Data {
        let documents = Documents::published().unwrap();
        let schema = Schema {
            types: vec![ty],
            ..Schema::default()
        };
        let document = &documents.apis.first().unwrap().document;
        value(document, &schema, Style::Form, text)
    }

    #[test]
    fn text_becomes_what_its_schema_says() {
        assert_eq!(of(Type::Integer, "50"), Data::Number("50".to_owned()));
        assert_eq!(of(Type::Integer, "0x5"), Data::String("0x5".to_owned()));
        assert_eq!(of(Type::Integer, "1.0"), Data::String("1.0".to_owned()));
        assert_eq!(of(Type::Integer, "1e1"), Data::String("1e1".to_owned()));
        assert_eq!(of(Type::Number, "1.0"), Data::Number("1.0".to_owned()));
        assert_eq!(of(Type::Boolean, "true"), Data::Bool(true));
        assert_eq!(of(Type::String, "50"), Data::String("50".to_owned()));
        let text = |text: &str| Data::String(text.to_owned());
        assert_eq!(
            of(Type::Array, "EUR,GBP"),
            Data::Array(vec![text("EUR"), text("GBP")])
        );
        assert_eq!(of(Type::Array, ""), Data::Array(vec![]));
    }
}
