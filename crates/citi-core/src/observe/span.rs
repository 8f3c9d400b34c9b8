//! Spans, with the names of OpenTelemetry's conventions for HTTP clients (semantic conventions 1.30).

use http::StatusCode;
use tracing::Span;
use tracing::field::Empty;
use url::Url;

use super::record::word;
use crate::{Error, Operation, mask_card_numbers};

/// The span of a whole call.
pub(super) fn call_span(operation: &'static Operation) -> Span {
    tracing::info_span!(
        "citi.call",
        otel.name = operation.id,
        otel.kind = "internal",
        otel.status_code = Empty,
        citi.operation = operation.id,
        citi.limit_group = operation.limit_group,
        citi.attempts = Empty,
        citi.from_cache = Empty,
        citi.outcome = Empty,
        citi.request_id = Empty,
        error.type = Empty,
    )
}

/// Says on the span of a call how it went.
pub(super) fn called(
    span: &Span,
    attempts: u32,
    from_cache: bool,
    result: Result<Option<&str>, &Error>,
) {
    span.record("citi.attempts", attempts);
    span.record("citi.from_cache", from_cache);
    match result {
        Ok(request_id) => {
            if let Some(id) = request_id {
                span.record("citi.request_id", &*mask_card_numbers(id));
            }
        }
        Err(error) => {
            span.record("otel.status_code", "ERROR");
            span.record("error.type", error_type(error));
            span.record("citi.outcome", tracing::field::debug(error.outcome()));
            if let Some(id) = error.request_id() {
                span.record("citi.request_id", &*mask_card_numbers(id));
            }
        }
    }
}

/// The span of one attempt. The path is the template: the path itself may hold the number of an account.
pub(crate) fn attempt_span(operation: &Operation, base: &str, url: &Url, resent: u32) -> Span {
    let path = operation.path;
    let span = tracing::info_span!(
        "citi.attempt",
        otel.name = format_args!("{} {base}{path}", operation.method),
        otel.kind = "client",
        otel.status_code = Empty,
        http.request.method = %operation.method,
        url.scheme = url.scheme(),
        url.template = format_args!("{base}{path}"),
        server.address = url.host_str().unwrap_or_default(),
        server.port = url.port_or_known_default(),
        http.request.resend_count = Empty,
        http.response.status_code = Empty,
        error.type = Empty,
    );
    if resent > 0 {
        span.record("http.request.resend_count", resent);
    }
    span
}

/// Says on the span of an attempt how it went.
pub(crate) fn attempted(span: &Span, result: Result<StatusCode, &Error>) {
    let status = match result {
        Ok(status) => Some(status),
        Err(error) => {
            span.record("otel.status_code", "ERROR");
            span.record("error.type", error_type(error));
            error.status()
        }
    };
    if let Some(status) = status {
        span.record("http.response.status_code", status.as_u16());
    }
}

/// A status, or what kind of error it is.
fn error_type(error: &Error) -> String {
    match error.status() {
        Some(status) => status.as_str().to_owned(),
        None => word(error.kind()).to_owned(),
    }
}
