//! JSON text for people.

use super::{Node, Value};

impl Node {
    /// The node as JSON text, two blanks a level: digits of numbers untouched, members in the document's order.
    ///
    /// ```
    /// let loaded = citi_codegen::load::load("x.yaml", b"amount: 1250.00").unwrap();
    /// assert_eq!(loaded.root.to_json_pretty(), "{\n  \"amount\": 1250.00\n}");
    /// ```
    #[must_use]
    pub fn to_json_pretty(&self) -> String {
        let mut text = String::new();
        self.write_pretty(0, &mut text);
        text
    }

    fn write_pretty(&self, depth: usize, out: &mut String) {
        match &self.value {
            Value::Mapping(entries) if !entries.is_empty() => {
                out.push('{');
                for (at, entry) in entries.iter().enumerate() {
                    next(at, depth + 1, out);
                    super::node::write_string(&entry.key, out);
                    out.push_str(": ");
                    entry.value.write_pretty(depth + 1, out);
                }
                line(depth, out);
                out.push('}');
            }
            Value::Sequence(items) if !items.is_empty() => {
                out.push('[');
                for (at, item) in items.iter().enumerate() {
                    next(at, depth + 1, out);
                    item.write_pretty(depth + 1, out);
                }
                line(depth, out);
                out.push(']');
            }
            _ => out.push_str(&self.to_json()),
        }
    }
}

fn next(at: usize, depth: usize, out: &mut String) {
    if at > 0 {
        out.push(',');
    }
    line(depth, out);
}

fn line(depth: usize, out: &mut String) {
    out.push('\n');
    out.push_str(&"  ".repeat(depth));
}

#[cfg(test)]
mod tests {
    use super::super::load;

    #[test]
    fn digits_and_order_stay_and_levels_are_indented() {
        let loaded = load("x.yaml", b"b: 1250.00\na: [x, {}, null]\nc: []\n").unwrap();
        assert_eq!(
            loaded.root.to_json_pretty(),
            "{\n  \"b\": 1250.00,\n  \"a\": [\n    \"x\",\n    {},\n    null\n  ],\n  \"c\": []\n}"
        );
    }
}
