//! The arms of `allOf`, and the one of a union.

use super::nodes::{merged, text};
use super::{DEPTH, Values};
use crate::load::Node;
use crate::model::Schema;

/// What becomes of the examples of an arm.
#[derive(Clone, Copy)]
enum Stated {
    Taken,
    Left,
}

impl<'a> Values<'a> {
    /// What the arms of `allOf` ask for, beside `own`.
    pub(super) fn with_all_of(
        &mut self,
        schema: &'a Schema,
        own: Option<Node>,
        depth: usize,
    ) -> Option<Node> {
        let whole = self.all_of(schema, own.clone(), depth, Stated::Taken);
        let fits = whole
            .as_ref()
            .is_none_or(|node| self.judge.accepts(schema, node));
        if fits || !schema.all_of.iter().any(|arm| self.states(arm)) {
            return whole;
        }
        // What one arm gives as an example may be at odds with another.
        let made = self.all_of(schema, own, depth, Stated::Left);
        match made {
            Some(made) if self.judge.accepts(schema, &made) => Some(made),
            _ => whole,
        }
    }

    fn states(&self, arm: &Schema) -> bool {
        let target = arm.reference.as_ref();
        let target = target.and_then(|name| self.document.schemas.get(name));
        std::iter::once(arm)
            .chain(target)
            .any(|schema| schema.default.is_some() || !schema.examples.is_empty())
    }

    fn all_of(
        &mut self,
        schema: &'a Schema,
        own: Option<Node>,
        depth: usize,
        stated: Stated,
    ) -> Option<Node> {
        let mut whole = own;
        for arm in &schema.all_of {
            if arm.is_any() {
                continue;
            }
            let node = match stated {
                Stated::Taken => self.build(arm, depth + 1),
                Stated::Left => self.made(arm, depth + 1),
            };
            whole = Some(merged(whole, node));
        }
        // A property may be required in one arm and declared in another.
        if let Some(whole) = &mut whole {
            for name in &schema.required {
                if whole.is_mapping() && whole.get(name).is_none() {
                    let declared = self.declared(schema, name, 0);
                    let value = match declared {
                        Some(property) => self.build(property, depth + 1),
                        None => text("a"),
                    };
                    whole.set(name, value);
                }
            }
        }
        whole
    }

    fn declared(&self, schema: &'a Schema, name: &str, depth: usize) -> Option<&'a Schema> {
        if depth > DEPTH {
            return None;
        }
        let document = self.document;
        let target = schema
            .reference
            .as_ref()
            .and_then(|name| document.schemas.get(name));
        schema.properties.get(name).or_else(|| {
            target
                .into_iter()
                .chain(&schema.all_of)
                .find_map(|arm| self.declared(arm, name, depth + 1))
        })
    }

    /// Sets the discriminator to the value that chooses `arm`.
    pub(super) fn tag(&self, schema: &Schema, arm: &Schema, node: &mut Node) {
        let Some(discriminator) = &schema.discriminator else {
            return;
        };
        let Some(name) = &arm.reference else { return };
        let tag = discriminator
            .mapping
            .iter()
            .find(|(_, target)| *target == name)
            .map_or(name, |(tag, _)| tag);
        let says_otherwise = discriminator.mapping.iter().any(|(tag, target)| {
            target == name && node.get(&discriminator.property).and_then(Node::as_str) == Some(tag)
        });
        if !says_otherwise {
            node.set(&discriminator.property, text(tag));
        }
    }
}
