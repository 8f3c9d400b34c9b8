//! A value that a schema allows: the document's own example, else one that is made.

use super::json::{made, object};
use crate::load::{Node, Value};
use crate::model::{Document, Media, Parameter, Schema, Type};

/// How deep schemas are followed.
const DEPTH: usize = 8;

/// The example of a body; `None` if the document does not say what it holds.
pub(super) fn of_media(document: &Document, media: &Media) -> Option<Node> {
    match media.examples.first() {
        Some(example) => Some(example.value.clone()),
        None => media
            .schema
            .as_ref()
            .map(|schema| of_schema(document, schema, DEPTH)),
    }
}

/// The example of a parameter, as it stands in an address or a header.
pub(super) fn of_parameter(document: &Document, parameter: &Parameter) -> String {
    let node = match parameter.examples.first() {
        Some(example) => example.value.clone(),
        None => of_schema(document, &parameter.schema, DEPTH),
    };
    node.scalar_text().unwrap_or_else(|| {
        let items: Vec<_> = node.items().iter().filter_map(Node::scalar_text).collect();
        items.join(",")
    })
}

fn of_schema(document: &Document, schema: &Schema, depth: usize) -> Node {
    let (Some(resolved), Some(depth)) = (document.resolve(schema), depth.checked_sub(1)) else {
        return made(Value::Null);
    };
    let stated = [schema, resolved].into_iter().find_map(|it| {
        let first = it.values.as_ref().and_then(|values| values.first());
        it.examples.first().or(it.default.as_ref()).or(first)
    });
    if let Some(node) = stated {
        return node.clone();
    }
    let arms = resolved.one_of.first().or(resolved.any_of.first());
    if let Some(arm) = arms {
        return of_schema(document, arm, depth);
    }
    match resolved.inferred_type() {
        Some(Type::Boolean) => made(Value::Bool(true)),
        Some(Type::Integer | Type::Number) => {
            let least = resolved.minimum.as_ref().map(|bound| bound.value.clone());
            made(Value::Number(least.unwrap_or_else(|| "1".to_owned())))
        }
        Some(Type::String) => text(resolved),
        Some(Type::Array) => {
            let items = resolved.items.iter();
            made(Value::Sequence(
                items.map(|it| of_schema(document, it, depth)).collect(),
            ))
        }
        Some(Type::Null) => made(Value::Null),
        Some(Type::Object) | None => {
            let mut members = Vec::new();
            gather(document, resolved, depth, &mut members);
            object(members)
        }
    }
}

/// The required properties of an object and of its arms.
fn gather(document: &Document, schema: &Schema, depth: usize, members: &mut Vec<(String, Node)>) {
    let Some(depth) = depth.checked_sub(1) else {
        return;
    };
    for arm in schema.all_of.iter().filter_map(|it| document.resolve(it)) {
        gather(document, arm, depth, members);
    }
    for (name, property) in &schema.properties {
        if schema.required.contains(name) {
            members.push((name.clone(), of_schema(document, property, depth)));
        }
    }
}

fn text(schema: &Schema) -> Node {
    let text = match schema.format.as_deref() {
        Some("date") => "2026-03-02".to_owned(),
        Some("date-time") => "2026-03-02T14:05:09Z".to_owned(),
        Some("uuid") => "7c1f4a52-3f0e-4a53-9a38-1d1f6f0c2b77".to_owned(),
        Some("uri") => "https://example.com".to_owned(),
        Some("email") => "robin@example.com".to_owned(),
        _ => {
            let least = schema.min_length.unwrap_or(0).clamp(4, 64);
            let most = schema.max_length.unwrap_or(least);
            let length = usize::try_from(least.min(most)).unwrap_or(0);
            "x".repeat(length)
        }
    };
    made(Value::String(text))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Diagnostics;
    use crate::load::load;
    use crate::upgrade::upgrade;

    const DOCUMENT: &str = "
openapi: 3.0.3
info: {title: T, version: '1'}
paths: {}
components:
  schemas:
    Stated: {type: object, example: {amount: 1.10}}
    Made:
      allOf:
        - {$ref: '#/components/schemas/Base'}
        - type: object
          required: [kind, day, size]
          properties:
            kind: {type: string, enum: [B, A]}
            day: {type: string, format: date}
            size: {type: integer, minimum: 7}
            left: {type: string}
    Base: {type: object, required: [id], properties: {id: {type: string, maxLength: 2}}}
    Loop: {type: object, required: [self], properties: {self: {$ref: '#/components/schemas/Loop'}}}
";

    fn of(name: &str) -> String {
        let root = load("t", DOCUMENT.as_bytes()).unwrap().root;
        let document = upgrade("t", root, &mut Diagnostics::new("t")).unwrap();
        of_schema(&document, &document.schemas[name], DEPTH).to_json()
    }

    #[test]
    fn a_stated_example_comes_first_to_the_digit() {
        assert_eq!(of("Stated"), r#"{"amount":1.10}"#);
    }

    #[test]
    fn else_what_is_required_is_made() {
        assert_eq!(
            of("Made"),
            r#"{"id":"xx","kind":"B","day":"2026-03-02","size":7}"#
        );
    }

    #[test]
    fn what_holds_itself_ends() {
        assert!(of("Loop").len() < 200);
    }
}
