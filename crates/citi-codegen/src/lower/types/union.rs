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
