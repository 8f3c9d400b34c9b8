//! The client's method: its name and its documentation. progenitor's says less, and is left where it is.

use proc_macro2::Ident;

use super::example::{End, example};
use crate::emit::client::operation::Context;
use crate::emit::client::slots;
use crate::emit::layout::layout;
use crate::emit::prose::{first_line, first_sentence};
use crate::emit::{EmitError, print, tokens};
use crate::lower::plan::{AnswerArm, ErrorPlan, HeaderUse, Payload};
use crate::model::{Place, Status};

/// The client's method as it stands in `impl Client`, deprecated if the operation is going away.
pub(in super::super) fn entry(context: &Context<'_>) -> Result<String, EmitError> {
    let ident = |name: &str| -> Result<Ident, EmitError> {
        tokens::ident(name).map_err(|what| context.shape(what))
    };
    let name = ident(&context.plan.ident)?;
    let builder = ident(context.builder)?;
    let docs = tokens::doc_lines(&text(context));
    let deprecated = match context.plan.deprecated {
        true => "#[deprecated = \"the bank's document marks this operation as deprecated\"]\n",
        false => "",
    };
    // Printed in an `impl`, and taken out again.
    let source = format!(
        "{OPENS}{docs}{deprecated}pub fn {name}(&self) -> builder::{builder}<'_> {{\n\
         builder::{builder}::new(self)\n}}\n{CLOSES}"
    );
    let printed = layout(&source).map_err(|error| context.shape(error.to_string()))?;
    let printed = print::space(&printed);
    let inner = printed
        .strip_prefix(OPENS)
        .and_then(|text| text.strip_suffix(CLOSES))
        .ok_or_else(|| context.shape("the printed method stands in no `impl Client`"))?;
    Ok(inner.to_owned())
}

/// What stands around the client's methods.
const OPENS: &str = "impl Client {\n";
const CLOSES: &str = "}\n";

fn text(context: &Context<'_>) -> String {
    let plan = context.plan;
    let mut parts = Vec::new();
    let summary = first_line(&plan.summary);
    let docs = &plan.docs;
    parts.push(if summary.is_empty() && docs.is_empty() {
        format!("Calls `{} {}`.", plan.method, code(&plan.path))
    } else if summary.is_empty() || docs.lines().next() == Some(summary) {
        docs.clone()
    } else if docs.is_empty() {
        summary.to_owned()
    } else {
        format!("{summary}\n\n{docs}")
    });
    parts.extend(pages(context));
    parts.extend(arguments(context));
    parts.extend(forms(context));
    parts.push(errors(&plan.errors, context));
    parts.extend(headers(&plan.headers));
    parts.push(example(context, End::Send));
    let id = plan.published_id.as_deref().map_or_else(
        || "An operation without id".to_owned(),
        |id| format!("Operation `{}`", code(id)),
    );
    parts.push(format!(
        "# Source\n\n{id} of document `{}`: `{} {}`.",
        code(context.surroundings.document),
        plan.method,
        code(&plan.path),
    ));
    parts.join("\n\n")
}

/// Text inside a code span: no backtick and no line break can end it.
fn code(text: &str) -> String {
    text.replace('`', "'").replace(['\n', '\r'], " ")
}

/// Where the rest of the list is.
fn pages(context: &Context<'_>) -> Option<String> {
    let walk = context.plan.paging.as_ref()?.walk.as_ref()?;
    let link = |method: &str| {
        let builder = context.builder;
        format!("[`{method}`](super::builder::{builder}::{method})")
    };
    let items = match walk.items {
        Some(_) => format!(",\n{} what stands in them", link("items")),
        None => String::new(),
    };
    Some(format!(
        "What comes is one page of a list;\n{} gives one after the other{items}.",
        link("pages")
    ))
}

fn arguments(context: &Context<'_>) -> Option<String> {
    let plan = context.plan;
    let mut lines = Vec::new();
    let mut line = |ident: &str, required: bool, docs: &str| {
        let docs = first_sentence(docs);
        let colon = if docs.is_empty() { "" } else { ": " };
        let required = if required { "" } else { " (optional)" };
        lines.push(format!("- `{ident}`{required}{colon}{docs}"));
    };
    for parameter in &plan.parameters {
        let required = parameter.required || parameter.place == Place::Path;
        line(&parameter.ident, required, &parameter.docs);
    }
    if let Some(body) = &plan.body {
        line(slots::body_name(plan), body.required, &body.docs);
    }
    (!lines.is_empty()).then(|| format!("# Arguments\n\n{}", lines.join("\n")))
}

/// The other forms that the answer can have.
fn forms(context: &Context<'_>) -> Option<String> {
    let lines: Vec<String> = context
        .plan
        .other_answers
        .iter()
        .map(|other| {
            let method = match other.payload {
                Payload::Xml => "send_xml",
                Payload::Text => "send_text",
                _ => "send_bytes",
            };
            let builder = context.builder;
            let media = code(&other.accept.join(", "));
            format!("- [`{method}`](super::builder::{builder}::{method}) asks for `{media}`")
        })
        .collect();
    (!lines.is_empty()).then(|| format!("# Other forms\n\n{}", lines.join("\n")))
}

/// The headers that answers and errors have.
fn headers(headers: &[HeaderUse]) -> Option<String> {
    let lines: Vec<String> = headers
        .iter()
        .map(|header| {
            let ident = &header.ident;
            let statuses: Vec<String> = header.statuses.iter().map(Status::to_string).collect();
            let with = match statuses.is_empty() {
                true => String::new(),
                false => format!(", with {}", statuses.join(", ")),
            };
            let docs = first_sentence(&header.docs);
            let colon = if docs.is_empty() { "" } else { ": " };
            format!("- [`{ident}`](super::headers::{ident}){with}{colon}{docs}")
        })
        .collect();
    (!lines.is_empty()).then(|| format!("# Headers\n\n{}", lines.join("\n")))
}

fn errors(arms: &[AnswerArm], context: &Context<'_>) -> String {
    let mut text =
        "# Errors\n\n[`citi_core::Error`] for whatever keeps an answer from coming".to_owned();
    if arms.is_empty() {
        text.push('.');
        return text;
    }
    text.push_str("; the document names these:\n");
    for arm in arms {
        let docs = first_sentence(&arm.docs);
        let colon = if docs.is_empty() { "" } else { ": " };
        let ty = match &arm.payload {
            Payload::Json(ty) => ty
                .named()
                .map(|name| format!(" ([`types::{name}`](super::types::{name}))"))
                .unwrap_or_default(),
            _ => String::new(),
        };
        text.push_str(&format!("\n- `{}`{colon}{docs}{ty}", arm.status));
    }
    if context.plan.error != ErrorPlan::None {
        text.push_str(&format!(
            "\n\n`error.documented::<builder::{}<'_>>()` reads what they hold.",
            context.builder
        ));
    }
    text
}
