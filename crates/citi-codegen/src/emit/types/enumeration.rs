//! Open enums of strings.

use std::fmt::Write as _;

use super::header;
use crate::lower::plan::{EnumPlan, TypeDef};

/// An enum that takes a value which the document does not list as `Unknown`.
pub(super) fn text(def: &TypeDef, plan: &EnumPlan) -> String {
    let name = &def.name;
    let mut out = header::docs(def);
    let _ = writeln!(
        out,
        "#[derive(Clone, Debug, PartialEq, Eq, Hash)]\n#[non_exhaustive]\npub enum {name} {{"
    );
    for value in &plan.values {
        let words = if value.wire.trim().is_empty()
            || value
                .wire
                .contains(|sign: char| sign == '`' || sign.is_control())
        {
            format!("{:?}.", value.wire).replace('`', "'")
        } else {
            format!("`{}`.", value.wire)
        };
        let _ = writeln!(out, "/// {words}\n{},", value.ident);
    }
    out.push_str(
        "/// A value that this crate does not know; it can't be sent.\nUnknown(String),\n}\n\n",
    );
    let _ = writeln!(
        out,
        "impl {name} {{\n/// The text on the wire.\n#[must_use]\npub fn as_str(&self) -> &str {{\nmatch self {{"
    );
    for value in &plan.values {
        let _ = writeln!(
            out,
            "Self::{} => {},",
            value.ident,
            header::literal(&value.wire)
        );
    }
    out.push_str("Self::Unknown(text) => text,\n}\n}\n}\n\n");
    let _ = writeln!(
        out,
        "impl From<String> for {name} {{\nfn from(text: String) -> Self {{\nmatch text.as_str() {{"
    );
    for value in &plan.values {
        let _ = writeln!(
            out,
            "{} => Self::{},",
            header::literal(&value.wire),
            value.ident
        );
    }
    let _ = writeln!(
        out,
        "_ => Self::Unknown(text),\n}}\n}}\n}}\n\nciti_core::open_enum!({name});\n"
    );
    out
}
