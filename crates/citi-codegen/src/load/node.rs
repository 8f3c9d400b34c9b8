//! The tree: what a YAML or JSON document says, with the place of every node.

use super::{Pointer, Span};

/// A value of a document and where it stands.
///
/// Numbers keep the text that they were written with: a document may hold more digits
/// than any machine type.
#[derive(Clone, Debug)]
pub struct Node {
    /// What stands there.
    pub value: Value,
    /// Where it begins.
    pub span: Span,
}

/// What a node holds.
#[derive(Clone, Debug)]
pub enum Value {
    /// `null`, or nothing at all (an empty YAML value).
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number, as a valid JSON number text; the digits are the document's.
    Number(String),
    /// A string.
    String(String),
    /// A list.
    Sequence(Vec<Node>),
    /// An object; keys in the document's order, each once (duplicates are settled by the loader).
    Mapping(Vec<Entry>),
}

/// One member of a mapping.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The key; keys that YAML reads as numbers or booleans are kept as their text (`200`, `on`).
    pub key: String,
    /// Where the key stands.
    pub key_span: Span,
    /// The value.
    pub value: Node,
}

impl Node {
    /// A node of no document, for what a rule makes up; `span` is that of what it was made from.
    #[must_use]
    pub fn new(value: Value, span: Span) -> Self {
        Self { value, span }
    }

    /// An object of no document: these members in this order.
    #[must_use]
    pub(crate) fn object(members: impl IntoIterator<Item = (String, Node)>) -> Self {
        let entry = |(key, value)| Entry {
            key,
            key_span: Span::default(),
            value,
        };
        let entries = members.into_iter().map(entry).collect();
        Self::new(Value::Mapping(entries), Span::default())
    }

    /// Says of this node and all below it which text they stand in.
    pub(crate) fn set_source(&mut self, source: u16) {
        self.span.source = source;
        match &mut self.value {
            Value::Sequence(items) => {
                for item in items {
                    item.set_source(source);
                }
            }
            Value::Mapping(entries) => {
                for entry in entries {
                    entry.key_span.source = source;
                    entry.value.set_source(source);
                }
            }
            _ => {}
        }
    }

    /// A string node.
    #[must_use]
    pub fn string(text: impl Into<String>, span: Span) -> Self {
        Self::new(Value::String(text.into()), span)
    }

    /// The member `key`, if this is a mapping that has it.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.entries()
            .iter()
            .find(|entry| entry.key == key)
            .map(|entry| &entry.value)
    }

    /// The member `key`, to change it.
    pub fn get_mut(&mut self, key: &str) -> Option<&mut Node> {
        match &mut self.value {
            Value::Mapping(entries) => entries
                .iter_mut()
                .find(|entry| entry.key == key)
                .map(|entry| &mut entry.value),
            _ => None,
        }
    }

    /// Sets the member `key` of a mapping, in place if it is there, else at the end.
    /// Does nothing if this is no mapping.
    pub fn set(&mut self, key: &str, value: Node) {
        if let Value::Mapping(entries) = &mut self.value {
            if let Some(entry) = entries.iter_mut().find(|entry| entry.key == key) {
                entry.value = value;
            } else {
                let key_span = value.span;
                entries.push(Entry {
                    key: key.to_owned(),
                    key_span,
                    value,
                });
            }
        }
    }

    /// Takes the member `key` out of a mapping.
    pub fn remove(&mut self, key: &str) -> Option<Node> {
        match &mut self.value {
            Value::Mapping(entries) => {
                let at = entries.iter().position(|entry| entry.key == key)?;
                Some(entries.remove(at).value)
            }
            _ => None,
        }
    }

    /// The members of a mapping; none for everything else.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        match &self.value {
            Value::Mapping(entries) => entries,
            _ => &[],
        }
    }

    /// The items of a sequence; none for everything else.
    #[must_use]
    pub fn items(&self) -> &[Node] {
        match &self.value {
            Value::Sequence(items) => items,
            _ => &[],
        }
    }

    /// The text of a string node.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        match &self.value {
            Value::String(text) => Some(text),
            _ => None,
        }
    }

    /// The boolean of a boolean node.
    #[must_use]
    pub fn as_bool(&self) -> Option<bool> {
        match &self.value {
            Value::Bool(flag) => Some(*flag),
            _ => None,
        }
    }

    /// The text of a number node.
    #[must_use]
    pub fn as_number(&self) -> Option<&str> {
        match &self.value {
            Value::Number(text) => Some(text),
            _ => None,
        }
    }

    /// The text of any scalar: what a reader of the document sees there.
    #[must_use]
    pub fn scalar_text(&self) -> Option<String> {
        match &self.value {
            Value::Bool(flag) => Some(flag.to_string()),
            Value::Number(text) | Value::String(text) => Some(text.clone()),
            _ => None,
        }
    }

    /// Whether the node is `null`.
    #[must_use]
    pub fn is_null(&self) -> bool {
        matches!(self.value, Value::Null)
    }

    /// Whether the node is a mapping.
    #[must_use]
    pub fn is_mapping(&self) -> bool {
        matches!(self.value, Value::Mapping(_))
    }

    /// The node at `pointer` below this one.
    #[must_use]
    pub fn at(&self, pointer: &Pointer) -> Option<&Node> {
        pointer
            .tokens()
            .try_fold(self, |node, token| match &node.value {
                Value::Mapping(_) => node.get(&token),
                Value::Sequence(items) => token
                    .parse::<usize>()
                    .ok()
                    .and_then(|index| items.get(index)),
                _ => None,
            })
    }

    /// The node as JSON text: digits of numbers untouched, members in the document's order.
    #[must_use]
    pub fn to_json(&self) -> String {
        let mut text = String::new();
        self.write_json(&mut text);
        text
    }

    fn write_json(&self, out: &mut String) {
        match &self.value {
            Value::Null => out.push_str("null"),
            Value::Bool(flag) => out.push_str(if *flag { "true" } else { "false" }),
            Value::Number(text) => out.push_str(text),
            Value::String(text) => write_string(text, out),
            Value::Sequence(items) => {
                out.push('[');
                for (index, item) in items.iter().enumerate() {
                    if index > 0 {
                        out.push(',');
                    }
                    item.write_json(out);
                }
                out.push(']');
            }
            Value::Mapping(entries) => {
                out.push('{');
                for (index, entry) in entries.iter().enumerate() {
                    if index > 0 {
                        out.push(',');
                    }
                    write_string(&entry.key, out);
                    out.push(':');
                    entry.value.write_json(out);
                }
                out.push('}');
            }
        }
    }
}

pub(super) fn write_string(text: &str, out: &mut String) {
    // A `&str` always serialises; the fallback keeps the function total.
    out.push_str(&serde_json::to_string(text).unwrap_or_else(|_| "\"\"".to_owned()));
}

/// Two nodes are equal if their values are; where they stand does not matter.
/// The order of a mapping's members does not either.
impl PartialEq for Node {
    fn eq(&self, other: &Self) -> bool {
        match (&self.value, &other.value) {
            (Value::Null, Value::Null) => true,
            (Value::Bool(a), Value::Bool(b)) => a == b,
            (Value::Number(a), Value::Number(b)) | (Value::String(a), Value::String(b)) => a == b,
            (Value::Sequence(a), Value::Sequence(b)) => a == b,
            (Value::Mapping(a), Value::Mapping(b)) => {
                a.len() == b.len()
                    && a.iter().all(|entry| {
                        other
                            .get(&entry.key)
                            .is_some_and(|value| *value == entry.value)
                    })
            }
            _ => false,
        }
    }
}

impl Eq for Node {}
