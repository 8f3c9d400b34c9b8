//! Schemas: the keywords that hold schemas.

use crate::load::{Entry, Node, Pointer, Value};
use crate::model::{Additional, Schema};
use crate::upgrade::refs::{Kind, Spot};
use crate::upgrade::rules::{
    u011_flag_as_text as flag, u024_combination_entry, u025_tuple_items,
    u059_member_of_another_shape as shape,
};

use super::Reader;

impl<'a> Reader<'a, '_> {
    /// A keyword that holds schemas; whether it is one.
    pub(super) fn nested_keyword(
        &mut self,
        owner: &'a Node,
        entry: &'a Entry,
        at: &Pointer,
        schema: &mut Schema,
    ) -> bool {
        let node = &entry.value;
        match entry.key.as_str() {
            "properties" => self.properties(node, at, schema),
            "patternProperties" => self.pattern_properties(node, at, schema),
            "additionalProperties" => {
                schema.additional = self.additional(node, &at.key(&entry.key))
            }
            "unevaluatedProperties" => {
                if owner.get("additionalProperties").is_none() {
                    schema.additional = self.additional(node, &at.key(&entry.key));
                }
            }
            "items" => self.items(owner, node, &at.key("items"), schema),
            "prefixItems" => {
                let mut list = self.combination(node, &at.key("prefixItems"));
                schema.prefix_items.append(&mut list);
            }
            // Read with `items`.
            "additionalItems"
                if matches!(
                    owner.get("items").map(|items| &items.value),
                    Some(Value::Sequence(_))
                ) => {}
            "allOf" => schema.all_of = self.combination(node, &at.key("allOf")),
            "oneOf" => schema.one_of = self.union(node, &at.key("oneOf"), &mut schema.nullable),
            "anyOf" => schema.any_of = self.union(node, &at.key("anyOf"), &mut schema.nullable),
            "not" => schema.not = Some(self.schema(node, &at.key("not"))),
            "discriminator" => {
                schema.discriminator = self.discriminator(node, &at.key("discriminator"))
            }
            "$defs" | "definitions" => self.inner_definitions(node, &at.key(&entry.key)),
            _ => return false,
        }
        true
    }

    fn properties(&mut self, node: &'a Node, at: &Pointer, schema: &mut Schema) {
        let at = at.key("properties");
        // A reference instead of the properties: those of the place that it means.
        if let Some(reference) = node.get("$ref").and_then(Node::as_str) {
            let target = self.find(reference, Kind::Schema, &at, node.span);
            if let Some(target) = target {
                let inner = target.get("properties").unwrap_or(target);
                self.property_list(inner.node, &inner.pointer, schema);
            }
            return;
        }
        self.property_list(node, &at, schema);
    }

    fn property_list(&mut self, node: &'a Node, at: &Pointer, schema: &mut Schema) {
        for entry in shape::mapping(node, at, self.diagnostics) {
            let property = self.schema(&entry.value, &at.key(&entry.key));
            put(&entry.key, property, &mut schema.properties);
            if entry.value.get("required").and_then(flag::spelled) == Some(true)
                && !schema.required.contains(&entry.key)
            {
                schema.required.push(entry.key.clone());
            }
        }
    }

    fn pattern_properties(&mut self, node: &'a Node, at: &Pointer, schema: &mut Schema) {
        let at = at.key("patternProperties");
        for entry in shape::mapping(node, &at, self.diagnostics) {
            let property = self.schema(&entry.value, &at.key(&entry.key));
            put(&entry.key, property, &mut schema.pattern_properties);
        }
    }

    fn additional(&mut self, node: &'a Node, at: &Pointer) -> Additional {
        match &node.value {
            Value::Null => Additional::Unstated,
            Value::Mapping(entries) if entries.is_empty() => Additional::Allowed,
            Value::Mapping(_) => Additional::Schema(self.schema(node, at)),
            Value::String(_) if flag::spelled(node).is_none() => {
                Additional::Schema(self.schema(node, at))
            }
            _ if flag::flag(node, at, self.diagnostics) => Additional::Allowed,
            _ => Additional::Forbidden,
        }
    }

    fn items(&mut self, owner: &'a Node, node: &'a Node, at: &Pointer, schema: &mut Schema) {
        if let Value::Sequence(_) = node.value {
            self.tell(
                &u025_tuple_items::RULE,
                at,
                node.span,
                "`items` is a list",
                "it is taken as the items one by one",
            );
            schema.prefix_items = self.combination(node, at);
            if let Some(rest) = owner.get("additionalItems") {
                schema.items = Some(self.schema(rest, at));
            }
            return;
        }
        schema.items = Some(self.schema(node, at));
    }

    /// A list of schemas.
    fn combination(&mut self, node: &'a Node, at: &Pointer) -> Vec<Schema> {
        let mut arms = Vec::with_capacity(node.items().len());
        match &node.value {
            Value::Sequence(items) => {
                for (index, item) in items.iter().enumerate() {
                    if item.is_null() {
                        self.no_arm(
                            item,
                            &at.index(index),
                            "the entry is empty",
                            "it is left out",
                        );
                    } else {
                        let arm = self.schema(item, &at.index(index));
                        push(arm, &mut arms);
                    }
                }
            }
            Value::Mapping(_) => {
                self.no_arm(
                    node,
                    at,
                    "a schema stands where a list of schemas is expected",
                    "it is taken as the only one",
                );
                let arm = self.schema(node, at);
                push(arm, &mut arms);
            }
            Value::Null => {}
            _ => shape::tell(node, at, "a list of schemas", self.diagnostics),
        }
        arms
    }

    #[inline(never)]
    fn no_arm(&mut self, node: &Node, at: &Pointer, found: &str, done: &str) {
        self.tell(&u024_combination_entry::RULE, at, node.span, found, done);
    }

    /// The arms of a union; those that are `null` alone make it nullable.
    fn union(&mut self, node: &'a Node, at: &Pointer, nullable: &mut bool) -> Vec<Schema> {
        let mut arms = self.combination(node, at);
        let before = arms.len();
        arms.retain(|arm| !self.is_null_alone(arm));
        *nullable |= arms.len() < before;
        arms
    }

    /// Whether a schema allows `null` and nothing else.
    fn is_null_alone(&mut self, arm: &Schema) -> bool {
        if let Some(name) = &arm.reference {
            let target = self.names.spot(name);
            return target.is_some_and(|spot| is_null_node(spot.node));
        }
        arm.nullable && arm.types.is_empty() && arm.values.as_ref().is_some_and(Vec::is_empty)
    }

    /// Gives the schemas inside of a schema their names.
    fn inner_definitions(&mut self, node: &'a Node, at: &Pointer) {
        for entry in shape::mapping(node, at, self.diagnostics) {
            let spot = Spot::new(&entry.value, at.key(&entry.key));
            if self.names.of(&spot.pointer).is_none() {
                self.names.make_up(spot);
            }
        }
    }
}

/// Whether the node is a schema of `null` alone.
fn is_null_node(node: &Node) -> bool {
    let only = |list: &Node| !list.items().is_empty() && list.items().iter().all(Node::is_null);
    node.get("type")
        .is_some_and(|kind| kind.as_str() == Some("null"))
        || node.get("enum").is_some_and(only)
        || node.get("const").is_some_and(Node::is_null)
}

#[inline(never)]
fn put(name: &str, schema: Box<Schema>, map: &mut indexmap::IndexMap<String, Schema>) {
    map.insert(name.to_owned(), *schema);
}

#[inline(never)]
fn push(schema: Box<Schema>, list: &mut Vec<Schema>) {
    list.push(*schema);
}

#[cfg(test)]
mod tests {
    use crate::diagnostic::Diagnostics;
    use crate::load::{Node, Value};
    use crate::model::Additional;
    use crate::upgrade::testing::{document, tree, with_schemas};

    #[test]
    fn additional_properties_are_told_apart() {
        let document = document(&with_schemas(
            r#"{"A":{"type":"object"},"B":{"additionalProperties":true},"C":{"additionalProperties":{}},"D":{"additionalProperties":false},"E":{"additionalProperties":{"type":"string"}},"F":{"additionalProperties":"false"}}"#,
        ));
        let kind = |name: &str| match &document.schemas[name].additional {
            Additional::Unstated => "unstated",
            Additional::Allowed => "allowed",
            Additional::Forbidden => "forbidden",
            Additional::Schema(_) => "schema",
        };
        assert_eq!(
            ["A", "B", "C", "D", "E", "F"].map(kind),
            [
                "unstated",
                "allowed",
                "allowed",
                "forbidden",
                "schema",
                "forbidden"
            ]
        );
    }

    #[test]
    fn the_deepest_document_fits_the_stack() {
        // As deep as the loader lets a document be, on the default stack of a test's thread.
        const DEEPEST: usize = 256;
        for (template, levels) in [
            (r#"{"type":"array","items":0}"#, 1),
            (r#"{"not":0}"#, 1),
            (r#"{"additionalProperties":0}"#, 1),
            (r#"{"allOf":[0]}"#, 2),
            (r#"{"properties":{"a":0}}"#, 2),
            (r#"{"oneOf":[{"type":"null"},0]}"#, 2),
        ] {
            let mut deep = tree(r#"{"type":"string"}"#);
            for _ in 0..DEEPEST / levels {
                let mut outer = tree(template);
                *hole(&mut outer) = deep;
                deep = outer;
            }
            let mut root = tree(&with_schemas(r#"{"A":0}"#));
            *hole(&mut root) = deep;
            let mut diagnostics = Diagnostics::new("deep");
            let document = crate::upgrade::upgrade("deep", root, &mut diagnostics).unwrap();
            assert!(
                !document.schemas["A"].is_any() || template.contains("not"),
                "{template}"
            );
        }
    }

    /// The `0` in a tree, to put something in its place.
    fn hole(node: &mut Node) -> &mut Node {
        fn has(node: &Node) -> bool {
            node.as_number() == Some("0")
                || node.items().iter().any(has)
                || node.entries().iter().any(|entry| has(&entry.value))
        }
        match node.value {
            Value::Sequence(ref mut items) => {
                hole(items.iter_mut().find(|item| has(item)).unwrap())
            }
            Value::Mapping(ref mut entries) => {
                let entry = entries.iter_mut().find(|entry| has(&entry.value));
                hole(&mut entry.unwrap().value)
            }
            _ => node,
        }
    }
}
