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
    if !open {
        derives.extend(["serde::Deserialize", "serde::Serialize"]);
    }
    let _ = writeln!(out, "#[derive({})]", derives.join(", "));
    let camel = !open
        && plan
            .fields
            .iter()
            .filter(|field| camel_case(&field.ident) == field.wire)
            .count()
            * 2
            > plan.fields.len();
    if camel && plan.fields.iter().any(|field| field.ident != field.wire) {
        out.push_str("#[serde(rename_all = \"camelCase\")]\n");
    }
    let _ = writeln!(out, "#[non_exhaustive]\npub struct {} {{", def.name);
    for field in &plan.fields {
        field_docs(&mut out, field);
        if !open {
            attributes(&mut out, field, camel);
        }
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
    if open {
        out.push_str(&open_struct::text(def, plan));
    }
    if def.usage.written {
        out.push_str(&check::of_struct(def, plan));
    }
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

fn attributes(out: &mut String, field: &FieldPlan, camel: bool) {
    let mut parts = Vec::new();
    let derived = if camel {
        camel_case(&field.ident)
    } else {
        field.ident.clone()
    };
    if derived != field.wire {
        parts.push(format!("rename = {}", header::literal(&field.wire)));
    }
    let optional = matches!(field.ty, RustType::Option(_));
    if is_lenient(&field.ty) {
        if optional {
            parts.push("default".to_owned());
        }
        parts.push("deserialize_with = \"citi_core::support::lenient::read\"".to_owned());
    }
    if optional && !writes_null(field) {
        parts.push("skip_serializing_if = \"Option::is_none\"".to_owned());
    }
    if !parts.is_empty() {
        let _ = writeln!(out, "    #[serde({})]", parts.join(", "));
    }
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

/// What serde's `rename_all = "camelCase"` makes of a field name.
fn camel_case(ident: &str) -> String {
    let mut out = String::with_capacity(ident.len());
    let mut upper = true;
    for character in ident.chars() {
        if character == '_' {
            upper = true;
        } else if upper {
            out.push(character.to_ascii_uppercase());
            upper = false;
        } else {
            out.push(character);
        }
    }
    match out.chars().next() {
        Some(first) => format!("{}{}", first.to_ascii_lowercase(), &out[first.len_utf8()..]),
        None => out,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn camel_case_is_serdes() {
        assert_eq!(camel_case("account_id"), "accountId");
        assert_eq!(camel_case("type_"), "type");
        assert_eq!(camel_case("line_2"), "line2");
        assert_eq!(camel_case("x"), "x");
    }

    #[test]
    fn lenient_through_anything() {
        assert!(is_lenient(&RustType::Option(Box::new(RustType::List(
            Box::new(RustType::Bool)
        )))));
        assert!(!is_lenient(&RustType::Number));
    }
}
