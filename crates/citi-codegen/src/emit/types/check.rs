//! What is checked of a value before it is sent.

use std::fmt::Write as _;

use super::header;
use crate::emit::rules;
use crate::lower::plan::{FieldPlan, Rule, RustType, StructPlan, TypeDef};

/// The runtime module of checks, as generated files import it: a module can't collide with a generated type.
const CHECK: &str = "check";

/// `Check` of a struct: each field that has rules, or whose type has.
pub(super) fn of_struct(def: &TypeDef, plan: &StructPlan) -> String {
    let mut body = String::new();
    for field in plan.fields.iter().filter(|field| !field.read_only) {
        let wire = header::literal(&field.wire);
        if missing_matters(field) {
            let _ = writeln!(body, "at.present({wire}, self.{}.is_some());", field.ident);
        }
        if !field.rules.is_empty() || !field.item_rules.is_empty() || has_checks(&field.ty) {
            let (rules, items) = (slice(&field.rules), slice(&field.item_rules));
            let _ = writeln!(
                body,
                "at.field({wire}, &self.{}, {rules}, {items});",
                field.ident
            );
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
        let _ = writeln!(
            body,
            "at.members({}, {});",
            counted.join(" + "),
            slice(&plan.rules)
        );
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

/// Rules as an expression.
pub(super) fn slice(list: &[Rule]) -> String {
    if list.is_empty() {
        "&[]".to_owned()
    } else {
        rules::text(list)
    }
}
