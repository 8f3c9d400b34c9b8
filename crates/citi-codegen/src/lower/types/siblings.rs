//! What stands in a schema, and what of it shapes the value.

use crate::load::{Node, Value};
use crate::model::{Additional, Schema, Type};

/// Whether a schema is a scalar of one type and nothing else.
pub(super) fn is_plain_scalar(schema: &Schema) -> bool {
    schema.reference.is_none()
        && !says_more(schema)
        && matches!(
            schema.types.as_slice(),
            [Type::String | Type::Integer | Type::Number | Type::Boolean]
        )
}

/// Whether the siblings of a reference change the shape of the value.
pub(super) fn says_more(schema: &Schema) -> bool {
    !schema.all_of.is_empty() || has_shape(schema)
}

/// Whether a schema describes a shape beside its reference and its `allOf`.
fn has_shape(schema: &Schema) -> bool {
    !schema.properties.is_empty()
        || !schema.required.is_empty()
        || !schema.one_of.is_empty()
        || !schema.any_of.is_empty()
        || schema.values.is_some()
        || schema.items.is_some()
        || matches!(schema.additional, Additional::Schema(_))
}

/// The one arm of an `allOf` that has a single meaningful arm, in a schema that says nothing else of the shape.
pub(super) fn lone_arm(schema: &Schema) -> Option<&Schema> {
    if has_shape(schema) {
        return None;
    }
    let mut meaningful = schema
        .all_of
        .iter()
        .filter(|arm| arm.reference.is_some() || !arm.is_any() && !bare_object(arm));
    match (meaningful.next(), meaningful.next()) {
        (Some(only), None) if only.reference.is_some() => Some(only),
        _ => None,
    }
}

fn bare_object(schema: &Schema) -> bool {
    schema.types == [Type::Object] && !says_more(schema) && schema.pattern_properties.is_empty()
}

/// The one JSON type of listed values.
pub(super) fn kind_of(values: &[Node]) -> Option<Type> {
    let kind = |value: &Node| match &value.value {
        Value::Bool(_) => Some(Type::Boolean),
        Value::Number(text) if text.contains(['.', 'e', 'E']) => Some(Type::Number),
        Value::Number(_) => Some(Type::Integer),
        Value::String(_) => Some(Type::String),
        _ => None,
    };
    let first = kind(values.first()?)?;
    values
        .iter()
        .all(|value| kind(value) == Some(first))
        .then_some(first)
}
