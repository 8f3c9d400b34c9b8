//! What is checked of a value: before it is sent, and, where somebody wants to know of deviations, when it was read.

use std::fmt::Write as _;

use super::header;
use crate::emit::layout::{self, Argument};
use crate::emit::rules;
use crate::lower::plan::{FieldPlan, Rule, RustType, StructPlan, TypeDef};

/// The runtime module of checks, as generated files import it: a module can't collide with a generated type.
const CHECK: &str = "check";

/// `Check` of a struct: each field that has rules, or whose type has.
pub(super) fn of_struct(def: &TypeDef, plan: &StructPlan) -> String {
    let mut body = String::new();
    for field in &plan.fields {
        let wire = header::literal(&field.wire);
        if missing_matters(field) {
            let _ = writeln!(body, "at.present({wire}, self.{}.is_some());", field.ident);
        }
        if !field.rules.is_empty() || !field.item_rules.is_empty() || has_checks(&field.ty) {
            let value = format!("&self.{}", field.ident);
            // What only the bank writes is never refused.
            let method = if field.read_only {
                "read_only"
            } else {
                "field"
            };
            body.push_str(&of_value(
                method,
                &wire,
                &value,
                &field.rules,
                &field.item_rules,
            ));
        }
    }
    if let Some(values) = &plan.additional
        && has_checks(values)
    {
        body.push_str("at.field(\"\", &self.additional, &[], &[]);\n");
    }
    if !plan.rules.is_empty() {
        let counted: Vec<String> = plan
            .fields
            .iter()
            .map(|field| match field.ty {
                RustType::Option(_) => format!("usize::from(self.{}.is_some())", field.ident),
                _ => "1".to_owned(),
            })
            .chain(
                plan.additional
                    .iter()
                    .map(|_| "self.additional.len()".to_owned()),
            )
            .collect();
        let arguments = [
            Argument::Text(counted.join(" + ")),
            Argument::List(rules::texts(&plan.rules)),
        ];
        body.push_str(&layout::call("at.members", &arguments, ";\n", 8));
    }
    implementation(&def.name, &body)
}

/// `Check` of a type whose `check` has this body.
pub(super) fn implementation(name: &str, body: &str) -> String {
    if body.is_empty() {
        return format!("impl {CHECK}::Check for {name} {{}}\n\n");
    }
    format!(
        "impl {CHECK}::Check for {name} {{\nfn check(&self, at: &mut {CHECK}::Findings) {{\n{body}}}\n}}\n\n"
    )
}

/// Whether a field that the type makes optional must be there all the same when it is sent.
pub(super) fn missing_matters(field: &FieldPlan) -> bool {
    field.required && !field.nullable && !field.read_only && matches!(field.ty, RustType::Option(_))
}

/// Whether values of a type check themselves.
fn has_checks(ty: &RustType) -> bool {
    ty.named().is_some()
}

/// The check of a value that is called `wire`, by its rules and those of its items; in a method of an `impl`.
/// `method` is that of the runtime's findings.
pub(super) fn of_value(
    method: &str,
    wire: &str,
    value: &str,
    rules: &[Rule],
    items: &[Rule],
) -> String {
    let arguments = [
        Argument::Text(wire.to_owned()),
        Argument::Text(value.to_owned()),
        Argument::List(rules::texts(rules)),
        Argument::List(rules::texts(items)),
    ];
    layout::call(&format!("at.{method}"), &arguments, ";\n", 8)
}
