//! Structs.

use std::fmt::Write as _;

use super::{builder, check, constraints, debug, header, open_struct};
use crate::emit::prose::quoted;
use crate::emit::tokens::type_text;
use crate::lower::plan::{FieldPlan, RustType, StructPlan, TypeDef};

/// The text of a struct, with its `Debug`, its checks and its builder where it needs them.
pub(super) fn text(def: &TypeDef, plan: &StructPlan) -> String {
    let mut out = header::docs(def);
    let open = plan.additional.is_some();
    let hidden = plan.fields.iter().any(|field| field.sensitive);
    let mut derives = vec!["Clone"];
    if !hidden {
        derives.push("Debug");
    }
    derives.push("PartialEq");
    let _ = writeln!(out, "#[derive({})]", derives.join(", "));
    let _ = writeln!(out, "#[non_exhaustive]\npub struct {} {{", def.name);
    for field in &plan.fields {
        field_docs(&mut out, field);
        let _ = writeln!(
            out,
            "    pub {}: {},",
            field.ident,
            type_text(&field.ty, "super")
        );
    }
    if let Some(values) = &plan.additional {
        out.push_str("    /// Members that the document does not name.\n");
        let _ = writeln!(
            out,
            "    pub additional: {},",
            type_text(&RustType::Map(Box::new(values.clone())), "super")
        );
    }
    out.push_str("}\n\n");
    if hidden {
        out.push_str(&debug::text(def, plan));
    }
    out.push_str(&match open {
        true => open_struct::text(def, plan),
        false => OBJECT.to_owned(),
    });
    out.push_str(&check::of_struct(def, plan));
    if let Some(builder) = &def.builder {
        out.push_str(&builder::text(def, builder, plan));
    }
    out
}

fn field_docs(out: &mut String, field: &FieldPlan) {
    let words = if field.docs.is_empty() {
        format!("{}.", quoted(&field.wire))
    } else {
        field.docs.clone()
    };
    header::lines(out, "    ", &words);
    let note = match (field.read_only, field.write_only) {
        (true, _) => "Only in answers.",
        (_, true) => "Only in requests.",
        _ => "",
    };
    let demands = constraints::text(&field.rules, &field.item_rules);
    let notes: Vec<&str> = [note, &demands]
        .into_iter()
        .filter(|note| !note.is_empty())
        .collect();
    if !notes.is_empty() {
        let _ = writeln!(out, "    ///\n    /// {}", notes.join(" "));
    }
    if field.deprecated {
        out.push_str("    #[deprecated]\n");
    }
}

/// What stands for serde's traits of a struct until the file is printed: prettyplease breaks the lines of a macro
/// anywhere.
pub(super) const OBJECT: &str = "citi_core::object!();\n";

/// serde's traits of a struct whose members are its fields.
pub(super) fn object(def: &TypeDef, plan: &StructPlan) -> String {
    let mut out = format!("citi_core::object!({} {{", def.name);
    for field in &plan.fields {
        let kind = match (matches!(field.ty, RustType::Option(_)), writes_null(field)) {
            (true, false) => "optional",
            (true, true) => "nullable",
            (false, _) => "required",
        };
        let lenient = match is_lenient(&field.ty) {
            true => "_lenient",
            false => "",
        };
        let (ident, wire) = (&field.ident, header::literal(&field.wire));
        let _ = write!(out, "\n    {ident}: {kind}{lenient} {wire},");
    }
    if !plan.fields.is_empty() {
        out.push('\n');
    }
    out.push_str("});\n");
    out
}

/// Whether an absent value is written as `null`: it must be there, and null is a value.
pub(super) fn writes_null(field: &FieldPlan) -> bool {
    field.required && field.nullable
}

/// Whether a type holds numbers or booleans that a bank may send as text.
pub(super) fn is_lenient(ty: &RustType) -> bool {
    match ty {
        RustType::I64 | RustType::U64 | RustType::Bool => true,
        RustType::List(inner)
        | RustType::Map(inner)
        | RustType::Option(inner)
        | RustType::Boxed(inner) => is_lenient(inner),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lenient_through_anything() {
        assert!(is_lenient(&RustType::Option(Box::new(RustType::List(
            Box::new(RustType::Bool)
        )))));
        assert!(!is_lenient(&RustType::Number));
    }
}
