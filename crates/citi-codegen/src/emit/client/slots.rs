//! The names under which an operation's arguments and types travel through progenitor.

use indexmap::IndexSet;

use crate::emit::tokens::type_text;
use crate::lower::plan::{OperationPlan, ParameterPlan};

/// The operation's name in its synthetic document, and that of its method there.
pub(super) const OPERATION: &str = "call";
/// The name of its builder there.
pub(super) const BUILDER: &str = "Call";
/// The body's name there; progenitor gives it.
pub(super) const BODY: &str = "body";

/// The name of the argument at `index`. Of one width, so that progenitor's order by name is ours.
pub(super) fn argument(index: usize) -> String {
    format!("arg{index:04}")
}

/// The argument that `slot` stands for.
pub(super) fn parameter<'a>(plan: &'a OperationPlan, slot: &str) -> Option<&'a ParameterPlan> {
    let index: usize = slot.strip_prefix("arg")?.parse().ok()?;
    plan.parameters.get(index)
}

/// The Rust types of an operation's arguments: a slot for each that differs.
pub(super) struct Types(IndexSet<String>);

impl Types {
    /// The types of `plan`.
    pub(super) fn of(plan: &OperationPlan) -> Self {
        Self(
            plan.parameters
                .iter()
                .map(|parameter| type_text(&parameter.ty, "types"))
                .chain(plan.body.iter().map(|body| type_text(&body.ty, "types")))
                .collect(),
        )
    }

    /// The slot's name of the type `text`.
    pub(super) fn slot(&self, text: &str) -> String {
        format!("Slot{}", self.0.get_index_of(text).unwrap_or_default())
    }

    /// (slot, Rust type) of each.
    pub(super) fn replacements(&self) -> impl Iterator<Item = (String, &str)> {
        self.0
            .iter()
            .enumerate()
            .map(|(index, text)| (format!("Slot{index}"), text.as_str()))
    }
}

/// Whether `name` is the slot of an argument.
pub(super) fn is_argument(name: &proc_macro2::Ident) -> bool {
    let name = name.to_string();
    name.strip_prefix("arg")
        .is_some_and(|index| index.len() >= 4 && index.bytes().all(|byte| byte.is_ascii_digit()))
}

/// The name of the body's setter: `body`, unless an argument is called so.
pub(super) fn body_name(plan: &OperationPlan) -> &'static str {
    let taken = |name: &str| {
        plan.parameters
            .iter()
            .any(|parameter| parameter.ident == name)
    };
    [BODY, "request_body"]
        .into_iter()
        .find(|name| !taken(name))
        .unwrap_or("body_")
}
