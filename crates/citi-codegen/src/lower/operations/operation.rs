//! One operation.

use super::{Idents, answers, body, idents, paging, parameters, security};
use crate::lower::plan::OperationPlan;
use crate::lower::types::{Owner, Types};
use crate::lower::{case, docs};
use crate::model::{Operation, Place};

/// The plan of one operation; its types are made on the way.
pub(crate) fn operation(
    operation: &Operation,
    idents: &mut Idents,
    types: &mut Types<'_>,
) -> OperationPlan {
    let ident = idents.name(operation, &mut types.names);
    let owner = owner(operation, &ident);
    let options = types.options();
    let (parameters, supplied) = parameters::parameters(operation, &owner, &ident, types);
    let body = operation
        .body
        .as_ref()
        .and_then(|published| body::body(published, operation, &owner, types));
    let answers = answers::answers(operation, &owner, types);
    let id = operation.id.as_deref().unwrap_or(&ident);
    let summary = docs::first_line(
        operation
            .summary
            .as_deref()
            .or(operation.description.as_deref())
            .unwrap_or_default(),
    );
    OperationPlan {
        published_id: operation.id.clone(),
        method: operation.method,
        path: operation.path.clone(),
        summary: if summary.is_empty() {
            format!("`{} {}`", operation.method, operation.path)
        } else {
            summary
        },
        docs: docs::clean(operation.description.as_deref().unwrap_or_default()),
        deprecated: operation.deprecated,
        idempotency_header: supplied
            .iter()
            .find(|(place, name)| *place == Place::Header && options.is_idempotency_header(name))
            .map(|(_, name)| name.clone()),
        parameters,
        supplied,
        body,
        answers: answers.statuses,
        accept: accept(operation, answers.accept),
        answer: answers.success,
        other_answers: answers.others,
        errors: answers.errors,
        error: answers.error,
        headers: Vec::new(),
        asks_for: security::in_words(operation, types),
        security: Vec::new(),
        scopes: operation
            .security
            .iter()
            .flat_map(|requirement| requirement.schemes.values())
            .find(|scopes| !scopes.is_empty())
            .cloned()
            .unwrap_or_default(),
        idempotent: operation.method.is_idempotent(),
        idempotency_key_hours: options.idempotency_key_hours,
        limit_group: options.limit_group.clone(),
        calls_per_minute: options.calls_per_minute,
        cache_seconds: options
            .cacheable
            .get(id)
            .or_else(|| options.cacheable.get(&ident))
            .copied(),
        sensitive: false,
        paging: paging::paging(operation, types.document(), options),
        rules: touched(operation, types),
        pointer: operation.pointer.to_string(),
        ident,
    }
}

fn owner(operation: &Operation, ident: &str) -> Owner {
    Owner {
        key: idents::identity(operation),
        hint: case::pascal(ident),
        assigned: None,
        file: ident.to_owned(),
        schema: None,
        property: None,
        binary: false,
    }
}

/// What is asked for: a value that the document demands of `Accept`, else the media types of the answers.
fn accept(operation: &Operation, offered: Vec<String>) -> Vec<String> {
    let demanded = operation
        .parameters
        .iter()
        .find(|parameter| {
            parameter.place == Place::Header && parameter.name.eq_ignore_ascii_case("accept")
        })
        .and_then(|parameter| parameters::fixed(&parameter.schema));
    match demanded {
        Some(value) => vec![value],
        None => offered,
    }
}

/// The codes of the findings inside the operation.
fn touched(operation: &Operation, types: &Types<'_>) -> Vec<String> {
    let inside = format!("{}/", operation.pointer);
    let mut codes: Vec<String> = types
        .diagnostics
        .findings()
        .iter()
        .filter(|finding| {
            finding.pointer.starts_with(&inside) || finding.pointer == operation.pointer.as_str()
        })
        .map(|finding| finding.code.to_string())
        .collect();
    codes.sort();
    codes.dedup();
    codes
}
