//! What a tag makes of a value.

use saphyr_parser::Tag;

use super::scalar::{self, Number};
use crate::load::Value;

/// What a tag asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Asked {
    /// Text (`!!str`, `!`, and what JSON has only as text: `!!binary`, `!!timestamp`).
    Text,
    /// A number (`!!int`, `!!float`).
    Number,
    /// A boolean (`!!bool`).
    Bool,
    /// Nothing (`!!null`).
    Null,
    /// A mapping or list (`!!map`, `!!seq`, `!!set`, `!!omap`, `!!pairs`).
    Collection,
    /// The merge key (`!!merge`).
    Merge,
    /// Something that no schema here knows.
    Unknown,
}

pub(super) fn asked(tag: &Tag) -> Asked {
    let whole = format!("{}{}", tag.handle, tag.suffix);
    if whole == "!" {
        return Asked::Text;
    }
    match whole.strip_prefix("tag:yaml.org,2002:") {
        Some("str" | "binary" | "timestamp") => Asked::Text,
        Some("int" | "float") => Asked::Number,
        Some("bool") => Asked::Bool,
        Some("null") => Asked::Null,
        Some("map" | "seq" | "set" | "omap" | "pairs") => Asked::Collection,
        Some("merge") => Asked::Merge,
        _ => Asked::Unknown,
    }
}

/// The scalar `text` as `asked`; `None` if it is nothing of that kind.
pub(super) fn scalar(asked: Asked, text: &str) -> Option<Value> {
    match asked {
        Asked::Text | Asked::Merge => Some(Value::String(text.to_owned())),
        Asked::Number => match scalar::number(text) {
            Number::Exact(number) => Some(Value::Number(number)),
            Number::Beyond | Number::No => None,
        },
        Asked::Bool => scalar::boolean(text).map(Value::Bool),
        Asked::Null => scalar::is_null(text).then_some(Value::Null),
        Asked::Collection | Asked::Unknown => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::load::{codes, load};

    #[test]
    fn known_tags_are_honoured() {
        let text = concat!(
            "a: !!str 123\n",
            "b: !!int '12'\n",
            "c: !!float 1.50\n",
            "d: !!bool 'true'\n",
            "e: !!null ''\n",
            "f: ! 12\n",
            "g: !<tag:yaml.org,2002:str> true\n",
            "h: !!map {i: !!seq [1]}\n",
            "j: !!timestamp 2024-01-01\n",
        );
        let loaded = load("test", text.as_bytes()).expect("YAML");
        assert_eq!(
            loaded.root.to_json(),
            concat!(
                r#"{"a":"123","b":12,"c":1.50,"d":true,"e":null,"f":"12","#,
                r#""g":"true","h":{"i":[1]},"j":"2024-01-01"}"#
            )
        );
        assert!(loaded.diagnostics.findings().is_empty());
    }

    #[test]
    fn unknown_tags_are_left_out_and_told() {
        let text = "a: !env 12\nb: !Ref {c: 1}\nd: !!python/name x\n";
        let loaded = load("test", text.as_bytes()).expect("YAML");
        assert_eq!(loaded.root.to_json(), r#"{"a":12,"b":{"c":1},"d":"x"}"#);
        let findings = loaded.diagnostics.findings();
        assert_eq!(findings.len(), 3);
        assert!(
            findings
                .iter()
                .all(|finding| finding.code == codes::UNKNOWN_TAG)
        );
        assert!(findings[0].found.contains("!env"), "{}", findings[0]);
        assert_eq!(findings[1].pointer, "/b");
    }

    #[test]
    fn a_tag_that_does_not_fit_leaves_text() {
        let loaded = load("test", b"a: !!int many\nb: !!bool 1\n").expect("YAML");
        assert_eq!(loaded.root.to_json(), r#"{"a":"many","b":"1"}"#);
        let findings = loaded.diagnostics.findings();
        assert!(
            findings
                .iter()
                .all(|finding| finding.code == codes::UNFIT_TAG)
        );
        assert_eq!(findings.len(), 2);
    }
}
