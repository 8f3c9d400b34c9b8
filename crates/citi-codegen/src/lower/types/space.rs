//! The types of one document, as they come to be.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::merge;
use super::{Owner, Typed};
use crate::diagnostic::{Code, Diagnostics};
use crate::lower::plan::{RustType, Shape, TypeDef, Usage};
use crate::lower::{DocumentNames, Options, Scope, case, docs};
use crate::model::{Document, Schema, Type};

/// A reference that leads nowhere.
const DANGLING: Code = Code("E012");
/// Schemas inside each other too deep.
const TOO_DEEP: Code = Code("E013");

/// How deep schemas may stand in each other before the rest is taken as arbitrary JSON.
const DEPTH: usize = 96;

/// How many unions may stand in other unions of one document.
const NESTED_UNIONS: usize = 10_000;

/// How deep a named schema may stand in others to be made at once.
const DEFERRED: usize = 32;

/// The types of one document, as they come to be.
pub(crate) struct Types<'a> {
    pub(super) document: &'a Document,
    pub(super) options: &'a Options,
    pub(crate) names: DocumentNames<'a>,
    pub(crate) diagnostics: &'a mut Diagnostics,
    scope: Scope,
    rust_names: HashMap<&'a str, String>,
    file_names: HashMap<&'a str, String>,
    named: HashMap<&'a str, Named>,
    recursive: BTreeSet<&'a str>,
    slots: Vec<Option<TypeDef>>,
    pub(crate) index: BTreeMap<String, RustType>,
    keys: HashMap<String, usize>,
    depth: usize,
    /// How many unions are open.
    unions: usize,
    /// How many unions were met within others.
    nested_unions: usize,
}

#[derive(Clone, Debug)]
enum Named {
    Pending,
    Done(Typed),
}

impl<'a> Types<'a> {
    /// Names every named schema of the document, in its order; their types come as they are asked for.
    pub(crate) fn new(
        document: &'a Document,
        options: &'a Options,
        mut names: DocumentNames<'a>,
        diagnostics: &'a mut Diagnostics,
    ) -> Self {
        let mut scope = Scope::new("type ", &names, &[]);
        let mut files = Scope::new("file ", &names, &["mod"]);
        let mut rust_names = HashMap::new();
        let mut file_names = HashMap::new();
        for name in document.schemas.keys() {
            let rust_name = scope.given(&mut names, name, &case::pascal(name), &[]);
            file_names.insert(name.as_str(), files.private(&case::snake(&rust_name)));
            rust_names.insert(name.as_str(), rust_name);
        }
        Self {
            document,
            options,
            names,
            diagnostics,
            scope,
            rust_names,
            file_names,
            named: HashMap::new(),
            recursive: BTreeSet::new(),
            slots: Vec::new(),
            index: BTreeMap::new(),
            keys: HashMap::new(),
            depth: 0,
            unions: 0,
            nested_unions: 0,
        }
    }

    /// The document.
    pub(crate) fn document(&self) -> &'a Document {
        self.document
    }

    /// What the manifest decides.
    pub(crate) fn options(&self) -> &'a Options {
        self.options
    }

    /// Makes the types of all named schemas.
    pub(crate) fn all_named(&mut self) {
        for name in self.document.schemas.keys() {
            self.named(name);
        }
    }

    /// A Rust type name for something that is no schema (the answers of an operation).
    pub(crate) fn name(&mut self, key: &str, wanted: &str) -> String {
        self.scope.invented(&mut self.names, key, wanted, &[])
    }

    /// The Rust name of a named schema.
    pub(super) fn rust_name(&self, schema: &str) -> Option<String> {
        self.rust_names.get(schema).cloned()
    }

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

    /// The union, unless it stands in too many: one whose arms lead back to itself has no end, and two such arms
    /// double with every round.
    fn union_within(&mut self, schema: &Schema, owner: &Owner) -> Typed {
        let nested = self.unions > 0;
        if self.unions >= DEPTH || (nested && self.nested_unions >= NESTED_UNIONS) {
            self.diagnostics.warning(
                TOO_DEEP,
                &schema.pointer,
                schema.span,
                format!(
                    "unions stand in each other more than {DEPTH} deep, or {NESTED_UNIONS} times"
                ),
                "the rest is arbitrary JSON",
                "take the arms away that lead back to the union itself",
            );
            return Typed::json(true);
        }
        self.nested_unions += usize::from(nested);
        self.unions += 1;
        let typed = self.union(schema, owner);
        self.unions -= 1;
        typed
    }

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

    /// Takes a name and a place among the types for `owner`.
    pub(super) fn claim(&mut self, owner: &Owner, schema: &Schema) -> (String, usize) {
        let name = match &owner.assigned {
            Some(assigned) => assigned.clone(),
            None => {
                let met = self.keys.entry(owner.key.clone()).or_insert(0);
                *met += 1;
                // Several types of one owner (arms of one title) are told apart by their order.
                let key = match met {
                    1 => owner.key.clone(),
                    number => format!("{}#{number}", owner.key),
                };
                self.scope
                    .invented(&mut self.names, &key, &case::pascal(&owner.hint), &[])
            }
        };
        let description = schema
            .description
            .as_deref()
            .filter(|text| !text.trim().is_empty());
        self.slots.push(Some(TypeDef {
            name: name.clone(),
            file: owner.file.clone(),
            docs: docs::clean(description.or(schema.title.as_deref()).unwrap_or_default()),
            pointer: schema.pointer.to_string(),
            deprecated: schema.deprecated,
            usage: Usage::default(),
            builder: None,
            shape: Shape::Alias {
                target: RustType::Json,
                rules: Vec::new(),
            },
        }));
        (name, self.slots.len() - 1)
    }

    /// Settles what a claimed type is.
    pub(super) fn define(&mut self, slot: usize, shape: Shape) {
        if let Some(Some(def)) = self.slots.get_mut(slot) {
            def.shape = shape;
        }
    }

    /// Gives a claimed place back.
    pub(super) fn abandon(&mut self, slot: usize) {
        if let Some(def) = self.slots.get_mut(slot) {
            *def = None;
        }
    }

    /// Notes that a reference leads nowhere.
    fn dangling(&mut self, name: &str) {
        self.diagnostics.warning(
            DANGLING,
            &crate::load::Pointer::root(),
            crate::load::Span::default(),
            format!("there is no schema `{name}`"),
            "it is taken as arbitrary JSON",
            "correct the reference with an overlay",
        );
    }

    /// All types and the index of schemas, and the names given back.
    pub(crate) fn into_parts(
        self,
    ) -> (Vec<TypeDef>, BTreeMap<String, RustType>, DocumentNames<'a>) {
        (
            self.slots.into_iter().flatten().collect(),
            self.index,
            self.names,
        )
    }
}

/// Whether a schema is a scalar of one type and nothing else.
fn is_plain_scalar(schema: &Schema) -> bool {
    schema.reference.is_none()
        && !says_more(schema)
        && matches!(
            schema.types.as_slice(),
            [Type::String | Type::Integer | Type::Number | Type::Boolean]
        )
}

/// Whether the siblings of a reference change the shape of the value.
fn says_more(schema: &Schema) -> bool {
    !schema.all_of.is_empty() || has_shape(schema)
}

/// Whether a schema describes a shape beside its reference and its `allOf`.
fn has_shape(schema: &Schema) -> bool {
    !schema.properties.is_empty()
        || !schema.required.is_empty()
        || !schema.one_of.is_empty()
        || !schema.any_of.is_empty()
        || schema.values.is_some()
        || schema.items.is_some()
        || matches!(schema.additional, crate::model::Additional::Schema(_))
}

/// The one arm of an `allOf` that has a single meaningful arm, in a schema that says nothing else of the shape.
fn lone_arm(schema: &Schema) -> Option<&Schema> {
    if has_shape(schema) {
        return None;
    }
    let mut meaningful = schema
        .all_of
        .iter()
        .filter(|arm| arm.reference.is_some() || !arm.is_any() && !bare_object(arm));
    match (meaningful.next(), meaningful.next()) {
        (Some(only), None) if only.reference.is_some() => Some(only),
        _ => None,
    }
}

fn bare_object(schema: &Schema) -> bool {
    schema.types == [Type::Object] && !says_more(schema) && schema.pattern_properties.is_empty()
}

/// The one JSON type of listed values.
fn kind_of(values: &[crate::load::Node]) -> Option<Type> {
    use crate::load::Value;
    let kind = |value: &crate::load::Node| match &value.value {
        Value::Bool(_) => Some(Type::Boolean),
        Value::Number(text) if text.contains(['.', 'e', 'E']) => Some(Type::Number),
        Value::Number(_) => Some(Type::Integer),
        Value::String(_) => Some(Type::String),
        _ => None,
    };
    let first = kind(values.first()?)?;
    values
        .iter()
        .all(|value| kind(value) == Some(first))
        .then_some(first)
}

#[cfg(test)]
mod tests {
    use crate::lower::testing::{plan_with, schemas};
    use crate::lower::{Names, Options};

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
    fn an_invented_name_stays_when_the_document_grows() {
        let head =
            "openapi: 3.0.0\ninfo: {title: T, version: '1'}\npaths: {}\ncomponents:\n  schemas:\n";
        let order = "    Order: {type: object, properties: {status: {type: string, enum: [A]}}}\n";
        let mut names = Names::default();
        let before = plan_with(&format!("{head}{order}"), &Options::default(), &mut names);
        let grown = format!(
            "{head}    OrderStatus: {{type: object, properties: {{x: {{type: string}}}}}}\n{order}"
        );
        let after = plan_with(&grown, &Options::default(), &mut names);
        assert_eq!(
            before.field("Order", "status"),
            "Option<types::OrderStatus>"
        );
        assert_eq!(after.field("Order", "status"), "Option<types::OrderStatus>");
        assert_eq!(after.type_names(), ["OrderStatus2", "Order", "OrderStatus"]);
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

    #[test]
    fn alike_arms_of_one_owner_are_types_of_their_own() {
        let plan = schemas(
            "    A:\n      type: object\n      properties:\n        p:\n          oneOf:\n            - {title: Same, type: object, required: [x], properties: {x: {type: string}}}\n            - {title: Same, type: object, required: [y], properties: {y: {type: string}}}\n",
        );
        let mut names = plan.type_names();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), plan.types.len());
    }
}
