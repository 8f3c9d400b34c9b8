//! Objects.

use super::Values;
use super::nodes::text;
use crate::load::Node;
use crate::model::{Additional, Schema};

impl<'a> Values<'a> {
    /// `node`, but of an object without members one with a member, if the schema declares any: in a form, a query
    /// or a header an empty object is nothing at all. A scalar is preferred.
    pub(in crate::corpus::wire) fn not_empty(&mut self, schema: &'a Schema, node: Node) -> Node {
        if !node.is_mapping() || !node.entries().is_empty() {
            return node;
        }
        let target = schema.reference.as_ref();
        let target = target.and_then(|name| self.document.schemas.get(name));
        let properties = &target.unwrap_or(schema).properties;
        let mut made = Vec::new();
        for (name, property) in properties.iter().filter(|(_, p)| !p.read_only) {
            let mut object = Node::object([]);
            let value = self.build(property, 1);
            let scalar = Node::scalar_text(&value).is_some();
            object.set(name, value);
            if self.judge.accepts(schema, &object) {
                made.push((!scalar, object));
            }
        }
        let first = made.into_iter().min_by_key(|(deep, _)| *deep);
        first.map_or(node, |(_, object)| object)
    }

    /// The required properties, and as many others as the least count asks for.
    pub(super) fn object(&mut self, schema: &'a Schema, depth: usize) -> Node {
        let mut node = Node::object([]);
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
