//! What the bank refuses, each with the code and the words that its document has for it.

use http::StatusCode;

use crate::refusal::Refusal;

const NOT_FOUND: StatusCode = StatusCode::NOT_FOUND;
const BAD: StatusCode = StatusCode::BAD_REQUEST;
const CONFLICT: StatusCode = StatusCode::CONFLICT;
const UNPROCESSABLE: StatusCode = StatusCode::UNPROCESSABLE_ENTITY;

pub(crate) fn customer_not_found() -> Refusal {
    let message = "No customer has this identifier.";
    Refusal::new(NOT_FOUND, "CUSTOMER_NOT_FOUND", message)
}

pub(crate) fn account_not_found() -> Refusal {
    let message = "No account has this identifier.";
    Refusal::new(NOT_FOUND, "ACCOUNT_NOT_FOUND", message)
}

pub(crate) fn card_not_found() -> Refusal {
    let message = "No card has this identifier.";
    Refusal::new(NOT_FOUND, "CARD_NOT_FOUND", message)
}

pub(crate) fn payment_not_found() -> Refusal {
    let message = "No payment has this identifier.";
    Refusal::new(NOT_FOUND, "PAYMENT_NOT_FOUND", message)
}

pub(crate) fn quote_not_found() -> Refusal {
    let message = "No quote has this identifier.";
    Refusal::new(NOT_FOUND, "QUOTE_NOT_FOUND", message)
}

pub(crate) fn access_denied() -> Refusal {
    let message = "The customer has not given this client access.";
    Refusal::new(StatusCode::FORBIDDEN, "ACCESS_DENIED", message)
}

pub(crate) fn invalid_cursor(issue: &str) -> Refusal {
    Refusal::new(BAD, "INVALID_CURSOR", "The cursor is not valid.").detail(Some("cursor"), issue)
}

pub(crate) fn invalid_parameter(field: &str, issue: &str) -> Refusal {
    Refusal::new(BAD, "INVALID_PARAMETER", "A parameter is not valid.").detail(Some(field), issue)
}

pub(crate) fn invalid_body(field: Option<&str>, issue: &str) -> Refusal {
    Refusal::new(BAD, "INVALID_BODY", "The body is not valid.").detail(field, issue)
}

pub(crate) fn idempotency_key_missing() -> Refusal {
    let message = "A write needs the header Idempotency-Key.";
    Refusal::new(BAD, "IDEMPOTENCY_KEY_MISSING", message)
}

pub(crate) fn idempotency_key_reused() -> Refusal {
    let message = "The key was used before, with other content.";
    Refusal::new(CONFLICT, "IDEMPOTENCY_KEY_REUSED", message)
}

pub(crate) fn payment_not_cancellable(issue: &str) -> Refusal {
    let message = "The payment can't be cancelled any more.";
    Refusal::new(CONFLICT, "PAYMENT_NOT_CANCELLABLE", message).detail(None, issue)
}

/// A rule of business forbids it.
pub(crate) fn unprocessable(
    code: &'static str,
    message: &str,
    field: &str,
    issue: impl Into<String>,
) -> Refusal {
    Refusal::new(UNPROCESSABLE, code, message).detail(Some(field), issue)
}

/// Books that can't be written: the bank's own fault, and nothing has moved.
pub(crate) fn internal() -> Refusal {
    let message = "The request could not be completed.";
    Refusal::new(StatusCode::INTERNAL_SERVER_ERROR, "INTERNAL_ERROR", message)
}
