//! [`Inventor`]: a value out of a schema.

use citi_codegen::load::Node;
use citi_codegen::model::{Schema, Type};
use indexmap::IndexMap;
use rust_decimal::Decimal;

use super::text;
use crate::gate::{Checker, Data};

/// How deep values go with all that they may hold, and how deep with what they must.
const WHOLE: usize = 6;
const DEEPEST: usize = 24;

/// Makes values out of schemas: the same each time, and valid wherever a way to that is found.
pub(super) struct Inventor<'a> {
    pub(super) checker: Checker<'a>,
}

impl Inventor<'_> {
    /// A value of a schema.
    pub(super) fn value(&self, schema: &Schema) -> Data {
        let whole = self.at(schema, 0);
        match self.is_valid(schema, &whole) {
            true => whole,
            // What may be left out is often what is described wrongly.
            false => {
                let bare = self.at(schema, WHOLE);
                if self.is_valid(schema, &bare) {
                    bare
                } else {
                    whole
                }
            }
        }
    }

    pub(super) fn is_valid(&self, schema: &Schema, value: &Data) -> bool {
        self.checker.check(schema, value).is_empty()
    }

    fn at(&self, schema: &Schema, depth: usize) -> Data {
        let given = schema.examples.iter().chain(&schema.default);
        let given = given.chain(schema.values.iter().flatten());
        let mut given = given.filter_map(read);
        if let Some(value) = given.find(|value| self.is_valid(schema, value)) {
            return value;
        }
        if depth > DEEPEST {
            return Data::Null;
        }
        let named = schema.reference.as_ref();
        let named = named.and_then(|name| self.checker.document.schemas.get(name));
        let arms: Vec<&Schema> = named.into_iter().chain(&schema.all_of).collect();
        let mut value = match self.kind(schema) {
            Some(Type::Object) => Data::Object(self.members(schema, depth)),
            None if !arms.is_empty() => Data::Object(self.members(schema, depth)),
            Some(Type::Array) => Data::Array(self.items(schema, depth)),
            Some(Type::String) => Data::String(text::text(schema, self.checker.patterns)),
            Some(Type::Integer | Type::Number) => Data::Number(number(schema)),
            Some(Type::Boolean) => Data::Bool(true),
            Some(Type::Null) => Data::Null,
            None => Data::Object(IndexMap::new()),
        };
        for arm in arms {
            value = joined(value, self.at(arm, depth));
        }
        for choices in [&schema.one_of, &schema.any_of] {
            let made = choices.iter().map(|arm| {
                let base = match &value {
                    Data::Object(members) => Data::Object(members.clone()),
                    _ => Data::Null,
                };
                joined(base, self.at(arm, depth))
            });
            let made: Vec<_> = made.collect();
            let best = made.iter().find(|it| self.is_valid(schema, it));
            if let Some(best) = best.or(made.first()) {
                value = best.clone();
            }
        }
        value
    }

    fn kind(&self, schema: &Schema) -> Option<Type> {
        schema.inferred_type().or_else(|| {
            let mut types = schema.types.iter().copied();
            types.find(|it| *it != Type::Null)
        })
    }

    fn members(&self, schema: &Schema, depth: usize) -> IndexMap<String, Data> {
        let mut members = IndexMap::new();
        for (name, property) in &schema.properties {
            let is_needed = schema.required.contains(name);
            if is_needed || (depth < WHOLE && !property.write_only) {
                members.insert(name.clone(), self.at(property, depth + 1));
            }
        }
        for name in &schema.required {
            if !members.contains_key(name) && !schema.properties.contains_key(name) {
                members.insert(name.clone(), Data::String("1".to_owned()));
            }
        }
        members
    }

    fn items(&self, schema: &Schema, depth: usize) -> Vec<Data> {
        let least = schema.min_items.unwrap_or(0);
        let wished = match depth < WHOLE {
            true => least.max(1).min(schema.max_items.unwrap_or(u64::MAX)),
            false => least,
        };
        let mut items: Vec<_> = schema
            .prefix_items
            .iter()
            .map(|it| self.at(it, depth + 1))
            .collect();
        let missing = usize::try_from(wished)
            .unwrap_or(0)
            .saturating_sub(items.len());
        if let Some(item) = schema.items.as_deref() {
            let value = self.at(item, depth + 1);
            items.extend(std::iter::repeat_n(value, missing.min(1000)));
        }
        items
    }
}

/// An example as a value.
pub(super) fn read(node: &Node) -> Option<Data> {
    Data::read(node.to_json().as_bytes()).ok()
}

/// The members of both; of what is no object the second.
fn joined(one: Data, other: Data) -> Data {
    match (one, other) {
        (Data::Object(mut members), Data::Object(more)) => {
            for (name, value) in more {
                members.entry(name).or_insert(value);
            }
            Data::Object(members)
        }
        (one @ Data::Object(_), Data::Null) => one,
        (Data::Object(members), other) if members.is_empty() => other,
        (one @ Data::Object(_), _) => one,
        (_, other) => other,
    }
}

/// The first number within the bounds, from one on.
fn number(schema: &Schema) -> String {
    let read = |text: &String| text.parse::<Decimal>().ok();
    let step = schema.multiple_of.as_ref().and_then(read);
    let step = step.filter(|it| it.is_sign_positive() && !it.is_zero());
    let step = step.unwrap_or(Decimal::ONE);
    let bound = |bound: &Option<citi_codegen::model::Bound>, way: Decimal| {
        let bound = bound.as_ref()?;
        let value = read(&bound.value)?;
        match bound.exclusive {
            true => value.checked_add(way),
            false => Some(value),
        }
    };
    let low = bound(&schema.minimum, step);
    let high = bound(&schema.maximum, -step);
    let mut value = step;
    if let Some(low) = low.filter(|low| *low > value) {
        let steps = low.checked_div(step).map(|it| it.ceil());
        value = steps.and_then(|it| it.checked_mul(step)).unwrap_or(low);
    }
    if let Some(high) = high.filter(|high| *high < value) {
        let steps = high.checked_div(step).map(|it| it.floor());
        value = steps.and_then(|it| it.checked_mul(step)).unwrap_or(high);
    }
    value.normalize().to_string()
}
