//! `Debug` of structs that hold what must not be shown.

use super::header;
use crate::emit::layout;
use crate::lower::plan::{RustType, StructPlan, TypeDef};

/// A `Debug` that hides sensitive fields; whether an optional one is there still shows.
pub(super) fn text(def: &TypeDef, plan: &StructPlan) -> String {
    let mut out = format!(
        "impl std::fmt::Debug for {name} {{\n\
         fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {{\n",
        name = def.name,
    );
    let mut calls = Vec::new();
    for field in &plan.fields {
        let (ident, name) = (&field.ident, header::literal(&field.ident));
        calls.push(match (field.sensitive, matches!(field.ty, RustType::Option(_))) {
            (true, true) => format!(
                ".field({name}, &self.{ident}.as_ref().map(|_| citi_core::support::debug::HIDDEN))"
            ),
            (true, false) => format!(".field({name}, &citi_core::support::debug::HIDDEN)"),
            (false, _) => format!(".field({name}, &self.{ident})"),
        });
    }
    if plan.additional.is_some() {
        calls.push(".field(\"additional\", &self.additional)".to_owned());
    }
    calls.push(".finish()".to_owned());
    let head = format!("f.debug_struct({})", header::literal(&def.name));
    out.push_str(&layout::chain(&head, &calls, 8));
    out.push_str("}\n}\n\n");
    out
}
