//! U017: A type is called by another name.

use crate::diagnostic::{Code, Severity};
use crate::model::Type;

use super::Rule;

/// The rule.
pub(crate) const RULE: Rule = Rule {
    code: Code("U017"),
    severity: Severity::Note,
    title: "A type is called by another name",
    explanation: "JSON Schema knows `string`, `number`, `integer`, `boolean`, `array`, `object` and `null`. Other well-known names (`int`, `date`, `decimal`, `String`, `any`, `uuid`, …) are read as the type that they mean, with the format that they carry.",
    done: "The type that is meant is taken, with the format that it carries.",
    remedy: "",
    before: r#"components:
  schemas:
    Count: {type: int}"#,
    after: r#"components:
  schemas:
    Count: {type: integer}"#,
};

/// What the name of a type means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Meaning {
    /// The type; `None` allows everything.
    pub(crate) kind: Option<Type>,
    /// The format that the name carries.
    pub(crate) format: Option<&'static str>,
    /// Whether it is the standard's own name.
    pub(crate) standard: bool,
}

/// What `name` means as a type, if anything.
pub(crate) fn meaning(name: &str) -> Option<Meaning> {
    let standard = |kind| {
        Some(Meaning {
            kind: Some(kind),
            format: None,
            standard: true,
        })
    };
    match name {
        "string" => return standard(Type::String),
        "object" => return standard(Type::Object),
        "array" => return standard(Type::Array),
        "integer" => return standard(Type::Integer),
        "number" => return standard(Type::Number),
        "boolean" => return standard(Type::Boolean),
        "null" => return standard(Type::Null),
        _ => {}
    }
    let lower = name
        .trim()
        .to_ascii_lowercase()
        .replace(['-', '_', ' '], "");
    let (kind, format) = match lower.as_str() {
        "string" | "str" | "text" | "char" | "character" | "varchar" | "enum" | "alphanumeric"
        | "timestamp" | "currency" => (Some(Type::String), None),
        "file" | "binary" => (Some(Type::String), Some("binary")),
        "byte" | "base64" => (Some(Type::String), Some("byte")),
        "date" => (Some(Type::String), Some("date")),
        "datetime" => (Some(Type::String), Some("date-time")),
        "time" => (Some(Type::String), Some("time")),
        "uuid" | "guid" => (Some(Type::String), Some("uuid")),
        "uri" | "url" => (Some(Type::String), Some("uri")),
        "email" => (Some(Type::String), Some("email")),
        "password" => (Some(Type::String), Some("password")),
        "integer" | "int" | "bigint" | "biginteger" => (Some(Type::Integer), None),
        "int32" | "short" => (Some(Type::Integer), Some("int32")),
        "int64" | "long" => (Some(Type::Integer), Some("int64")),
        "number" | "numeric" | "decimal" | "money" | "bigdecimal" => (Some(Type::Number), None),
        "float" => (Some(Type::Number), Some("float")),
        "double" => (Some(Type::Number), Some("double")),
        "boolean" | "bool" => (Some(Type::Boolean), None),
        "array" | "list" | "collection" => (Some(Type::Array), None),
        "object" | "map" | "dict" | "dictionary" | "hash" | "json" => (Some(Type::Object), None),
        "null" | "nil" | "none" => (Some(Type::Null), None),
        "any" | "mixed" => (None, None),
        _ => return None,
    };
    Some(Meaning {
        kind,
        format,
        standard: false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::upgrade::testing::{count, upgraded, with_schemas};

    #[test]
    fn other_names_are_understood() {
        let (document, found) = upgraded(&with_schemas(
            r#"{"A":{"type":"int"},"B":{"type":"date"},"C":{"type":"String"},"D":{"type":"any"},"E":{"type":"decimal","format":"x"},"F":{"type":"uuid"},"G":{"type":"timestamp"}}"#,
        ));
        assert_eq!(document.schemas["A"].types, [Type::Integer]);
        assert_eq!(document.schemas["B"].types, [Type::String]);
        assert_eq!(document.schemas["B"].format.as_deref(), Some("date"));
        assert_eq!(document.schemas["C"].types, [Type::String]);
        assert!(document.schemas["D"].is_any());
        assert_eq!(document.schemas["E"].types, [Type::Number]);
        assert_eq!(document.schemas["E"].format.as_deref(), Some("x"));
        assert_eq!(document.schemas["F"].format.as_deref(), Some("uuid"));
        assert_eq!(count(&found, "U017"), 7);
    }

    #[test]
    fn files_are_regular_in_version_2() {
        let (document, found) = upgraded(
            r#"{"swagger":"2.0","paths":{"/a":{"get":{"produces":["application/pdf"],"responses":{"200":{"description":"","schema":{"type":"file"}}}}}}}"#,
        );
        let schema = document.operations[0].responses[0].content[0]
            .schema
            .as_ref()
            .unwrap();
        assert_eq!(schema.format.as_deref(), Some("binary"));
        assert!(found.is_empty(), "{found:?}");
    }
}
