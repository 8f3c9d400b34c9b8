//! Schemas: what can only be said when all members are read.

use crate::load::{Node, Pointer};
use crate::model::{Additional, Bound, Schema};
use crate::upgrade::rules::{
    u011_flag_as_text as flag, u012_number_as_text as number, u020_exclusive_without_bound,
    u022_value_of_another_type as value, u023_default_dropped,
};

use super::Reader;

impl<'a> Reader<'a, '_> {
    /// Settles bounds, values, default, and a union of which one arm is left.
    #[inline(never)]
    pub(super) fn settle(&mut self, node: &'a Node, at: &Pointer, schema: &mut Schema) {
        schema.minimum = self.bound(node, at, "minimum", "exclusiveMinimum");
        schema.maximum = self.bound(node, at, "maximum", "exclusiveMaximum");
        if let Some(values) = &mut schema.values {
            let before = values.len();
            values.retain(|value| !value.is_null());
            schema.nullable |= values.len() < before;
            value::convert_all(values, &schema.types, &at.key("enum"), self.diagnostics);
        }
        if let Some(default) = schema.default.take() {
            let at = at.key("default");
            schema.default = u023_default_dropped::default(
                &default,
                &schema.types,
                schema.nullable,
                &at,
                self.diagnostics,
            );
        }
        fold(node, schema);
    }

    /// A bound: a flag beside it in 3.0, a number of its own in 3.1.
    fn bound(&mut self, node: &'a Node, at: &Pointer, key: &str, exclusive: &str) -> Option<Bound> {
        let (plain, strict) = (node.get(key), node.get(exclusive));
        if plain.is_none() && strict.is_none() {
            return None;
        }
        let plain = plain.and_then(|node| number::number(node, &at.key(key), self.diagnostics));
        let strict_at = at.key(exclusive);
        let strict = strict.filter(|node| !node.is_null());
        let flagged = strict.and_then(|node| match node.as_number() {
            Some(_) => None,
            None if node
                .as_str()
                .is_some_and(|text| number::is_number(text.trim())) =>
            {
                None
            }
            None => Some(flag::flag(node, &strict_at, self.diagnostics)),
        });
        match (plain, strict, flagged) {
            (Some(value), _, Some(exclusive)) => Some(Bound { value, exclusive }),
            (None, Some(node), Some(true)) => {
                let found = format!("`{exclusive}` stands without `{key}`");
                let rule = &u020_exclusive_without_bound::RULE;
                self.tell(rule, &strict_at, node.span, found, "it is left out");
                None
            }
            (plain, Some(node), None) => {
                let value = number::number(node, &strict_at, self.diagnostics)?;
                match plain {
                    Some(plain) if looser(&value, &plain, key == "minimum") => Some(Bound {
                        value: plain,
                        exclusive: false,
                    }),
                    _ => Some(Bound {
                        value,
                        exclusive: true,
                    }),
                }
            }
            (plain, _, _) => plain.map(|value| Bound {
                value,
                exclusive: false,
            }),
        }
    }
}

/// Whether the bound `strict` allows more than `plain` does.
fn looser(strict: &str, plain: &str, is_minimum: bool) -> bool {
    match (strict.parse::<f64>(), plain.parse::<f64>()) {
        (Ok(strict), Ok(plain)) if is_minimum => strict < plain,
        (Ok(strict), Ok(plain)) => strict > plain,
        _ => false,
    }
}

/// A union of which only one arm is left because the other was `null` is that arm.
fn fold(node: &Node, schema: &mut Schema) {
    for key in ["oneOf", "anyOf"] {
        let arms = if key == "oneOf" {
            &mut schema.one_of
        } else {
            &mut schema.any_of
        };
        let folded = arms.len() == 1 && node.get(key).is_some_and(|list| list.items().len() == 2);
        if !folded || !schema.nullable {
            continue;
        }
        let Some(arm) = arms.pop() else { continue };
        if let Some(arm) = absorb(schema, arm) {
            let arms = if key == "oneOf" {
                &mut schema.one_of
            } else {
                &mut schema.any_of
            };
            arms.push(arm);
        }
    }
}

/// Makes `schema` the arm, with its own annotations; gives the arm back where it says more
/// than annotations itself.
#[inline(never)]
fn absorb(schema: &mut Schema, arm: Schema) -> Option<Schema> {
    let shaped = schema.reference.is_some()
        || !schema.types.is_empty()
        || schema.values.is_some()
        || schema.items.is_some()
        || !schema.prefix_items.is_empty()
        || !schema.properties.is_empty()
        || !schema.pattern_properties.is_empty()
        || !schema.required.is_empty()
        || !matches!(schema.additional, Additional::Unstated)
        || !schema.all_of.is_empty()
        || !schema.one_of.is_empty()
        || !schema.any_of.is_empty()
        || schema.not.is_some()
        || schema.discriminator.is_some()
        || schema.inferred_type().is_some();
    if shaped {
        return Some(arm);
    }
    let outer = std::mem::replace(schema, arm);
    schema.nullable = true;
    schema.deprecated |= outer.deprecated;
    schema.read_only |= outer.read_only;
    schema.write_only |= outer.write_only;
    schema.title = outer.title.or(schema.title.take());
    schema.description = outer.description.or(schema.description.take());
    schema.format = outer.format.or(schema.format.take());
    schema.default = outer.default.or(schema.default.take());
    schema.xml = outer.xml.or(schema.xml.take());
    schema.examples.extend(outer.examples);
    schema.extensions.extend(outer.extensions);
    schema.pointer = outer.pointer;
    schema.span = outer.span;
    None
}

#[cfg(test)]
mod tests {
    use crate::upgrade::testing::{document, with_schemas};

    #[test]
    fn an_arm_beside_a_shape_stays_an_arm() {
        let document = document(&with_schemas(
            r#"{"A":{"type":"object","properties":{"a":{}},"oneOf":[{"required":["a"]},{"type":"null"}]},"B":{"oneOf":[{"type":"string"}]}}"#,
        ));
        assert_eq!(document.schemas["A"].one_of.len(), 1);
        assert!(document.schemas["A"].nullable);
        assert_eq!(document.schemas["B"].one_of.len(), 1);
        assert!(!document.schemas["B"].nullable);
    }

    #[test]
    fn digits_of_bounds_are_kept() {
        let document = document(&with_schemas(
            r#"{"A":{"type":"number","minimum":-9007199254740993.00,"exclusiveMaximum":9007199254740993}}"#,
        ));
        let a = &document.schemas["A"];
        assert_eq!(a.minimum.as_ref().unwrap().value, "-9007199254740993.00");
        assert_eq!(a.maximum.as_ref().unwrap().value, "9007199254740993");
        assert!(a.maximum.as_ref().unwrap().exclusive);
    }
}
