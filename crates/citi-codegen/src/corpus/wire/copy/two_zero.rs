//! The operations of a 2.0 document, and the words that changes are made of.

use super::change::below;
use crate::load::{Node, Span, Value};
use crate::lower::plan::{ModulePlan, OperationPlan};

/// Whether the document is one of 2.0, and of no other version too.
pub(super) fn is(document: &Node) -> bool {
    document.get("swagger").is_some() && document.get("openapi").is_none()
}

/// Gives each operation as published, with its plan and its JSON pointer.
pub(super) fn each_operation(
    document: &mut Node,
    module: &ModulePlan,
    mut change: impl FnMut(&mut Node, &OperationPlan, &str),
) {
    for plan in &module.operations {
        let method = plan.method.to_string().to_ascii_lowercase();
        let operation = document
            .get_mut("paths")
            .and_then(|paths| paths.get_mut(&plan.path))
            .and_then(|item| item.get_mut(&method));
        if let Some(operation) = operation {
            let pointer = below(&below("/paths", &plan.path), &method);
            change(operation, plan, &pointer);
        }
    }
}

pub(super) fn says_something(list: &Node) -> bool {
    !list.items().is_empty()
}

pub(super) fn text(value: &str) -> Node {
    Node::string(value, Span::default())
}

pub(super) fn list(items: Vec<Node>) -> Node {
    Node::new(Value::Sequence(items), Span::default())
}
