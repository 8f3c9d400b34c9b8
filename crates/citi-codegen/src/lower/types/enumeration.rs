//! Schemas that list their values.

use indexmap::IndexSet;

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
        let texts: IndexSet<String> = values.iter().filter_map(Node::scalar_text).collect();
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

#[cfg(test)]
mod tests {
    use crate::lower::plan::{Rule, Shape};
    use crate::lower::testing::schemas;

    #[test]
    fn values_that_look_alike_keep_names_of_their_own() {
        let plan =
            schemas("    Grade: {type: string, enum: ['A+', 'A-', a, A, '', unknown, 'A+']}\n");
        let Shape::Enum(grade) = &plan.def("Grade").shape else {
            panic!("an enum")
        };
        let names: Vec<_> = grade
            .values
            .iter()
            .map(|value| (value.wire.as_str(), value.ident.as_str()))
            .collect();
        assert_eq!(
            names,
            [
                ("A+", "APlus"),
                ("A-", "AMinus"),
                ("a", "A"),
                ("A", "A2"),
                ("", "Empty"),
                ("unknown", "UnknownValue")
            ]
        );
    }

    #[test]
    fn listed_numbers_are_a_rule_and_no_enum() {
        let plan =
            schemas("    A: {type: object, properties: {n: {type: integer, enum: [1, 2]}}}\n");
        let Shape::Struct(a) = &plan.def("A").shape else {
            panic!("a struct")
        };
        assert_eq!(
            a.fields[0].rules,
            [Rule::OneOf(vec!["1".to_owned(), "2".to_owned()])]
        );
    }
}
