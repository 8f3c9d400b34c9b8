//! One operation: plan → the text of its builder's file and of the client's method.

use quote::quote;
use syn::ImplItem;

use super::pieces::Pieces;
use super::slots::Types;
use super::{Surroundings, document, generator, pass};
use crate::emit::{EmitError, print, tokens};
use crate::lower::plan::OperationPlan;

/// An operation's text.
pub(super) struct Text {
    /// The builder's file.
    pub(super) file: String,
    /// The client's method, indented as it stands in `impl Client`.
    pub(super) method: String,
    /// The names of its enums by status: of its answers, of its errors.
    pub(super) enums: Vec<String>,
}

/// What the passes know of the operation that they work on.
pub(super) struct Context<'a> {
    /// Its plan.
    pub(super) plan: &'a OperationPlan,
    /// Its builder's name.
    pub(super) builder: &'a str,
    /// Where it stands.
    pub(super) surroundings: &'a Surroundings<'a>,
}

impl Context<'_> {
    /// The error of code that has another shape than expected.
    pub(super) fn shape(&self, what: impl Into<String>) -> EmitError {
        EmitError::Shape {
            operation: self.plan.ident.clone(),
            pointer: self.plan.pointer.clone(),
            what: what.into(),
        }
    }

    /// The error of something that can't be sent.
    pub(super) fn wire(&self, what: impl Into<String>) -> EmitError {
        EmitError::Wire {
            operation: self.plan.ident.clone(),
            pointer: self.plan.pointer.clone(),
            what: what.into(),
        }
    }

    /// Parses tokens that a pass has put together.
    pub(super) fn parse<T: syn::parse::Parse>(
        &self,
        tokens: proc_macro2::TokenStream,
    ) -> Result<T, EmitError> {
        tokens::parse(tokens).map_err(|message| EmitError::Syntax {
            place: format!("operation `{}` ({})", self.plan.ident, self.plan.pointer),
            message,
        })
    }
}

/// The text of the operation `plan`, whose builder is called `builder`.
pub(super) fn text(
    plan: &OperationPlan,
    builder: &str,
    surroundings: &Surroundings<'_>,
) -> Result<Text, EmitError> {
    let context = Context {
        plan,
        builder,
        surroundings,
    };
    let types = Types::of(plan);
    let generated = generator::operation(&document::document(plan, &types), types.replacements())
        .map_err(|message| EmitError::Progenitor {
        operation: plan.ident.clone(),
        pointer: plan.pointer.clone(),
        message,
    })?;
    let mut pieces = Pieces::take(generated).map_err(|what| context.shape(what))?;
    pass::run(&mut pieces, &context)?;

    let Pieces {
        builder,
        mut methods,
        mut exchange,
        steps,
        extra,
    } = pieces;
    let body = steps.put_together();
    exchange.block = context.parse(quote!({ #body }))?;
    methods.items.push(ImplItem::Fn(exchange));
    let mut file: syn::File = context.parse(quote!())?;
    file.items = vec![syn::Item::Struct(builder), syn::Item::Impl(methods)];
    file.items.extend(extra);
    pass::names(&mut file, &context)?;
    pass::pages(&mut file, &context)?;
    pass::tidy(&mut file);

    Ok(Text {
        file: print::print(surroundings.document, &file),
        method: pass::entry(&context)?,
        enums: plan.enums().map(str::to_owned).collect(),
    })
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::lower::plan::{AnswerPlan, ErrorPlan, Payload};
    use crate::model::Method;

    /// An operation without arguments or body.
    pub(in super::super) fn operation(ident: &str) -> OperationPlan {
        OperationPlan {
            ident: ident.to_owned(),
            published_id: Some(ident.to_owned()),
            method: Method::Get,
            path: "/things".to_owned(),
            summary: String::new(),
            docs: String::new(),
            deprecated: false,
            parameters: Vec::new(),
            supplied: Vec::new(),
            body: None,
            answer: AnswerPlan::One(Payload::Empty),
            other_answers: Vec::new(),
            errors: Vec::new(),
            error: ErrorPlan::None,
            headers: Vec::new(),
            asks_for: Vec::new(),
            security: Vec::new(),
            answers: Vec::new(),
            accept: Vec::new(),
            scopes: Vec::new(),
            idempotent: true,
            idempotency_header: None,
            idempotency_key_hours: 24,
            limit_group: "default".to_owned(),
            calls_per_minute: None,
            cache_seconds: None,
            sensitive: false,
            paging: None,
            rules: Vec::new(),
            pointer: "/paths/~1things/get".to_owned(),
        }
    }
}
