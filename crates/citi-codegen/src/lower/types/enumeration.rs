//! Schemas that list their values.

use super::{Owner, Typed, Types};
use crate::load::Node;
use crate::lower::Scope;
use crate::lower::case;
use crate::lower::plan::{EnumPlan, RustType, Shape, ValuePlan};
use crate::model::{Schema, Type};

impl Types<'_> {
    /// The type of a schema that lists its values: an open enum of strings, or the plain type of
    /// the values with a rule; `None` if the list says nothing that a type could use.
    pub(super) fn enumeration(
        &mut self,
        schema: &Schema,
        values: &[Node],
        owner: &Owner,
    ) -> Option<Typed> {
        let stated = schema.types.as_slice();
        let strings = match stated {
            [Type::String] => true,
            [] => !values.is_empty() && values.iter().all(|value| value.as_str().is_some()),
            _ => false,
        };
        if !strings {
            return None;
        }
        let mut texts: Vec<String> = Vec::new();
        for text in values.iter().filter_map(Node::scalar_text) {
            if !texts.contains(&text) {
                texts.push(text);
            }
        }
        if texts.is_empty() {
            return None;
        }
        let (name, slot) = self.claim(owner, schema);
        let mut scope = Scope::new(format!("variant {name}."), &self.names, &["Unknown"]);
        let values = texts
            .into_iter()
            .map(|wire| ValuePlan {
                ident: scope.given(&mut self.names, &wire, &case::variant(&wire), &[]),
                wire,
            })
            .collect();
        self.define(slot, Shape::Enum(EnumPlan { values }));
        Some(Typed::plain(RustType::Named(name)))
    }
}
