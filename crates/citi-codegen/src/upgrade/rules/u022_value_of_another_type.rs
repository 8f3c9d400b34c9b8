//! U022: A value is written as another type than its schema has.

use crate::diagnostic::{Code, Diagnostics, Severity};
use crate::load::{Node, Pointer, Value};
use crate::model::Type;

use super::Rule;
use super::{u011_flag_as_text, u012_number_as_text};

/// The rule.
pub(crate) const RULE: Rule = Rule {
    code: Code("U022"),
    severity: Severity::Note,
    title: "A value is written as another type than its schema has",
    explanation: "A default or an enumeration value is a number where the schema says `string`, or text where it says `number`, `integer` or `boolean`. If the text names a value of the right type, that value is taken.",
    done: "The value of the right type that the text names is taken.",
    remedy: "",
    before: r#"components:
  schemas:
    Count: {type: integer, default: "2"}"#,
    after: r#"components:
  schemas:
    Count: {type: integer, default: 2}"#,
};

/// Whether `value` is of one of `types`; anything is if there are none.
pub(crate) fn fits(value: &Node, types: &[Type]) -> bool {
    types.is_empty()
        || types.iter().any(|kind| match (kind, &value.value) {
            (Type::Null, Value::Null)
            | (Type::Boolean, Value::Bool(_))
            | (Type::Number, Value::Number(_))
            | (Type::String, Value::String(_))
            | (Type::Array, Value::Sequence(_))
            | (Type::Object, Value::Mapping(_)) => true,
            (Type::Integer, Value::Number(text)) => is_whole(text),
            _ => false,
        })
}

fn is_whole(text: &str) -> bool {
    match text.split_once('.') {
        Some((_, fraction)) => fraction.chars().all(|digit| digit == '0'),
        None => !text.contains(['e', 'E']) || !text.contains('-'),
    }
}

/// The same value as one of `types`, if it names one.
pub(crate) fn convert(value: &Node, types: &[Type]) -> Option<Node> {
    types.iter().find_map(|kind| {
        let converted = match (kind, &value.value) {
            (Type::String, Value::Number(_) | Value::Bool(_)) => {
                Value::String(value.scalar_text()?)
            }
            (Type::Number | Type::Integer, Value::String(text)) => {
                let text = text.trim();
                let right = u012_number_as_text::is_number(text)
                    && (*kind == Type::Number || is_whole(text));
                right.then(|| Value::Number(text.to_owned()))?
            }
            (Type::Boolean, Value::String(_)) => Value::Bool(u011_flag_as_text::spelled(value)?),
            _ => return None,
        };
        Some(Node::new(converted, value.span))
    })
}

/// Converts the values of an enumeration in place.
pub(crate) fn convert_all(
    values: &mut [Node],
    types: &[Type],
    at: &Pointer,
    diagnostics: &mut Diagnostics,
) {
    let mut first: Option<String> = None;
    for value in values.iter_mut() {
        if !fits(value, types)
            && let Some(converted) = convert(value, types)
        {
            first.get_or_insert_with(|| value.to_json());
            *value = converted;
        }
    }
    if let (Some(example), Some(value)) = (first, values.first()) {
        RULE.report(
            diagnostics,
            at,
            value.span,
            format!("values such as {example} are not of the schema's type"),
            "they are taken as values of that type",
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::upgrade::testing::{count, upgraded, with_schemas};

    #[test]
    fn values_take_the_type_of_the_schema() {
        let (document, found) = upgraded(&with_schemas(
            r#"{"A":{"type":"string","enum":[1,true,"x"],"default":1},"B":{"type":"integer","enum":["1","2"],"default":"2"},"C":{"type":"boolean","default":"True"}}"#,
        ));
        assert_eq!(
            document.schemas["A"].values.as_ref().unwrap()[0].as_str(),
            Some("1")
        );
        assert_eq!(
            document.schemas["A"].values.as_ref().unwrap()[1].as_str(),
            Some("true")
        );
        assert_eq!(
            document.schemas["A"].default.as_ref().unwrap().as_str(),
            Some("1")
        );
        assert_eq!(
            document.schemas["B"].values.as_ref().unwrap()[0].as_number(),
            Some("1")
        );
        assert_eq!(
            document.schemas["B"].default.as_ref().unwrap().as_number(),
            Some("2")
        );
        assert_eq!(
            document.schemas["C"].default.as_ref().unwrap().as_bool(),
            Some(true)
        );
        assert_eq!(count(&found, "U022"), 5);
    }
}
