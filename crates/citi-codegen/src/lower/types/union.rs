//! Schemas that are one of several: `oneOf`, `anyOf`, several types.

use super::merge;
use super::{Owner, Typed, Types};
use crate::lower::plan::{RustType, Shape, UnionPlan, VariantPlan};
use crate::lower::{Scope, case, docs};
use crate::model::{Schema, Type};

/// An arm of a union.
struct Arm {
    /// What it holds, with what all arms share merged in.
    schema: Schema,
    /// The named schema that it was.
    reference: Option<String>,
}

impl Types<'_> {
    /// The type of a schema with `oneOf` or `anyOf`; `allOf` is merged already.
    pub(super) fn union(&mut self, schema: &Schema, owner: &Owner) -> Typed {
        let mut base = schema.clone();
        let one_of = std::mem::take(&mut base.one_of);
        let any_of = std::mem::take(&mut base.any_of);
        let any = one_of.is_empty();
        let arms: Vec<Schema> = one_of
            .into_iter()
            .chain(any_of)
            .filter(|arm| !is_condition(arm))
            .collect();
        if arms.is_empty() {
            return self.typed_flat(&base, owner);
        }
        let nullable = schema.nullable
            || arms
                .iter()
                .any(|arm| self.document.resolve(arm).is_some_and(|arm| arm.nullable));
        if any && let Some(merged) = merge::any_of(self.document, &base, &arms) {
            return self.typed_flat(&merged, owner).or_null(nullable);
        }
        let shared = merge::has_object_shape(&base);
        base.discriminator = None;
        let arms: Vec<Arm> = arms
            .into_iter()
            .map(|arm| Arm {
                reference: arm.reference.clone(),
                schema: if shared {
                    let plain = Schema {
                        description: None,
                        title: None,
                        ..base.clone()
                    };
                    merge::both(self.document, &plain, &arm)
                } else {
                    arm
                },
            })
            .collect();
        if let [only] = arms.as_slice() {
            return if only.schema.reference.is_some() {
                self.typed(&only.schema, owner).or_null(nullable)
            } else {
                self.typed_flat(&merge::flatten(self.document, &only.schema), owner)
                    .or_null(nullable)
            };
        }
        if let Some(typed) = self.strings(&base, &arms, owner) {
            return typed.or_null(nullable);
        }
        self.arms(schema, &arms, owner).or_null(nullable)
    }

    /// The type of a schema that allows several JSON types.
    pub(super) fn several_types(&mut self, schema: &Schema, owner: &Owner) -> Typed {
        if schema
            .types
            .iter()
            .all(|kind| matches!(kind, Type::Integer | Type::Number))
        {
            return self.scalar(schema, Type::Number, owner);
        }
        let arms: Vec<Arm> = schema
            .types
            .iter()
            .map(|kind| Arm {
                schema: merge::only(schema, *kind),
                reference: None,
            })
            .collect();
        self.arms(schema, &arms, owner)
    }

    /// Arms that are all strings: one enum of all values if each lists them, else a string.
    fn strings(&mut self, base: &Schema, arms: &[Arm], owner: &Owner) -> Option<Typed> {
        let mut values = Vec::new();
        let mut open = false;
        for arm in arms {
            let arm = merge::flatten(self.document, &arm.schema);
            if arm.inferred_type() != Some(Type::String)
                || !arm.one_of.is_empty()
                || !arm.any_of.is_empty()
            {
                return None;
            }
            match &arm.values {
                Some(listed) => values.extend(listed.iter().cloned()),
                None => open = true,
            }
        }
        if open {
            return Some(Typed::plain(RustType::String));
        }
        let listed = Schema {
            types: vec![Type::String],
            values: Some(values.clone()),
            ..base.clone()
        };
        self.enumeration(&listed, &values, owner)
    }

    /// An enum of the arms' types.
    fn arms(&mut self, schema: &Schema, arms: &[Arm], owner: &Owner) -> Typed {
        let (name, slot) = self.claim(owner, schema);
        let named = Owner {
            assigned: Some(name.clone()),
            ..owner.clone()
        };
        let mut scope = Scope::new(format!("variant {name}."), &self.names, &["Unknown"]);
        let mut variants: Vec<VariantPlan> = Vec::new();
        for (number, arm) in arms.iter().enumerate() {
            let label = self.label(arm, number);
            let typed = self.typed(&arm.schema, &named.arm(&label));
            let tags = self.tags(schema, arm);
            if let Some(same) = variants.iter_mut().find(|variant| variant.ty == typed.ty) {
                same.tags.extend(tags);
                continue;
            }
            let wanted = match &typed.ty {
                RustType::Named(_) => label.clone(),
                other => kind_name(other).to_owned(),
            };
            let wanted = if wanted == "Unknown" {
                "UnknownArm".to_owned()
            } else {
                wanted
            };
            let key = if arm.reference.is_some() {
                label.clone()
            } else {
                format!("{label}#{number}")
            };
            variants.push(VariantPlan {
                ident: scope.given(&mut self.names, &key, &wanted, &[]),
                ty: typed.ty,
                tags,
                docs: docs::clean(
                    arm.schema
                        .description
                        .as_deref()
                        .or(arm.schema.title.as_deref())
                        .unwrap_or_default(),
                ),
            });
        }
        if variants.len() == 1
            && variants
                .iter()
                .all(|variant| matches!(variant.ty, RustType::Json))
        {
            // Nothing is known of any arm.
            self.abandon(slot);
            return Typed::json(false);
        }
        let discriminator = schema
            .discriminator
            .as_ref()
            .map(|discriminator| discriminator.property.clone());
        let stated = schema
            .discriminator
            .as_ref()
            .is_some_and(|discriminator| !discriminator.mapping.is_empty());
        self.define(
            slot,
            Shape::Union(UnionPlan {
                variants,
                discriminator,
                stated,
            }),
        );
        Typed::plain(RustType::Named(name))
    }

    /// What an arm is called: its schema's name, its title, or its number.
    fn label(&self, arm: &Arm, number: usize) -> String {
        if let Some(reference) = &arm.reference {
            return self
                .rust_name(reference)
                .unwrap_or_else(|| case::pascal(reference));
        }
        match arm.schema.title.as_deref().map(str::trim) {
            Some(title) if !title.is_empty() && title.len() <= 40 => case::pascal(title),
            _ => format!("Option{}", number + 1),
        }
    }

    /// The values of the discriminator that choose an arm.
    fn tags(&self, union: &Schema, arm: &Arm) -> Vec<String> {
        let Some(discriminator) = &union.discriminator else {
            return Vec::new();
        };
        let reference = arm.reference.as_ref();
        let mut tags: Vec<String> = discriminator
            .mapping
            .iter()
            .filter(|(_, target)| Some(*target) == reference)
            .map(|(tag, _)| tag.clone())
            .collect();
        // The arm may say itself which values are its own.
        let arm = merge::flatten(self.document, &arm.schema);
        if let Some(values) = arm
            .properties
            .get(&discriminator.property)
            .map(|property| merge::flatten(self.document, property))
            .and_then(|property| property.values)
            .filter(|values| tags.is_empty() && values.len() == 1)
        {
            tags.extend(values.iter().filter_map(crate::load::Node::scalar_text));
        }
        if tags.is_empty() {
            tags.extend(reference.cloned());
        }
        tags
    }
}

/// An arm that describes no value but only demands something of one (`required` alone).
fn is_condition(arm: &Schema) -> bool {
    arm.reference.is_none()
        && arm.properties.is_empty()
        && arm.all_of.is_empty()
        && arm.one_of.is_empty()
        && arm.any_of.is_empty()
        && arm.values.is_none()
        && arm.items.is_none()
        && (!arm.required.is_empty() || arm.not.is_some())
        && arm.types.iter().all(|kind| *kind == Type::Object)
}

/// The name of a variant that holds no generated type.
fn kind_name(ty: &RustType) -> &'static str {
    match ty {
        RustType::String | RustType::Secret => "Text",
        RustType::Bool => "Boolean",
        RustType::I64 | RustType::U64 => "Integer",
        RustType::Number | RustType::F64 => "Number",
        RustType::Date => "Date",
        RustType::DateTime => "DateTime",
        RustType::Bytes => "Bytes",
        RustType::List(_) => "List",
        RustType::Map(_) => "Object",
        RustType::Json
        | RustType::Xml
        | RustType::Option(_)
        | RustType::Boxed(_)
        | RustType::Named(_) => "Other",
    }
}

#[cfg(test)]
mod tests {
    use crate::lower::testing::schemas;

    const PARTIES: &str = "    Person: {type: object, required: [name], properties: {name: {type: string}}}\n    Company: {type: object, properties: {lei: {type: string}}}\n";

    #[test]
    fn arms_are_variants_named_for_their_schemas() {
        let plan = schemas(&format!(
            "{PARTIES}    Party: {{oneOf: [{{$ref: '#/components/schemas/Person'}}, {{$ref: '#/components/schemas/Company'}}]}}\n"
        ));
        let arms = plan.arms("Party");
        assert_eq!(
            arms[0],
            ("Person".to_owned(), "types::Person".to_owned(), vec![])
        );
        assert_eq!(arms[1].1, "types::Company");
    }

    #[test]
    fn a_discriminator_tells_the_arms_by_its_mapping() {
        let plan = schemas(&format!(
            "{PARTIES}    Party:\n      oneOf: [{{$ref: '#/components/schemas/Person'}}, {{$ref: '#/components/schemas/Company'}}]\n      \
             discriminator: {{propertyName: kind, mapping: {{natural: '#/components/schemas/Person', legal: '#/components/schemas/Company'}}}}\n"
        ));
        let arms = plan.arms("Party");
        assert_eq!(arms[0].2, ["natural"]);
        assert_eq!(arms[1].2, ["legal"]);
    }

    #[test]
    fn a_null_arm_makes_the_other_optional() {
        let plan = schemas(&format!(
            "{PARTIES}    Deal: {{type: object, required: [buyer], properties: {{buyer: {{oneOf: [{{$ref: '#/components/schemas/Person'}}, {{type: 'null'}}]}}}}}}\n"
        ));
        assert_eq!(plan.field("Deal", "buyer"), "Option<types::Person>");
    }

    #[test]
    fn any_of_objects_is_one_struct_that_may_hold_all_of_them() {
        let plan = schemas(&format!(
            "{PARTIES}    Either: {{anyOf: [{{$ref: '#/components/schemas/Person'}}, {{$ref: '#/components/schemas/Company'}}]}}\n"
        ));
        assert_eq!(plan.field("Either", "name"), "Option<String>");
        assert_eq!(plan.field("Either", "lei"), "Option<String>");
    }

    #[test]
    fn arms_that_only_demand_leave_the_struct() {
        let plan = schemas(
            "    Search: {type: object, properties: {id: {type: string}, name: {type: string}}, oneOf: [{required: [id]}, {required: [name]}]}\n",
        );
        assert_eq!(plan.field("Search", "id"), "Option<String>");
    }

    #[test]
    fn what_all_arms_share_is_in_each_of_them() {
        let plan = schemas(
            "    Event:\n      type: object\n      required: [id]\n      properties: {id: {type: string}}\n      oneOf:\n        - {title: Paid, properties: {amount: {type: number}}}\n        - {title: Failed, properties: {reason: {type: string}}}\n",
        );
        let arms = plan.arms("Event");
        assert_eq!(arms[0].1, "types::EventPaid");
        assert_eq!(plan.field("EventPaid", "id"), "String");
        assert_eq!(plan.field("EventFailed", "id"), "String");
        assert_eq!(plan.field("EventFailed", "reason"), "Option<String>");
    }

    #[test]
    fn several_types_are_a_union_and_two_kinds_of_number_are_one() {
        let plan = schemas(
            "    A: {type: object, properties: {a: {type: [string, integer]}, b: {type: [integer, number]}}}\n",
        );
        assert_eq!(plan.field("A", "a"), "Option<types::Aa>");
        assert_eq!(
            plan.arms("Aa")
                .iter()
                .map(|arm| arm.1.as_str())
                .collect::<Vec<_>>(),
            ["String", "i64"]
        );
        assert_eq!(plan.field("A", "b"), "Option<citi_core::Number>");
    }
}
