//! Builders of structs that are sent.

use std::fmt::Write as _;

use super::header;
use super::structure::writes_null;
use crate::emit::layout::{self, Argument};
use crate::emit::tokens::type_text;
use crate::lower::plan::{FieldPlan, RustType, StructPlan, TypeDef};

/// A builder: a setter for each field that is sent, and `build`, which names what is missing or breaks a rule.
pub(super) fn text(def: &TypeDef, builder: &str, plan: &StructPlan) -> String {
    let name = &def.name;
    let sent: Vec<_> = plan
        .fields
        .iter()
        .filter(|field| !field.read_only)
        .collect();
    let mut out = format!(
        "impl {name} {{\n/// Begins one; [`{builder}::build`] checks it.\n#[must_use]\npub fn builder() -> {builder} {{\n<{builder} as Default>::default()\n}}\n}}\n\n\
         /// Makes a [`{name}`].\n#[derive(Default)]\npub struct {builder} {{\n"
    );
    for field in &sent {
        let _ = writeln!(
            out,
            "{}: {},",
            field.ident,
            type_text(&field.ty.clone().optional(), "super")
        );
    }
    if let Some(values) = &plan.additional {
        let _ = writeln!(
            out,
            "additional: {},",
            type_text(&RustType::Map(Box::new(values.clone())), "super")
        );
    }
    let _ = writeln!(out, "}}\n\nimpl {builder} {{");
    for field in &sent {
        let ident = &field.ident;
        let setter = if ident == "build" { "build_" } else { ident };
        out.push_str(&set(name, ident, setter, field.ty.without_option()));
        let _ = writeln!(out, "self.{ident} = Some(value.into());\nself\n}}\n");
    }
    if let Some(values) = &plan.additional {
        let ty = RustType::Map(Box::new(values.clone()));
        out.push_str(&set(name, "additional", "additional", &ty));
        out.push_str("self.additional = value.into();\nself\n}\n\n");
    }
    let _ = writeln!(
        out,
        "/// The finished value.\n///\n/// # Errors\n/// If a required field is missing or a constraint of the document is broken; the error names the field.\n\
         pub fn build(self) -> Result<{name}, citi_core::Refused> {{"
    );
    let last = plan.fields.len().saturating_sub(1);
    let fields = plan.fields.iter().enumerate();
    let mut members: Vec<String> = fields
        .map(|(at, field)| member(field, at == last && plan.additional.is_none()))
        .collect();
    if plan.additional.is_some() {
        members.push("additional: self.additional".to_owned());
    }
    out.push_str(&layout::literal("let value = ", name, &members, ";"));
    out.push_str("check::built(&value)?;\nOk(value)\n}\n}\n\n");
    out
}

/// How a setter of the member `ident` begins.
fn set(name: &str, ident: &str, setter: &str, ty: &RustType) -> String {
    let parameters = [
        Argument::Text("mut self".to_owned()),
        Argument::Text(format!("value: impl Into<{}>", type_text(ty, "super"))),
    ];
    let signature = layout::call(&format!("pub fn {setter}"), &parameters, " -> Self {\n", 4);
    format!("/// Sets [`{name}::{ident}`].\n#[must_use]\n{signature}")
}

/// A member of the finished value.
fn member(field: &FieldPlan, last: bool) -> String {
    let ident = &field.ident;
    if field.read_only {
        format!("{ident}: None")
    } else if matches!(field.ty, RustType::Option(_)) || writes_null(field) {
        format!("{ident}: self.{ident}")
    } else {
        let arguments = [
            Argument::Text(header::literal(&field.wire)),
            Argument::Text(format!("self.{ident}")),
        ];
        // The comma behind it takes room too, but for the last one.
        let indent = if last { 12 } else { 13 };
        layout::call(
            &format!("{ident}: check::required"),
            &arguments,
            "?",
            indent,
        )
    }
}
