//! Schemas of objects.

use super::constraint::object_rules;
use super::{Owner, Typed, Types, is_sensitive};
use crate::diagnostic::Code;
use crate::lower::plan::{FieldPlan, RustType, Shape, StructPlan};
use crate::lower::{Scope, case, docs};
use crate::model::{Additional, Schema};

/// `required` names a property that is declared nowhere.
const REQUIRED_UNDECLARED: Code = Code("E011");

impl Types<'_> {
    /// The type of an object: a struct if it declares properties, else a map.
    pub(super) fn object(&mut self, schema: &Schema, owner: &Owner) -> Typed {
        if schema.properties.is_empty() {
            return self.map(schema, owner);
        }
        let (name, slot) = self.claim(owner, schema);
        let mut idents = Scope::new(format!("field {name}."), &self.names, &["additional"]);
        let mut fields = Vec::with_capacity(schema.properties.len());
        for (wire, property) in &schema.properties {
            let typed = self.typed(property, &owner.property(&name, wire));
            let target = self.document.resolve(property).unwrap_or(property);
            let ident = idents.given(&mut self.names, wire, &case::snake(wire), &[]);
            fields.push(FieldPlan {
                ident,
                wire: wire.clone(),
                sensitive: is_sensitive(wire, &self.options.sensitive),
                required: schema.required.contains(wire),
                nullable: typed.nullable,
                read_only: property.read_only || target.read_only,
                write_only: property.write_only || target.write_only,
                deprecated: property.deprecated || target.deprecated,
                untyped: typed.untyped,
                docs: docs::clean(
                    property
                        .description
                        .as_deref()
                        .or(property.title.as_deref())
                        .or(target.description.as_deref())
                        .unwrap_or_default(),
                ),
                rules: typed.rules,
                item_rules: typed.item_rules,
                ty: typed.ty,
            });
        }
        for missing in undeclared(schema) {
            let unstated = matches!(schema.additional, Additional::Unstated);
            let field = unstated && !is_misspelt(schema, missing);
            self.diagnostics.note(
                REQUIRED_UNDECLARED,
                &schema.pointer.key("required"),
                schema.span,
                format!("`{missing}` is required and declared nowhere"),
                match field {
                    true => "it can be given and read as arbitrary JSON, and need not be there",
                    false => "the requirement is left out",
                },
            );
            if field {
                let ident = idents.given(&mut self.names, missing, &case::snake(missing), &[]);
                fields.push(FieldPlan {
                    ident,
                    wire: missing.clone(),
                    sensitive: is_sensitive(missing, &self.options.sensitive),
                    required: false,
                    nullable: false,
                    read_only: false,
                    write_only: false,
                    deprecated: false,
                    untyped: false,
                    docs: "Required by the document, which does not declare it.".to_owned(),
                    rules: Vec::new(),
                    item_rules: Vec::new(),
                    ty: RustType::Json,
                });
            }
        }
        let additional = match &schema.additional {
            Additional::Schema(values) => Some(self.typed(values, &owner.value()).inner()),
            Additional::Allowed => Some(RustType::Json),
            Additional::Unstated if !schema.pattern_properties.is_empty() => {
                Some(self.pattern_values(schema, owner))
            }
            Additional::Unstated | Additional::Forbidden => None,
        };
        self.define(
            slot,
            Shape::Struct(StructPlan {
                fields,
                additional,
                rules: object_rules(schema),
            }),
        );
        Typed::plain(RustType::Named(name))
    }

    fn map(&mut self, schema: &Schema, owner: &Owner) -> Typed {
        let values = match &schema.additional {
            Additional::Schema(values) => self.typed(values, &owner.value()).inner(),
            _ if !schema.pattern_properties.is_empty() => self.pattern_values(schema, owner),
            _ => RustType::Json,
        };
        let ty = RustType::Map(Box::new(values));
        let rules = self.rules(schema, &ty);
        Typed {
            rules,
            ..Typed::plain(ty)
        }
    }

    /// The one type of what `patternProperties` describe, or anything if they differ.
    fn pattern_values(&mut self, schema: &Schema, owner: &Owner) -> RustType {
        match schema.pattern_properties.values().next() {
            Some(only) if schema.pattern_properties.len() == 1 => {
                self.typed(only, &owner.value()).inner()
            }
            _ => RustType::Json,
        }
    }
}

/// Names that are required and declared nowhere, each once.
fn undeclared(schema: &Schema) -> Vec<&String> {
    let mut names: Vec<&String> = Vec::new();
    for name in &schema.required {
        if !schema.properties.contains_key(name) && !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// Whether a name is that of a property but for its case or its blanks.
fn is_misspelt(schema: &Schema, name: &str) -> bool {
    let bare = |text: &str| case::snake(text).replace('_', "");
    schema
        .properties
        .keys()
        .any(|known| bare(known) == bare(name))
}

#[cfg(test)]
mod tests {
    use crate::lower::plan::{RustType, Shape};
    use crate::lower::testing::schemas;

    #[test]
    fn names_that_come_to_one_identifier_are_told_apart() {
        let plan = schemas(
            "    A: {type: object, properties: {clientId: {type: string}, client_id: {type: string}, type: {type: string}, ' a b ': {type: string}}}\n",
        );
        let Shape::Struct(a) = &plan.def("A").shape else {
            panic!("a struct")
        };
        let idents: Vec<_> = a.fields.iter().map(|field| field.ident.as_str()).collect();
        assert_eq!(idents, ["client_id", "client_id_2", "type_", "a_b"]);
    }

    #[test]
    fn an_open_object_keeps_its_other_members_and_a_bare_one_is_a_map() {
        let plan = schemas(
            "    Open: {type: object, properties: {id: {type: string}}, additionalProperties: {type: number}}\n    \
             Holder: {type: object, properties: {rates: {type: object, additionalProperties: {type: number}}, any: {type: object}}}\n",
        );
        let Shape::Struct(open) = &plan.def("Open").shape else {
            panic!("a struct")
        };
        assert_eq!(open.additional, Some(RustType::Number));
        assert_eq!(
            plan.field("Holder", "rates"),
            "Option<citi_core::Map<citi_core::Number>>"
        );
        assert_eq!(
            plan.field("Holder", "any"),
            "Option<citi_core::Map<citi_core::Json>>"
        );
    }

    #[test]
    fn what_is_required_and_declared_nowhere_can_be_given() {
        let plan = schemas(
            "    A: {type: object, required: [fixingCode, AMOUNT, fixingCode], properties: {amount: {type: number}}}\n    \
             Shut: {type: object, required: [code], additionalProperties: false, properties: {amount: {type: number}}}\n",
        );
        assert_eq!(plan.field("A", "fixingCode"), "Option<citi_core::Json>");
        for (name, count) in [("A", 2), ("Shut", 1)] {
            let Shape::Struct(shape) = &plan.def(name).shape else {
                panic!("a struct")
            };
            assert_eq!(shape.fields.len(), count, "{name}");
        }
    }

    #[test]
    fn what_must_not_show_is_marked() {
        let plan = schemas(
            "    A: {type: object, properties: {accountNumber: {type: string}, currency: {type: string}}}\n",
        );
        let Shape::Struct(a) = &plan.def("A").shape else {
            panic!("a struct")
        };
        assert_eq!(
            a.fields
                .iter()
                .map(|field| field.sensitive)
                .collect::<Vec<_>>(),
            [true, false]
        );
    }
}
