//! Schemas: the entry, and references.
//!
//! A schema can be as deep as the document. Whatever is big is boxed, and what does not
//! descend stands in functions of its own, so that the deepest document needs little stack.

use crate::load::{Node, Pointer, Value};
use crate::model::Schema;
use crate::upgrade::refs::{Kind, Spot};
use crate::upgrade::rules::{
    u005_lost_reference, u007_reference_circle, u009_unnamed_target,
    u010_reference_of_another_kind, u015_schema_as_type_name, u016_schema_unreadable,
    u017_type_alias, u018_type_unknown,
};

use super::Reader;

impl<'a> Reader<'a, '_> {
    /// Reads a schema.
    pub(super) fn schema(&mut self, node: &'a Node, at: &Pointer) -> Box<Schema> {
        self.schema_without(node, at, &[])
    }

    /// Reads a schema whose members stand among others: those in `skip` are not the schema's.
    pub(super) fn schema_without(
        &mut self,
        node: &'a Node,
        at: &Pointer,
        skip: &[&str],
    ) -> Box<Schema> {
        let mut schema = Box::<Schema>::default();
        schema.pointer = at.clone();
        schema.span = node.span;
        match &node.value {
            Value::Mapping(entries) => {
                for entry in entries {
                    if !skip.contains(&entry.key.as_str()) {
                        self.keyword(node, entry, at, &mut schema);
                    }
                }
                self.settle(node, at, &mut schema);
            }
            Value::Bool(true) => {}
            Value::Bool(false) => schema.not = Some(Box::default()),
            _ => self.odd_schema(node, at, &mut schema),
        }
        schema
    }

    /// A schema that is neither a mapping nor a flag.
    #[inline(never)]
    fn odd_schema(&mut self, node: &'a Node, at: &Pointer, schema: &mut Schema) {
        let rule = &u015_schema_as_type_name::RULE;
        match &node.value {
            Value::Null => {
                self.tell(
                    rule,
                    at,
                    node.span,
                    "the schema says nothing",
                    "any value is allowed",
                );
            }
            Value::String(name) if u017_type_alias::meaning(name).is_some() => {
                let found = format!("the schema is only the name `{name}`");
                self.tell(
                    rule,
                    at,
                    node.span,
                    found,
                    "it is taken as the type of that name",
                );
                self.type_name(name, at, node, schema);
            }
            Value::String(name) if self.named_schema(name).is_some() => {
                let found = format!("the schema is only the name `{name}`");
                self.tell(rule, at, node.span, found, "it is taken as a reference");
                schema.reference = self.named_schema(name);
            }
            _ => {
                let rule = &u016_schema_unreadable::RULE;
                let found = format!("{} is no schema", node.to_json());
                self.tell(rule, at, node.span, found, "any value is allowed");
            }
        }
    }

    /// The name of a type, in `type` or instead of a schema.
    pub(super) fn type_name(&mut self, name: &str, at: &Pointer, node: &Node, schema: &mut Schema) {
        let Some(meaning) = u017_type_alias::meaning(name) else {
            let reference = self.named_schema(name);
            let found = format!("the type `{name}` is not known");
            let done = if reference.is_some() {
                "it is taken as a reference"
            } else {
                "the type is not checked"
            };
            self.tell(&u018_type_unknown::RULE, at, node.span, found, done);
            if reference.is_some() {
                schema.reference = reference;
            }
            return;
        };
        // `file` is a type of 2.0.
        let regular = meaning.standard || (name == "file" && self.is_2());
        if !regular {
            let found = format!("the type is called `{name}`");
            let done = match (meaning.kind, meaning.format) {
                (Some(kind), Some(format)) => {
                    format!("it is taken as {kind:?} with format `{format}`")
                }
                (Some(kind), None) => format!("it is taken as {kind:?}"),
                (None, _) => "any value is allowed".to_owned(),
            };
            self.tell(&u017_type_alias::RULE, at, node.span, found, done);
        }
        match meaning.kind {
            Some(crate::model::Type::Null) => schema.nullable = true,
            Some(kind) if !schema.types.contains(&kind) => schema.types.push(kind),
            _ => {}
        }
        if schema.format.is_none() {
            schema.format = meaning.format.map(str::to_owned);
        }
    }

    /// The schema with this name, if there is one.
    fn named_schema(&mut self, name: &str) -> Option<String> {
        for section in Kind::Schema.sections() {
            let path: Vec<&str> = section.iter().copied().chain([name]).collect();
            if let Some(spot) = self.index.walk(self.root, &path, false) {
                return self.names.of(&spot.pointer).map(str::to_owned);
            }
        }
        None
    }

    /// `$ref` of a schema.
    #[inline(never)]
    pub(super) fn schema_reference(&mut self, node: &'a Node, at: &Pointer, schema: &mut Schema) {
        if let Some(text) = self.reference_text(node, at) {
            schema.reference = self.reference_to(text, at, node);
        }
    }

    /// The name of the schema that a reference means; it is given one if it has none.
    pub(super) fn reference_to(&mut self, text: &str, at: &Pointer, node: &Node) -> Option<String> {
        let mut spot = self.find(text, Kind::Schema, at, node.span)?;
        let mut seen: Vec<Pointer> = Vec::new();
        loop {
            if let Some(name) = self.names.of(&spot.pointer) {
                return Some(name.to_owned());
            }
            if seen.contains(&spot.pointer) {
                let rule = &u007_reference_circle::RULE;
                let found = format!("the reference `{text}` leads in a circle");
                self.tell(rule, at, node.span, found, "any value is allowed");
                return None;
            }
            if let Some(inner) = u010_reference_of_another_kind::inner_schema(&spot) {
                let rule = &u010_reference_of_another_kind::RULE;
                let found =
                    format!("the reference `{text}` points to something that holds a schema");
                self.tell(rule, at, node.span, found, "the schema inside is taken");
                spot = inner;
                continue;
            }
            // What only refers further needs no name.
            let onward = spot
                .node
                .get("$ref")
                .filter(|_| spot.node.entries().len() == 1);
            let Some(onward) = onward.and_then(Node::as_str) else {
                break;
            };
            seen.push(spot.pointer.clone());
            spot = self.find(onward, Kind::Schema, &spot.pointer, spot.node.span)?;
        }
        self.name_for(spot, text, at, node)
    }

    fn name_for(
        &mut self,
        spot: Spot<'a>,
        text: &str,
        at: &Pointer,
        node: &Node,
    ) -> Option<String> {
        if spot.pointer.as_str().is_empty() {
            let rule = &u005_lost_reference::RULE;
            let found = format!("the reference `{text}` means the whole document");
            self.tell(rule, at, node.span, found, "any value is allowed");
            return None;
        }
        let place = spot.pointer.to_string();
        let name = self.names.make_up(spot);
        let found = format!("the schema at `#{place}` has no name");
        let rule = &u009_unnamed_target::RULE;
        self.tell(rule, at, node.span, found, format!("it is called `{name}`"));
        Some(name)
    }
}

#[cfg(test)]
mod tests {
    use crate::upgrade::testing::{document, findings, with_schemas};

    #[test]
    fn siblings_of_a_reference_are_kept() {
        let text = with_schemas(
            r##"{"A":{"type":"string"},"B":{"type":"object","properties":{"a":{"$ref":"#/components/schemas/A","description":"d","nullable":true,"x-y":1,"maxLength":3}}}}"##,
        );
        let a = &document(&text).schemas["B"].properties["a"];
        assert_eq!(a.reference.as_deref(), Some("A"));
        assert_eq!(a.description.as_deref(), Some("d"));
        assert!(a.nullable && a.extensions.contains_key("x-y"));
        assert_eq!(a.max_length, Some(3));
        assert_eq!(a.pointer.as_str(), "/components/schemas/B/properties/a");
        assert!(findings(&text).is_empty());
    }

    #[test]
    fn anchors_and_inner_definitions_have_names() {
        let document = document(
            r##"{"openapi":"3.1.0","components":{"schemas":{"A":{"$id":"urn:a","$defs":{"In":{"type":"integer"},"A":{"type":"boolean"}},
              "properties":{"x":{"$ref":"#/components/schemas/A/$defs/In"},"y":{"$ref":"#here"},"z":{"type":"string","$anchor":"here"}}}}}}"##,
        );
        assert_eq!(
            document.schemas.keys().collect::<Vec<_>>(),
            ["A", "In", "AA", "AZ"]
        );
        assert_eq!(
            document.schemas["A"].properties["x"].reference.as_deref(),
            Some("In")
        );
        assert_eq!(
            document.schemas["A"].properties["y"].reference.as_deref(),
            Some("AZ")
        );
    }

    #[test]
    fn flags_are_schemas() {
        let document = document(&with_schemas(
            r#"{"A":true,"B":false,"C":{"type":"array","items":false}}"#,
        ));
        assert!(document.schemas["A"].is_any() && document.schemas["A"].not.is_none());
        assert!(document.schemas["B"].not.as_ref().unwrap().is_any());
        assert!(document.schemas["C"].items.as_ref().unwrap().not.is_some());
    }
}
