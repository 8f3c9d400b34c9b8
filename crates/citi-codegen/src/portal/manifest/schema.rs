//! The manifest's JSON Schema, for editors.

use serde_json::Value;

use super::Manifest;

/// The JSON Schema of the manifest as it is checked in: `specs/portal.schema.json`.
///
/// Members are sorted, so that the bytes are the same whatever else is part of the build.
///
/// ```
/// let schema = citi_codegen::portal::manifest::schema_text();
/// assert!(schema.contains("\"calls_per_minute\""));
/// ```
#[must_use]
pub fn schema_text() -> String {
    let schema = schemars::schema_for!(Manifest).to_value();
    let mut text = String::new();
    write_sorted(&schema, 0, &mut text);
    text.push('\n');
    text
}

fn write_sorted(value: &Value, depth: usize, out: &mut String) {
    let line = |out: &mut String, depth: usize| {
        out.push('\n');
        out.extend(std::iter::repeat_n("  ", depth));
    };
    match value {
        Value::Object(members) if !members.is_empty() => {
            let mut sorted: Vec<_> = members.iter().collect();
            sorted.sort_by_key(|(key, _)| *key);
            out.push('{');
            for (nth, (key, member)) in sorted.into_iter().enumerate() {
                if nth > 0 {
                    out.push(',');
                }
                line(out, depth + 1);
                out.push_str(&Value::from(key.as_str()).to_string());
                out.push_str(": ");
                write_sorted(member, depth + 1, out);
            }
            line(out, depth);
            out.push('}');
        }
        Value::Array(items) if !items.is_empty() => {
            out.push('[');
            for (nth, item) in items.iter().enumerate() {
                if nth > 0 {
                    out.push(',');
                }
                line(out, depth + 1);
                write_sorted(item, depth + 1, out);
            }
            line(out, depth);
            out.push(']');
        }
        other => out.push_str(&other.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_schema_is_json_and_knows_every_key_of_the_example() {
        let text = schema_text();
        let schema: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(schema, schemars::schema_for!(Manifest).to_value());
        for key in ["portal", "environments", "defaults", "category"] {
            assert!(schema["properties"].get(key).is_some(), "{key}");
        }
        assert_eq!(schema["additionalProperties"], false);
    }

    #[test]
    fn the_checked_in_schema_is_the_one_of_these_types() {
        let path = concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/../../specs/portal.schema.json"
        );
        let stored = std::fs::read_to_string(path).unwrap_or_default();
        assert!(
            stored == schema_text(),
            "specs/portal.schema.json is not that of the manifest's types; repair it with \
             `cargo xtask regenerate`"
        );
    }
}
