//! `Debug` of structs that hold what must not be shown.

use std::fmt::Write as _;

use super::header;
use crate::lower::plan::{RustType, StructPlan, TypeDef};

/// A `Debug` that hides sensitive fields; whether an optional one is there still shows.
pub(super) fn text(def: &TypeDef, plan: &StructPlan) -> String {
    let mut out = format!(
        "impl std::fmt::Debug for {name} {{\n\
         fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {{\n\
         f.debug_struct({literal})\n",
        name = def.name,
        literal = header::literal(&def.name),
    );
    for field in &plan.fields {
        let (ident, name) = (&field.ident, header::literal(&field.ident));
        let _ = match (field.sensitive, matches!(field.ty, RustType::Option(_))) {
            (true, true) => {
                writeln!(
                    out,
                    ".field({name}, &self.{ident}.as_ref().map(|_| citi_core::support::debug::HIDDEN))"
                )
            }
            (true, false) => writeln!(out, ".field({name}, &citi_core::support::debug::HIDDEN)"),
            (false, _) => writeln!(out, ".field({name}, &self.{ident})"),
        };
    }
    if plan.additional.is_some() {
        out.push_str(".field(\"additional\", &self.additional)\n");
    }
    out.push_str(".finish()\n}\n}\n\n");
    out
}
