//! The example of a call.

use crate::emit::client::operation::Context;
use crate::emit::client::slots;
use crate::emit::tokens::type_text;
use crate::lower::plan::RustType;
use crate::model::Place;

/// What the call ends in.
#[derive(Clone, Copy)]
pub(super) enum End {
    /// `send`.
    Send,
    /// `pages`.
    Pages,
    /// `items`.
    Items,
    /// `prepare`.
    Prepare,
}

impl End {
    /// Name of the variable, the last method, and what follows it.
    fn texts(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::Send => ("answer", ".send()\n    .await?", ""),
            Self::Pages => (
                "mut pages",
                ".pages()",
                "while let Some(page) = pages.next().await {\n    let page = page?;\n    // …\n}\n",
            ),
            Self::Items => (
                "mut items",
                ".items()",
                "while let Some(item) = items.next().await {\n    let item = item?;\n    // …\n}\n",
            ),
            Self::Prepare => ("prepared", ".prepare()\n    .await?", ""),
        }
    }
}

/// A section with a call with every required argument, compiled by rustdoc and never run.
pub(super) fn example(context: &Context<'_>, end: End) -> String {
    let plan = context.plan;
    let place = context.surroundings.place;
    let types = format!("{place}::types");
    let mut taken = Vec::new();
    let mut calls = Vec::new();
    let mut add = |ident: &str, ty: &RustType| {
        let value = match ty {
            RustType::String => "\"…\"".to_owned(),
            RustType::Bool => "true".to_owned(),
            RustType::I64 | RustType::U64 => "1".to_owned(),
            ty => {
                // The example's client is called `client`.
                let name = if ident == "client" { "client_" } else { ident };
                taken.push(format!(", {name}: {}", type_text(ty, &types)));
                name.to_owned()
            }
        };
        calls.push(format!("    .{ident}({value})\n"));
    };
    for parameter in &plan.parameters {
        if parameter.required || parameter.place == Place::Path {
            add(&parameter.ident, &parameter.ty);
        }
    }
    if let Some(body) = plan.body.as_ref().filter(|body| body.required) {
        add(slots::body_name(plan), &body.ty);
    }
    let deprecated = if plan.deprecated {
        "# #[allow(deprecated)]\n"
    } else {
        ""
    };
    let (variable, last, then) = end.texts();
    let then = match end {
        End::Prepare => format!(
            "// Keep it where it survives. Then, or after a crash in another process:\n\
             let answer = client.{}().resume(&prepared).await?;\n",
            plan.ident
        ),
        _ => then.to_owned(),
    };
    format!(
        "# Example\n\n```no_run\n\
         {deprecated}# async fn example(client: {place}::Client{}) -> Result<(), citi_core::Error> {{\n\
         let {variable} = client\n    .{}()\n{}    {last};\n{then}\
         # Ok(())\n# }}\n```",
        taken.concat(),
        plan.ident,
        calls.concat(),
    )
}
