//! Examples as indented JSON, to the digit.

use citi_codegen::load::{Node, Value};

/// A value as JSON, two blanks a level; numbers as the document writes them.
pub(super) fn pretty(node: &Node) -> String {
    let mut out = String::new();
    write(node, 0, &mut out);
    out
}

fn write(node: &Node, depth: usize, out: &mut String) {
    let line = |out: &mut String, depth: usize| {
        out.push('\n');
        out.push_str(&"  ".repeat(depth));
    };
    match &node.value {
        Value::Mapping(entries) if !entries.is_empty() => {
            out.push('{');
            for (at, entry) in entries.iter().enumerate() {
                if at > 0 {
                    out.push(',');
                }
                line(out, depth + 1);
                out.push_str(&serde_json::Value::from(entry.key.as_str()).to_string());
                out.push_str(": ");
                write(&entry.value, depth + 1, out);
            }
            line(out, depth);
            out.push('}');
        }
        Value::Sequence(items) if !items.is_empty() => {
            out.push('[');
            for (at, item) in items.iter().enumerate() {
                if at > 0 {
                    out.push(',');
                }
                line(out, depth + 1);
                write(item, depth + 1, out);
            }
            line(out, depth);
            out.push(']');
        }
        _ => out.push_str(&node.to_json()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_stay_and_levels_are_indented() {
        let loaded = citi_codegen::load::load("x.yaml", b"a: 1250.00\nb: [x, {}]\n").unwrap();
        assert_eq!(
            pretty(&loaded.root),
            "{\n  \"a\": 1250.00,\n  \"b\": [\n    \"x\",\n    {}\n  ]\n}"
        );
    }
}
