//! The names of the builders of a module.

use std::collections::BTreeSet;

use heck::ToPascalCase;

use super::reserved;
use crate::lower::plan::OperationPlan;

/// The builder's name of each operation: its method's in Pascal case. Where that is taken, by
/// another builder, an answer's enum, a name of the prelude or the operation's own file, it gets
/// `Call` and, if need be, a number.
pub(super) fn builder_names(operations: &[OperationPlan]) -> Vec<String> {
    let mut taken: BTreeSet<String> = operations
        .iter()
        .flat_map(OperationPlan::enums)
        .map(str::to_owned)
        .chain(operations.iter().map(|operation| operation.ident.clone()))
        .chain(reserved::BUILDERS.iter().map(|name| (*name).to_owned()))
        .collect();
    operations
        .iter()
        .map(|operation| {
            let plain = operation.ident.to_pascal_case();
            let name = std::iter::once(plain.clone())
                .chain(std::iter::once(format!("{plain}Call")))
                .chain((2..).map(|number| format!("{plain}Call{number}")))
                .find(|name| super::tokens::ident(name).is_ok() && !taken.contains(name))
                .unwrap_or(plain);
            taken.insert(name.clone());
            name
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::emit::client::operation::tests::operation;

    fn names(idents: &[&str]) -> Vec<String> {
        builder_names(
            &idents
                .iter()
                .map(|ident| operation(ident))
                .collect::<Vec<_>>(),
        )
    }

    #[test]
    fn names_that_fall_together_are_kept_apart() {
        assert_eq!(names(&["list_1", "list1"]), ["List1", "List1Call"]);
    }

    #[test]
    fn a_builder_hides_no_name_that_its_file_uses() {
        assert_eq!(names(&["result", "self_"]), ["ResultCall", "SelfCall"]);
    }

    #[test]
    fn a_builder_is_never_called_like_its_file() {
        assert_eq!(names(&["口座"]), ["口座Call"]);
    }
}
