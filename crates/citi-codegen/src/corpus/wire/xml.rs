//! A value as the XML that its schema describes.

use crate::load::{Node, Value};
use crate::model::{Document, Schema};

/// How deep elements nest.
const DEPTH: usize = 64;

/// `value` as an XML document: names, attributes, prefixes and wrappers as the schema says; the
/// root is called as its schema, or `root` if that has no name.
#[must_use]
pub(super) fn xml(document: &Document, schema: &Schema, value: &Node) -> String {
    let root = schema.reference.as_deref().unwrap_or("root");
    let mut text = String::new();
    let writer = Writer { document };
    writer.element(schema, root, value, &mut text, 0);
    text
}

struct Writer<'a> {
    document: &'a Document,
}

impl<'a> Writer<'a> {
    fn element(
        &self,
        schema: &'a Schema,
        name: &str,
        value: &Node,
        out: &mut String,
        depth: usize,
    ) {
        let schema = self.target(schema);
        let name = tag(schema, name);
        out.push('<');
        out.push_str(&name);
        if let Some(words) = &schema.xml
            && let Some(namespace) = &words.namespace
        {
            match &words.prefix {
                Some(prefix) => attribute(&format!("xmlns:{}", clean(prefix)), namespace, out),
                None => attribute("xmlns", namespace, out),
            }
        } else if let Some((prefix, _)) = name.split_once(':') {
            // A prefix that nothing declares is no well-formed XML.
            attribute(&format!("xmlns:{prefix}"), "urn:unstated", out);
        }
        let members = value.entries();
        for member in members {
            if let Some(property) = self.property(schema, &member.key, 0)
                && property.xml.as_ref().is_some_and(|words| words.attribute)
            {
                let text = Node::scalar_text(&member.value).unwrap_or_default();
                attribute(&tag(property, &member.key), &text, out);
            }
        }
        out.push('>');
        if depth < DEPTH {
            self.content(schema, value, out, depth);
        }
        out.push_str("</");
        out.push_str(&name);
        out.push('>');
    }

    fn content(&self, schema: &'a Schema, value: &Node, out: &mut String, depth: usize) {
        let anything = &Schema::default();
        match &value.value {
            Value::Mapping(members) => {
                for member in members {
                    let property = self.property(schema, &member.key, 0);
                    let declared = property.unwrap_or(anything);
                    if declared.xml.as_ref().is_some_and(|words| words.attribute) {
                        continue;
                    }
                    Writer {
                        document: self.document,
                    }
                    .member(declared, &member.key, &member.value, out, depth);
                }
            }
            Value::Sequence(items) => {
                let item = schema.items.as_deref().unwrap_or(anything);
                for value in items {
                    Writer {
                        document: self.document,
                    }
                    .element(item, "item", value, out, depth + 1);
                }
            }
            Value::Null => {}
            Value::Bool(_) | Value::Number(_) | Value::String(_) => {
                escape(&Node::scalar_text(value).unwrap_or_default(), out);
            }
        }
    }

    /// A property: a list without a wrapper is one element an item.
    fn member(&self, schema: &'a Schema, name: &str, value: &Node, out: &mut String, depth: usize) {
        let target = self.target(schema);
        let wrapped = target.xml.as_ref().is_some_and(|words| words.wrapped);
        if !matches!(value.value, Value::Sequence(_)) || wrapped {
            self.element(schema, name, value, out, depth + 1);
            return;
        }
        let anything = &Schema::default();
        let item = target.items.as_deref().unwrap_or(anything);
        for value in value.items() {
            Writer {
                document: self.document,
            }
            .element(item, name, value, out, depth + 1);
        }
    }

    fn target(&self, schema: &'a Schema) -> &'a Schema {
        let mut schema = schema;
        for _ in 0..16 {
            let next = schema.reference.as_ref().filter(|_| schema.xml.is_none());
            match next.and_then(|name| self.document.schemas.get(name)) {
                Some(next) => schema = next,
                None => break,
            }
        }
        schema
    }

    fn property(&self, schema: &'a Schema, name: &str, depth: usize) -> Option<&'a Schema> {
        if depth > 16 {
            return None;
        }
        let named = schema.reference.as_ref();
        let named = named.and_then(|name| self.document.schemas.get(name));
        let arms = schema
            .all_of
            .iter()
            .chain(&schema.one_of)
            .chain(&schema.any_of);
        schema.properties.get(name).or_else(|| {
            named
                .into_iter()
                .chain(arms)
                .find_map(|arm| self.property(arm, name, depth + 1))
        })
    }
}

/// The name of an element or attribute.
fn tag(schema: &Schema, name: &str) -> String {
    let words = schema.xml.as_ref();
    let name = words
        .and_then(|words| words.name.as_deref())
        .unwrap_or(name);
    let name = clean(name);
    match words.and_then(|words| words.prefix.as_deref()) {
        Some(prefix) if !name.contains(':') => format!("{}:{name}", clean(prefix)),
        _ => name,
    }
}

/// A name with what no XML name has replaced.
fn clean(name: &str) -> String {
    let allowed = |c: char| c.is_alphanumeric() || "_-.:".contains(c);
    let mut name: String = name
        .chars()
        .map(|c| if allowed(c) { c } else { '_' })
        .collect();
    if !name.starts_with(|c: char| c.is_alphabetic() || c == '_') {
        name.insert(0, '_');
    }
    name
}

fn attribute(name: &str, value: &str, out: &mut String) {
    out.push(' ');
    out.push_str(name);
    out.push_str("=\"");
    escape(value, out);
    out.push('"');
}

fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::exact::parse;
    use crate::corpus::examples::samples::{document, typed};
    use crate::model::{Type, Xml};

    #[test]
    fn names_attributes_prefixes_and_wrappers() {
        let words = |name: Option<&str>| Xml {
            name: name.map(str::to_owned),
            namespace: None,
            prefix: None,
            attribute: false,
            wrapped: false,
        };
        let mut id = typed(Type::String);
        id.xml = Some(Xml {
            attribute: true,
            ..words(None)
        });
        let mut tags = typed(Type::Array);
        tags.items = Some(Box::new(typed(Type::String)));
        let mut wrapped = tags.clone();
        wrapped.xml = Some(Xml {
            wrapped: true,
            ..words(None)
        });
        let mut order = typed(Type::Object);
        order.xml = Some(Xml {
            prefix: Some("o".to_owned()),
            namespace: Some("urn:o".to_owned()),
            ..words(Some("order"))
        });
        for (name, schema) in [("id", id), ("tag", tags), ("tags", wrapped)] {
            order.properties.insert(name.to_owned(), schema);
        }
        let document = document([("Order", order)]);
        let schema = Schema {
            reference: Some("Order".to_owned()),
            ..Schema::default()
        };
        let value = parse(r#"{"id":"1\"","tag":["a","b"],"tags":["c"],"free text":1.50}"#).unwrap();
        assert_eq!(
            xml(&document, &schema, &value),
            "<o:order xmlns:o=\"urn:o\" id=\"1&quot;\"><tag>a</tag><tag>b</tag>\
             <tags><item>c</item></tags><free_text>1.50</free_text></o:order>"
        );
    }
}
