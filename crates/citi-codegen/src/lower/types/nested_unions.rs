//! Unions in unions, and where they end.

use super::space::{DEPTH, TOO_DEEP, Types};
use super::{Owner, Typed};
use crate::model::Schema;

/// How many unions may stand in other unions of one document.
const NESTED_UNIONS: usize = 10_000;

impl Types<'_> {
    /// The union, unless it stands in too many: one whose arms lead back to itself has no end, and two such arms
    /// double with every round.
    pub(super) fn union_within(&mut self, schema: &Schema, owner: &Owner) -> Typed {
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
}
