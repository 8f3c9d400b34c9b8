//! Unions in unions, and where they end.

use super::space::{DEPTH, TOO_DEEP, Types};
use super::{Owner, Typed};
use crate::model::Schema;

/// How many unions may stand in other unions of one document.
const NESTED_UNIONS: usize = 10_000;

impl Types<'_> {
    /// The union, unless it stands in too many, or in itself: one whose arms lead back to itself has no end, and two
    /// such arms double with every round.
    pub(super) fn union_within(&mut self, schema: &Schema, owner: &Owner) -> Typed {
        let nested = !self.open_unions.is_empty();
        let found = if self.open_unions.contains(&schema.pointer) {
            Some("the arms of a union lead back to it".to_owned())
        } else if self.open_unions.len() >= DEPTH || (nested && self.nested_unions >= NESTED_UNIONS)
        {
            Some(format!(
                "unions stand in each other more than {DEPTH} deep, or {NESTED_UNIONS} times"
            ))
        } else {
            None
        };
        if let Some(found) = found {
            self.diagnostics.warning(
                TOO_DEEP,
                &schema.pointer,
                schema.span,
                found,
                "the rest is arbitrary JSON",
                "take the arms away that lead back to the union itself",
            );
            return Typed::json(true);
        }
        self.nested_unions += usize::from(nested);
        self.open_unions.push(schema.pointer.clone());
        let typed = self.union(schema, owner);
        self.open_unions.pop();
        typed
    }
}

#[cfg(test)]
mod tests {
    use crate::lower::testing::schemas;

    #[test]
    fn a_union_whose_arms_lead_back_to_it_ends_there() {
        let plan = schemas(
            "    A:\n      type: object\n      properties: {x: {type: string}}\n      oneOf: [{$ref: '#/components/schemas/A'}, \
             {$ref: '#/components/schemas/B'}, {$ref: '#/components/schemas/B'}]\n    \
             B:\n      type: object\n      properties: {y: {type: string}}\n      anyOf: [{$ref: '#/components/schemas/A'}, \
             {$ref: '#/components/schemas/B'}]\n",
        );
        assert!(plan.types.len() < 100, "{}", plan.types.len());
    }

    #[test]
    fn a_tree_of_unions_has_its_own_type_at_every_level() {
        let plan = schemas(
            "    Tree:\n      oneOf:\n        - {type: string}\n        - type: object\n          required: [left]\n          \
             properties: {left: {$ref: '#/components/schemas/Tree'}, right: {oneOf: [{type: integer}, \
             {$ref: '#/components/schemas/Tree'}]}}\n",
        );
        let names = plan.type_names();
        assert_eq!(names.len(), 3, "{names:?}");
    }
}
