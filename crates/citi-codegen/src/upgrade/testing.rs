//! What the tests of this stage share: a tree from JSON, and an upgrade of it.

use struson::reader::{JsonReader, JsonStreamReader, ValueType};

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::load::{Entry, Node, Span, Value};
use crate::model::Document;

/// The tree of a JSON text, members in their order, digits untouched.
pub(crate) fn tree(json: &str) -> Node {
    read(&mut JsonStreamReader::new(json.as_bytes()))
}

fn read(reader: &mut JsonStreamReader<&[u8]>) -> Node {
    let value = match reader.peek().unwrap() {
        ValueType::Null => {
            reader.next_null().unwrap();
            Value::Null
        }
        ValueType::Boolean => Value::Bool(reader.next_bool().unwrap()),
        ValueType::Number => Value::Number(reader.next_number_as_string().unwrap()),
        ValueType::String => Value::String(reader.next_string().unwrap()),
        ValueType::Array => {
            let mut items = Vec::new();
            reader.begin_array().unwrap();
            while reader.has_next().unwrap() {
                items.push(read(reader));
            }
            reader.end_array().unwrap();
            Value::Sequence(items)
        }
        ValueType::Object => {
            let mut entries = Vec::new();
            reader.begin_object().unwrap();
            while reader.has_next().unwrap() {
                entries.push(Entry {
                    key: reader.next_name_owned().unwrap(),
                    key_span: Span::default(),
                    value: read(reader),
                });
            }
            reader.end_object().unwrap();
            Value::Mapping(entries)
        }
    };
    Node::new(
        value,
        Span {
            line: 1,
            ..Span::default()
        },
    )
}

/// The document and the findings.
pub(crate) fn upgraded(json: &str) -> (Document, Vec<Diagnostic>) {
    let mut diagnostics = Diagnostics::new("test");
    let document = super::upgrade("test", tree(json), &mut diagnostics);
    (
        document.expect("is a description"),
        diagnostics.into_findings(),
    )
}

/// The document.
pub(crate) fn document(json: &str) -> Document {
    upgraded(json).0
}

/// The findings.
pub(crate) fn findings(json: &str) -> Vec<Diagnostic> {
    upgraded(json).1
}

/// How often `code` was found.
pub(crate) fn count(found: &[Diagnostic], code: &str) -> usize {
    found
        .iter()
        .filter(|finding| finding.code.0 == code)
        .count()
}

/// A 3.0 document with these paths and nothing else.
pub(crate) fn with_paths(paths: &str) -> String {
    format!(r#"{{"openapi":"3.0.3","info":{{"title":"T","version":"1"}},"paths":{paths}}}"#)
}

/// A 2.0 document with these paths and nothing else.
pub(crate) fn with_paths_2(paths: &str) -> String {
    format!(r#"{{"swagger":"2.0","info":{{"title":"T","version":"1"}},"paths":{paths}}}"#)
}

/// A 3.0 document with these named schemas and nothing else.
pub(crate) fn with_schemas(schemas: &str) -> String {
    format!(
        r#"{{"openapi":"3.0.3","info":{{"title":"T","version":"1"}},"paths":{{}},
        "components":{{"schemas":{schemas}}}}}"#
    )
}
