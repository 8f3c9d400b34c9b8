//! What stands before a type: its documentation and attributes.

use std::fmt::Write as _;

use crate::emit::prose::quoted;
use crate::lower::plan::TypeDef;

/// What a file of types says of itself.
pub(super) fn about(defs: &[&TypeDef]) -> String {
    let names: Vec<String> = defs
        .iter()
        .take(4)
        .map(|def| format!("`{}`", def.name))
        .collect();
    let more = if defs.len() > 4 {
        " and what belongs to it"
    } else {
        ""
    };
    format!("{}{more}.", names.join(", "))
}

/// The names that a type brings into `types`.
pub(super) fn public_names(def: &TypeDef) -> Vec<String> {
    std::iter::once(&def.name)
        .chain(&def.builder)
        .cloned()
        .collect()
}

/// Documentation of a type, with the place that it comes from.
pub(super) fn docs(def: &TypeDef) -> String {
    let mut text = String::new();
    let words = if def.docs.is_empty() {
        format!("`{}`.", def.name)
    } else {
        def.docs.clone()
    };
    lines(&mut text, "", &words);
    text.push_str("///\n");
    let _ = writeln!(text, "/// Source: {}.", quoted(&def.pointer));
    if def.deprecated {
        text.push_str("#[deprecated]\n");
    }
    text
}

/// Markdown as `///` lines.
pub(super) fn lines(out: &mut String, indent: &str, markdown: &str) {
    for line in markdown.trim_end().lines() {
        let line = line.trim_end();
        if line.is_empty() {
            let _ = writeln!(out, "{indent}///");
        } else {
            let _ = writeln!(out, "{indent}/// {line}");
        }
    }
}

/// A string literal.
pub(super) fn literal(text: &str) -> String {
    format!("{text:?}")
}
