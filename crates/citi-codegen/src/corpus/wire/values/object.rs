//! Objects.

use super::Values;
use super::nodes::text;
use crate::corpus::exact;
use crate::load::Node;
use crate::model::{Additional, Schema};

impl<'a> Values<'a> {
    /// The required properties, and as many others as the least count asks for.
    pub(super) fn object(&mut self, schema: &'a Schema, depth: usize) -> Node {
        let mut node = exact::object(Vec::new());
        let least = usize::try_from(schema.min_properties.unwrap_or(0)).unwrap_or(usize::MAX);
        for (name, property) in &schema.properties {
            let required = schema.required.contains(name) && !property.read_only;
            if required {
                let value = self.build(property, depth + 1);
                node.set(name, value);
            }
        }
        for (name, property) in &schema.properties {
            if node.entries().len() >= least {
                break;
            }
            if node.get(name).is_none() {
                let value = self.build(property, depth + 1);
                node.set(name, value);
            }
        }
        // Required and declared nowhere: anything will do.
        for name in &schema.required {
            if schema.all_of.is_empty()
                && node.get(name).is_none()
                && !schema.properties.contains_key(name)
            {
                node.set(name, text("a"));
            }
        }
        if let Additional::Schema(inner) = &schema.additional {
            for index in node.entries().len()..least.min(8) {
                let value = self.build(inner, depth + 1);
                node.set(&format!("key{index}"), value);
            }
        }
        node
    }
}
