//! The type of a schema, whatever it is.

use super::siblings::{kind_of, lone_arm, says_more};
use super::space::{DEPTH, TOO_DEEP, Types};
use super::{Owner, Typed, merge};
use crate::lower::plan::RustType;
use crate::model::{Schema, Type};

impl Types<'_> {
    /// The type of a schema.
    pub(crate) fn typed(&mut self, schema: &Schema, owner: &Owner) -> Typed {
        if self.depth >= DEPTH {
            self.diagnostics.warning(
                TOO_DEEP,
                &schema.pointer,
                schema.span,
                format!("schemas stand in each other more than {DEPTH} deep"),
                "the rest is arbitrary JSON",
                "give the inner schemas names",
            );
            return Typed::json(true);
        }
        self.depth += 1;
        let typed = self.typed_within(schema, owner);
        self.depth -= 1;
        let indexed = if typed.nullable {
            typed.ty.clone().optional()
        } else {
            typed.ty.clone()
        };
        for arm in schema.all_of.iter().filter(|arm| arm.reference.is_none()) {
            self.index
                .entry(arm.pointer.to_string())
                .or_insert_with(|| indexed.clone());
        }
        self.index.insert(schema.pointer.to_string(), indexed);
        typed
    }

    fn typed_within(&mut self, schema: &Schema, owner: &Owner) -> Typed {
        if let Some(chosen) = self.chosen(schema, owner) {
            return chosen.or_null(schema.nullable);
        }
        if let Some(name) = &schema.reference
            && !says_more(schema)
        {
            let mut typed = self.named(name).or_null(schema.nullable);
            // A sibling of the reference may demand more.
            typed.rules.extend(self.rules(schema, &typed.ty.clone()));
            return typed;
        }
        if schema.reference.is_none()
            && let Some(only) = lone_arm(schema)
        {
            // `allOf` around one schema only adds words to it.
            return self.typed(only, owner).or_null(schema.nullable);
        }
        let flat = merge::flatten(self.document, schema);
        let typed = self.typed_flat(&flat, owner).or_null(flat.nullable);
        // A property that several arms describe alike has the type that it has in the merged whole.
        let arms = schema.all_of.iter().filter(|arm| arm.reference.is_none());
        for (name, property) in arms.flat_map(|arm| &arm.properties) {
            if let Some(merged) = flat.properties.get(name) {
                self.note_same(property, merged);
            }
        }
        typed
    }

    /// The type of a schema whose references and `allOf` are merged.
    pub(super) fn typed_flat(&mut self, schema: &Schema, owner: &Owner) -> Typed {
        if !schema.one_of.is_empty() || !schema.any_of.is_empty() {
            return self.union_within(schema, owner);
        }
        if let Some(values) = &schema.values
            && let Some(typed) = self.enumeration(schema, values, owner)
        {
            return typed;
        }
        if schema.types.len() > 1 {
            return self.several_types(schema, owner);
        }
        match schema.inferred_type() {
            Some(Type::Object) => self.object(schema, owner),
            Some(Type::Array) => self.array(schema, owner),
            Some(Type::Null) => Typed::json(false),
            Some(kind) => self.scalar(schema, kind, owner),
            // Only null is allowed.
            None if schema.values.as_ref().is_some_and(Vec::is_empty) => Typed::json(false),
            None => match schema.values.as_ref().and_then(|values| kind_of(values)) {
                Some(kind) => self.scalar(schema, kind, owner),
                None => Typed::json(!schema.is_any()),
            },
        }
    }

    /// The type of a list.
    fn array(&mut self, schema: &Schema, owner: &Owner) -> Typed {
        let items = match (&schema.items, schema.prefix_items.as_slice()) {
            (Some(items), []) => Some(items.as_ref()),
            (None, [first, rest @ ..])
                if rest.iter().all(|item| {
                    item.inferred_type() == first.inferred_type()
                        && item.reference == first.reference
                }) =>
            {
                Some(first)
            }
            _ => None,
        };
        let (ty, item_rules) = match items {
            Some(items) => {
                let typed = self.typed(items, &owner.item());
                let rules = typed.rules.clone();
                (RustType::List(Box::new(typed.inner())), rules)
            }
            None => (RustType::List(Box::new(RustType::Json)), Vec::new()),
        };
        let rules = self.rules(schema, &ty);
        Typed {
            rules,
            item_rules,
            ..Typed::plain(ty)
        }
    }
}
