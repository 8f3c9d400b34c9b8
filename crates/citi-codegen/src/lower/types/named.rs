//! The type of a schema that has a name.

use super::siblings::is_plain_scalar;
use super::space::Types;
use super::{Owner, Typed};
use crate::diagnostic::Code;
use crate::load::{Pointer, Span};
use crate::lower::plan::{RustType, Shape};

/// A reference that leads nowhere.
const DANGLING: Code = Code("E012");

/// How deep a named schema may stand in others to be made at once.
const DEFERRED: usize = 32;

/// How far the type of a named schema has come.
#[derive(Clone, Debug)]
pub(super) enum Named {
    Pending,
    Done(Typed),
}

impl Types<'_> {
    /// The type of a named schema.
    pub(super) fn named(&mut self, name: &str) -> Typed {
        let document = self.document;
        let Some((key, schema)) = document.schemas.get_key_value(name) else {
            self.dangling(name);
            return Typed::json(true);
        };
        let key = key.as_str();
        match self.named.get(key) {
            Some(Named::Done(typed)) => return typed.clone(),
            Some(Named::Pending) => {
                self.recursive.insert(key);
                return Typed::plain(RustType::Named(
                    self.rust_names.get(key).cloned().unwrap_or_default(),
                ));
            }
            None => {}
        }
        if self.depth >= DEFERRED && !is_plain_scalar(schema) {
            // A long chain of names must not become a deep recursion: its rest is made when its turn comes, as a type of
            // its own whatever it turns out to be.
            self.recursive.insert(key);
            let rust_name = self.rust_names.get(key).cloned().unwrap_or_default();
            return Typed::plain(RustType::Named(rust_name)).or_null(schema.nullable);
        }
        self.named.insert(key, Named::Pending);
        let rust_name = self.rust_names.get(key).cloned().unwrap_or_default();
        let owner = Owner {
            key: key.to_owned(),
            hint: rust_name.clone(),
            assigned: Some(rust_name.clone()),
            file: self.file_names.get(key).cloned().unwrap_or_default(),
            schema: Some(key.to_owned()),
            property: None,
            binary: false,
        };
        let mut typed = self.typed(schema, &owner);
        if self.recursive.contains(key) && typed.ty != RustType::Named(rust_name.clone()) {
            // It holds itself and is no struct: it needs a type of its own all the same.
            let (name, slot) = self.claim(&owner, schema);
            self.define(
                slot,
                Shape::Alias {
                    target: typed.ty.clone(),
                    rules: std::mem::take(&mut typed.rules),
                },
            );
            typed.ty = RustType::Named(name);
            typed.item_rules.clear();
        }
        self.named.insert(key, Named::Done(typed.clone()));
        typed
    }

    /// Notes that a reference leads nowhere.
    fn dangling(&mut self, name: &str) {
        self.diagnostics.warning(
            DANGLING,
            &Pointer::root(),
            Span::default(),
            format!("there is no schema `{name}`"),
            "it is taken as arbitrary JSON",
            "correct the reference with an overlay",
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::lower::testing::schemas;

    #[test]
    fn a_type_that_holds_itself_is_boxed_and_a_list_of_itself_is_a_type() {
        let plan = schemas(
            "    Node: {type: object, required: [next], properties: {next: {$ref: '#/components/schemas/Node'}, all: {type: array, items: {$ref: '#/components/schemas/Node'}}}}\n    \
             Tree: {type: array, items: {$ref: '#/components/schemas/Tree'}}\n    \
             A: {type: object, properties: {b: {$ref: '#/components/schemas/B'}}}\n    B: {type: object, properties: {a: {$ref: '#/components/schemas/A'}}}\n",
        );
        assert_eq!(plan.field("Node", "next"), "Box<types::Node>");
        assert_eq!(plan.field("Node", "all"), "Option<Vec<types::Node>>");
        assert_eq!(plan.field("A", "b"), "Option<Box<types::B>>");
        assert!(plan.type_names().contains(&"Tree"));
    }

    #[test]
    fn a_named_text_is_a_text_with_its_rules() {
        let plan = schemas(
            "    Iban: {type: string, maxLength: 34}\n    A: {type: object, properties: {iban: {$ref: '#/components/schemas/Iban'}}}\n",
        );
        assert_eq!(plan.field("A", "iban"), "Option<String>");
        assert_eq!(plan.type_names(), ["A"]);
    }

    #[test]
    fn a_chain_of_a_thousand_names_loses_no_type() {
        let mut text = String::new();
        for number in 0..1000 {
            let next = number + 1;
            text.push_str(&format!("    S{number}: {{type: object, properties: {{next: {{$ref: '#/components/schemas/S{next}'}}}}}}\n"));
        }
        text.push_str("    S1000: {type: array, items: {type: string}}\n");
        let plan = schemas(&text);
        assert_eq!(plan.field("S40", "next"), "Option<types::S41>");
        assert_eq!(plan.field("S998", "next"), "Option<types::S999>");
        assert_eq!(plan.field("S999", "next"), "Option<Vec<String>>");
    }
}
