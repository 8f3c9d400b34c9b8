//! Schemas that hold together: `allOf`, and a reference with siblings, as one schema.

use std::collections::BTreeSet;

use indexmap::map::Entry;

use crate::model::{Additional, Document, Schema, Type};

/// How many schemas may be merged into each other before the rest is left as it is: a circle of
/// `allOf` has no end.
const DEPTH: usize = 32;

/// The schema with its reference followed and its `allOf` merged; `oneOf` and `anyOf` stay.
pub(crate) fn flatten(document: &Document, schema: &Schema) -> Schema {
    flatten_at(document, schema, 0, &mut BTreeSet::new())
}

/// `merged_already` holds what was referred to before: to demand it twice demands nothing more, and what refers twice
/// to what refers twice would double with each level.
fn flatten_at<'d>(
    document: &'d Document,
    schema: &Schema,
    depth: usize,
    merged_already: &mut BTreeSet<&'d str>,
) -> Schema {
    let mut merged = schema.clone();
    let reference = merged.reference.take();
    let arms = std::mem::take(&mut merged.all_of);
    if depth >= DEPTH {
        return merged;
    }
    let target = reference.and_then(|name| document.schemas.get_key_value(&name));
    if let Some((name, target)) = target
        && merged_already.insert(name)
    {
        let target = flatten_at(document, target, depth + 1, merged_already);
        merge_into(&mut merged, target);
    }
    for arm in &arms {
        let arm = flatten_at(document, arm, depth + 1, merged_already);
        merge_into(&mut merged, arm);
    }
    merged
}

/// A schema of both `base` and `arm`.
pub(super) fn both(document: &Document, base: &Schema, arm: &Schema) -> Schema {
    let mut merged = flatten(document, arm);
    merged.pointer = arm.pointer.clone();
    let description = merged.description.take();
    let mut base = flatten(document, base);
    base.nullable = false;
    merge_into(&mut merged, base);
    merged.description = description.or(merged.description);
    merged
}

/// The part of a schema with several types that speaks of one of them.
pub(super) fn only(schema: &Schema, kind: Type) -> Schema {
    let mut part = schema.clone();
    part.types = vec![kind];
    part.nullable = false;
    part.title = None;
    if kind != Type::Object {
        part.properties.clear();
        part.required.clear();
        part.additional = Additional::Unstated;
        part.pattern_properties.clear();
    }
    if kind != Type::Array {
        part.items = None;
        part.prefix_items.clear();
    }
    if let Some(values) = &mut part.values {
        values.retain(|value| match kind {
            Type::String => value.as_str().is_some(),
            Type::Boolean => value.as_bool().is_some(),
            Type::Integer | Type::Number => value.as_number().is_some(),
            Type::Array => matches!(value.value, crate::load::Value::Sequence(_)),
            Type::Object => value.is_mapping(),
            Type::Null => false,
        });
        if values.is_empty() {
            part.values = None;
        }
    }
    if kind != Type::String {
        part.format = None;
    }
    part
}

/// `anyOf` over objects as one object with all their properties, none required but by `base`: a value may
/// match several arms at once, and nothing of it is lost so. `None` if an arm is no plain object, or two arms
/// differ about a property.
pub(super) fn any_of(document: &Document, base: &Schema, arms: &[Schema]) -> Option<Schema> {
    let mut merged = flatten(document, base);
    for arm in arms {
        let mut arm = flatten(document, arm);
        if arm.inferred_type() != Some(Type::Object)
            || !arm.one_of.is_empty()
            || !arm.any_of.is_empty()
        {
            return None;
        }
        for (name, property) in &arm.properties {
            if let Some(other) = merged.properties.get(name)
                && !alike(other, property)
            {
                return None;
            }
        }
        arm.required.clear();
        arm.description = None;
        arm.title = None;
        merge_into(&mut merged, arm);
    }
    (!merged.properties.is_empty()).then_some(merged)
}

/// Whether a schema describes an object's members.
pub(super) fn has_object_shape(schema: &Schema) -> bool {
    !schema.properties.is_empty()
        || matches!(schema.additional, Additional::Schema(_))
        || schema.reference.is_some()
        || !schema.all_of.is_empty()
}

/// Whether two schemas would come to the same type.
fn alike(a: &Schema, b: &Schema) -> bool {
    a.reference == b.reference
        && a.inferred_type() == b.inferred_type()
        && a.format == b.format
        && a.values == b.values
        && (a.reference.is_some()
            || !matches!(a.inferred_type(), Some(Type::Object | Type::Array))
            || a.pointer == b.pointer)
        && a.all_of.is_empty()
        && b.all_of.is_empty()
        && a.one_of.is_empty()
        && b.one_of.is_empty()
}

/// Adds to `merged` what `other` demands too. Where they contradict, `other` (the more special one) wins.
fn merge_into(merged: &mut Schema, other: Schema) {
    merged.types = types(&merged.types, &other.types, has_members(merged));
    merged.nullable |= other.nullable;
    merged.format = other.format.or(merged.format.take());
    merged.title = merged.title.take().or(other.title);
    merged.description = merged.description.take().or(other.description);
    merged.deprecated |= other.deprecated;
    merged.read_only |= other.read_only;
    merged.write_only |= other.write_only;
    merged.default = merged.default.take().or(other.default);
    merged.examples.extend(other.examples);
    merged.values = match (merged.values.take(), other.values) {
        (Some(a), Some(b)) => {
            let common: Vec<_> = a
                .iter()
                .filter(|value| b.contains(value))
                .cloned()
                .collect();
            Some(if common.is_empty() { b } else { common })
        }
        (a, b) => a.or(b),
    };
    merged.minimum = other.minimum.or(merged.minimum.take());
    merged.maximum = other.maximum.or(merged.maximum.take());
    merged.multiple_of = other.multiple_of.or(merged.multiple_of.take());
    merged.min_length = merged.min_length.max(other.min_length);
    merged.max_length = least(merged.max_length, other.max_length);
    merged.pattern = other.pattern.or(merged.pattern.take());
    merged.content_encoding = other.content_encoding.or(merged.content_encoding.take());
    merged.content_media_type = other
        .content_media_type
        .or(merged.content_media_type.take());
    merged.items = other.items.or(merged.items.take());
    if merged.prefix_items.is_empty() {
        merged.prefix_items = other.prefix_items;
    }
    merged.min_items = merged.min_items.max(other.min_items);
    merged.max_items = least(merged.max_items, other.max_items);
    merged.unique_items |= other.unique_items;
    for (name, property) in other.properties {
        match merged.properties.entry(name) {
            Entry::Vacant(vacant) => {
                vacant.insert(property);
            }
            Entry::Occupied(mut occupied) => {
                let known = occupied.get_mut();
                if known.is_any() && !property.is_any() {
                    *known = property;
                } else if !property.is_any() && !alike(known, &property) {
                    let first = std::mem::take(known);
                    *known = Schema {
                        pointer: first.pointer.clone(),
                        span: first.span,
                        description: first.description.clone().or(property.description.clone()),
                        all_of: vec![first, property],
                        ..Schema::default()
                    };
                }
            }
        }
    }
    for name in other.required {
        if !merged.required.contains(&name) {
            merged.required.push(name);
        }
    }
    merged.additional = match (std::mem::take(&mut merged.additional), other.additional) {
        (Additional::Schema(a), _) => Additional::Schema(a),
        (_, Additional::Schema(b)) => Additional::Schema(b),
        (Additional::Allowed, _) | (_, Additional::Allowed) => Additional::Allowed,
        (Additional::Forbidden, _) | (_, Additional::Forbidden) => Additional::Forbidden,
        _ => Additional::Unstated,
    };
    merged.pattern_properties.extend(other.pattern_properties);
    merged.min_properties = merged.min_properties.max(other.min_properties);
    merged.max_properties = least(merged.max_properties, other.max_properties);
    merged.one_of.extend(other.one_of);
    merged.any_of.extend(other.any_of);
    merged.discriminator = merged.discriminator.take().or(other.discriminator);
}

/// The types that both allow; where they contradict, those of the second, unless the first has members to keep.
fn types(a: &[Type], b: &[Type], keep_first: bool) -> Vec<Type> {
    if a.is_empty() {
        return b.to_vec();
    }
    if b.is_empty() {
        return a.to_vec();
    }
    let mut common: Vec<Type> = a.iter().filter(|kind| b.contains(kind)).copied().collect();
    if (a.contains(&Type::Integer) && b.contains(&Type::Number)
        || a.contains(&Type::Number) && b.contains(&Type::Integer))
        && !common.contains(&Type::Integer)
    {
        common.push(Type::Integer);
    }
    if !common.is_empty() {
        common
    } else if keep_first {
        a.to_vec()
    } else {
        b.to_vec()
    }
}

fn has_members(schema: &Schema) -> bool {
    !schema.properties.is_empty() || schema.items.is_some()
}

fn least(a: Option<u64>, b: Option<u64>) -> Option<u64> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    }
}

#[cfg(test)]
mod tests {
    use crate::lower::testing::schemas;

    #[test]
    fn arms_of_all_of_become_one_struct_and_requirements_cross_them() {
        let plan = schemas(
            "    Base: {type: object, properties: {id: {type: string}, note: {type: string}}}\n\
             \x20   Full:\n      allOf:\n        - $ref: '#/components/schemas/Base'\n        - type: object\n          \
             required: [id, amount]\n          properties: {amount: {type: number}}\n",
        );
        assert_eq!(plan.field("Full", "id"), "String");
        assert_eq!(plan.field("Full", "note"), "Option<String>");
        assert_eq!(plan.field("Full", "amount"), "citi_core::Number");
    }

    #[test]
    fn all_of_around_one_reference_is_that_type() {
        let plan = schemas(
            "    Money: {type: object, properties: {value: {type: number}}}\n    Order:\n      type: object\n      properties:\n        \
             total: {description: The sum., allOf: [{$ref: '#/components/schemas/Money'}]}\n",
        );
        assert_eq!(plan.field("Order", "total"), "Option<types::Money>");
        assert_eq!(plan.type_names(), ["Money", "Order"]);
    }

    #[test]
    fn a_contradiction_keeps_what_can_hold_a_value() {
        let plan = schemas(
            "    Odd: {type: object, allOf: [{type: string, maxLength: 3}]}\n    Holder: {type: object, properties: {odd: {$ref: '#/components/schemas/Odd'}}}\n",
        );
        assert_eq!(plan.field("Holder", "odd"), "Option<String>");
    }

    #[test]
    fn what_is_demanded_twice_at_every_level_does_not_double() {
        let mut text = String::new();
        for level in 0..60 {
            let next = format!("$ref: '#/components/schemas/S{}'", level + 1);
            text.push_str(&format!(
                "    S{level}: {{allOf: [{{{next}}}, {{{next}}}]}}\n"
            ));
        }
        text.push_str("    S60: {type: object, properties: {x: {type: string}}}\n");
        assert_eq!(schemas(&text).field("S59", "x"), "Option<String>");
    }

    #[test]
    fn a_circle_of_all_of_ends() {
        let plan = schemas(
            "    A: {allOf: [{$ref: '#/components/schemas/B'}], properties: {a: {type: string}}}\n    B: {allOf: [{$ref: '#/components/schemas/A'}], properties: {b: {type: string}}}\n",
        );
        assert_eq!(plan.field("A", "a"), "Option<String>");
        assert_eq!(plan.field("B", "b"), "Option<String>");
    }
}
