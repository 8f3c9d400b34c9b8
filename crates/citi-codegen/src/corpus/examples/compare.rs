//! Whether an example came through its Rust type unharmed.

use crate::corpus::exact::same_number;
use crate::load::{Node, Pointer, Value};
use crate::model::{Additional, Document, Schema};

/// Compares an example with what its type made of it, by `schema`.
///
/// Numbers are compared digit by digit, the order of properties does not matter; a property that the
/// schema does not declare, and `null` of an optional property, may be missing afterwards.
///
/// # Errors
/// The first difference: its place and what it is, in one line without the values.
pub fn compare(
    document: &Document,
    schema: &Schema,
    before: &Node,
    after: &Node,
) -> Result<(), String> {
    let mut shapes = Vec::new();
    gather(document, schema, &mut shapes);
    values(document, &shapes, before, after, &Pointer::root())
}

/// Adds a schema and all that hold for or may describe the same value: what it refers to, its arms.
fn gather<'a>(document: &'a Document, schema: &'a Schema, shapes: &mut Vec<&'a Schema>) {
    if shapes.iter().any(|known| std::ptr::eq(*known, schema)) {
        return;
    }
    shapes.push(schema);
    if let Some(target) = schema
        .reference
        .as_ref()
        .and_then(|name| document.schemas.get(name))
    {
        gather(document, target, shapes);
    }
    for arm in schema
        .all_of
        .iter()
        .chain(&schema.one_of)
        .chain(&schema.any_of)
    {
        gather(document, arm, shapes);
    }
}

fn values(
    document: &Document,
    shapes: &[&Schema],
    before: &Node,
    after: &Node,
    place: &Pointer,
) -> Result<(), String> {
    match (&before.value, &after.value) {
        (Value::Null, Value::Null) => Ok(()),
        (Value::Bool(a), Value::Bool(b)) if a == b => Ok(()),
        (Value::String(a), Value::String(b)) if a == b => Ok(()),
        (Value::Number(a), Value::Number(b)) if same_number(a, b) => Ok(()),
        (Value::Bool(_), Value::Bool(_))
        | (Value::String(_), Value::String(_))
        | (Value::Number(_), Value::Number(_)) => Err(format!("{}: another value", shown(place))),
        (Value::Sequence(a), Value::Sequence(b)) => {
            if a.len() != b.len() {
                return Err(format!(
                    "{}: {} items became {}",
                    shown(place),
                    a.len(),
                    b.len()
                ));
            }
            for (index, (a, b)) in a.iter().zip(b).enumerate() {
                let inner = item_shapes(document, shapes, index);
                values(document, &inner, a, b, &place.index(index))?;
            }
            Ok(())
        }
        (Value::Mapping(_), Value::Mapping(_)) => members(document, shapes, before, after, place),
        _ => Err(format!("{}: another kind of value", shown(place))),
    }
}

fn members(
    document: &Document,
    shapes: &[&Schema],
    before: &Node,
    after: &Node,
    place: &Pointer,
) -> Result<(), String> {
    for entry in before.entries() {
        let inner = member_shapes(document, shapes, &entry.key);
        let place = place.key(&entry.key);
        match after.get(&entry.key) {
            Some(value) => values(document, &inner, &entry.value, value, &place)?,
            None => {
                let declared = !inner.is_empty();
                let required = shapes
                    .iter()
                    .any(|shape| shape.required.contains(&entry.key));
                if declared && (required || !entry.value.is_null()) {
                    return Err(format!("{}: lost", shown(&place)));
                }
            }
        }
    }
    match after
        .entries()
        .iter()
        .find(|entry| before.get(&entry.key).is_none())
    {
        Some(entry) => Err(format!("{}: made up", shown(&place.key(&entry.key)))),
        None => Ok(()),
    }
}

fn item_shapes<'a>(document: &'a Document, shapes: &[&'a Schema], index: usize) -> Vec<&'a Schema> {
    let mut inner = Vec::new();
    for shape in shapes {
        match (shape.prefix_items.get(index), &shape.items) {
            (Some(item), _) => gather(document, item, &mut inner),
            (None, Some(items)) => gather(document, items, &mut inner),
            (None, None) => {}
        }
    }
    inner
}

/// The schemas that declare the member `key`; none: it is not declared.
fn member_shapes<'a>(document: &'a Document, shapes: &[&'a Schema], key: &str) -> Vec<&'a Schema> {
    let mut inner = Vec::new();
    for shape in shapes {
        if let Some(property) = shape.properties.get(key) {
            gather(document, property, &mut inner);
        }
        // Which pattern a name matches is not asked: each may describe the member.
        for property in shape.pattern_properties.values() {
            gather(document, property, &mut inner);
        }
        if let (Additional::Schema(schema), None) = (&shape.additional, shape.properties.get(key)) {
            gather(document, schema, &mut inner);
        }
    }
    inner
}

fn shown(place: &Pointer) -> String {
    if place.as_str().is_empty() {
        "the value itself".to_owned()
    } else {
        place.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::exact::parse;
    use crate::corpus::examples::samples::{document, typed};
    use crate::model::Type;

    fn account() -> Schema {
        let mut arm = typed(Type::Object);
        arm.properties
            .insert("balance".to_owned(), typed(Type::Number));
        let mut account = typed(Type::Object);
        account
            .properties
            .insert("id".to_owned(), typed(Type::String));
        account
            .properties
            .insert("note".to_owned(), typed(Type::String));
        account.required.push("id".to_owned());
        account.all_of.push(arm);
        account
    }

    fn check(before: &str, after: &str) -> Result<(), String> {
        let document = document([("Account", account())]);
        let schema = Schema {
            reference: Some("Account".to_owned()),
            ..Schema::default()
        };
        let list = Schema {
            items: Some(Box::new(schema)),
            ..typed(Type::Array)
        };
        compare(
            &document,
            &list,
            &parse(before).unwrap(),
            &parse(after).unwrap(),
        )
    }

    #[test]
    fn order_digits_undeclared_and_optional_nulls() {
        check(
            r#"[{"id":"a","balance":1.50,"note":null,"other":[1]}]"#,
            r#"[{"balance":1.5,"id":"a"}]"#,
        )
        .unwrap();
    }

    #[test]
    fn every_loss_is_named() {
        for (before, after, message) in [
            (
                r#"[{"id":"a","balance":1}]"#,
                r#"[{"id":"a"}]"#,
                "/0/balance: lost",
            ),
            (r#"[{"id":null}]"#, "[{}]", "/0/id: lost"),
            (
                r#"[{"id":"a"}]"#,
                r#"[{"id":"a","note":null}]"#,
                "/0/note: made up",
            ),
            (
                r#"[{"id":"a","balance":12345678901234567890.12}]"#,
                r#"[{"id":"a","balance":12345678901234567890.1}]"#,
                "/0/balance: another value",
            ),
            (
                r#"[{"id":"1"}]"#,
                r#"[{"id":1}]"#,
                "/0/id: another kind of value",
            ),
            ("[]", "[1]", "the value itself: 0 items became 1"),
            (
                r#"[{"id":"a","other":1}]"#,
                r#"[{"id":"a","other":2}]"#,
                "/0/other: another value",
            ),
        ] {
            assert_eq!(check(before, after), Err(message.to_owned()));
        }
    }
}
