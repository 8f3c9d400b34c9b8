//! The types of one document, as they come to be.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::Owner;
use super::named::Named;
use crate::diagnostic::{Code, Diagnostics};
use crate::load::Pointer;
use crate::lower::plan::{RustType, Shape, TypeDef, Usage};
use crate::lower::{DocumentNames, Options, Scope, case, docs};
use crate::model::{Document, Schema};

/// Schemas inside each other too deep.
pub(super) const TOO_DEEP: Code = Code("E013");

/// How deep schemas may stand in each other before the rest is taken as arbitrary JSON.
pub(super) const DEPTH: usize = 96;

/// The types of one document, as they come to be.
pub(crate) struct Types<'a> {
    pub(super) document: &'a Document,
    pub(super) options: &'a Options,
    pub(crate) names: DocumentNames<'a>,
    pub(crate) diagnostics: &'a mut Diagnostics,
    scope: Scope,
    pub(super) rust_names: HashMap<&'a str, String>,
    pub(super) file_names: HashMap<&'a str, String>,
    pub(super) named: HashMap<&'a str, Named>,
    pub(super) recursive: BTreeSet<&'a str>,
    slots: Vec<Option<TypeDef>>,
    pub(crate) index: BTreeMap<String, RustType>,
    keys: HashMap<String, usize>,
    pub(super) depth: usize,
    /// The unions that are open, each inside the one before.
    pub(super) open_unions: Vec<Pointer>,
    /// How many unions were met within others.
    pub(super) nested_unions: usize,
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
            open_unions: Vec::new(),
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

#[cfg(test)]
mod tests {
    use crate::lower::testing::{plan_with, schemas};
    use crate::lower::{Names, Options};

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
