//! The operation tables of a crate as text.

use std::fmt::Write as _;

use crate::lower::plan::{AnswerPlan, CratePlan, ModulePlan, OperationPlan, Payload};

/// What the runtime decides by, an operation a paragraph: scopes, retries, limits, caching, paging, what travels.
///
/// ```
/// use citi_codegen::{emit::operation_outline, lower::plan::CratePlan};
/// let plan = CratePlan { name: "citi-none".to_owned(), modules: Vec::new() };
/// assert_eq!(operation_outline(&plan), "citi-none\n");
/// ```
#[must_use]
pub fn operation_outline(plan: &CratePlan) -> String {
    let mut out = format!("{}\n", plan.name);
    for module in &plan.modules {
        for operation in &module.operations {
            paragraph(&mut out, module, operation);
        }
    }
    out
}

fn paragraph(out: &mut String, module: &ModulePlan, operation: &OperationPlan) {
    // Writing to a string can't fail.
    let _ = writeln!(
        out,
        "\n{}: {} {} {}",
        module.document, operation.ident, operation.method, operation.path
    );
    let mut line = |label: &str, text: String| {
        if !text.is_empty() {
            let _ = writeln!(out, "  {label}: {text}");
        }
    };
    line("asks for", operation.asks_for.join(" or "));
    line("scopes", operation.scopes.join(" "));
    line(
        "idempotent",
        if operation.idempotent {
            "yes".to_owned()
        } else {
            "no".to_owned()
        },
    );
    line(
        "idempotency key",
        operation
            .idempotency_header
            .as_ref()
            .map(|header| format!("{header}, known for {} h", operation.idempotency_key_hours))
            .unwrap_or_default(),
    );
    line(
        "limit group",
        match operation.calls_per_minute {
            Some(calls) => format!("{}, {calls} calls a minute", operation.limit_group),
            None => operation.limit_group.clone(),
        },
    );
    line(
        "kept for",
        operation
            .cache_seconds
            .map(|seconds| format!("{seconds} s"))
            .unwrap_or_default(),
    );
    line(
        "sensitive",
        if operation.sensitive {
            "yes".to_owned()
        } else {
            String::new()
        },
    );
    line(
        "pages",
        operation
            .paging
            .as_ref()
            .map(|paging| {
                let by_hand = match &paging.walk {
                    None => "; a page at a time alone",
                    Some(walk) if walk.items.is_none() => "; pages alone, not items",
                    Some(_) => "",
                };
                format!(
                    "{} ← {}, items in {}{by_hand}",
                    paging.cursor_parameter, paging.next_cursor, paging.items
                )
            })
            .unwrap_or_default(),
    );
    line(
        "deprecated",
        if operation.deprecated {
            "yes".to_owned()
        } else {
            String::new()
        },
    );
    let supplied: Vec<String> = operation
        .supplied
        .iter()
        .map(|(place, name)| format!("{} {name}", place.key()))
        .collect();
    line("filled in", supplied.join(", "));
    line(
        "sends",
        operation
            .body
            .as_ref()
            .map(|body| {
                let bodies = std::iter::once(body).chain(&body.others);
                let types: Vec<&str> = bodies.map(|body| body.content_type.as_str()).collect();
                types.join(" or ")
            })
            .unwrap_or_default(),
    );
    line("accepts", operation.accept.join(", "));
    line(
        "gives",
        match &operation.answer {
            AnswerPlan::One(payload) => payload_name(payload),
            AnswerPlan::ByStatus { arms, .. } => arms
                .iter()
                .map(|arm| format!("{} {}", arm.status, payload_name(&arm.payload)))
                .collect::<Vec<_>>()
                .join(", "),
        },
    );
    let others: Vec<String> = operation
        .other_answers
        .iter()
        .map(|other| {
            format!(
                "{} ({})",
                payload_name(&other.payload),
                other.accept.join(", ")
            )
        })
        .collect();
    line("or, if asked", others.join(", "));
    let headers: Vec<&str> = operation
        .headers
        .iter()
        .map(|header| header.ident.as_str())
        .collect();
    line("headers", headers.join(" "));
    let errors: Vec<String> = operation
        .errors
        .iter()
        .map(|arm| arm.status.to_string())
        .collect();
    line("errors", errors.join(" "));
    line("touched by", operation.rules.join(" "));
}

fn payload_name(payload: &Payload) -> String {
    match payload {
        Payload::Empty => "nothing".to_owned(),
        Payload::Json(ty) => super::tokens::type_text(ty, "types"),
        Payload::Text => "text".to_owned(),
        Payload::Bytes => "bytes".to_owned(),
        Payload::Xml => "XML".to_owned(),
    }
}
