//! Answers, as the documents have them.

use axum::response::{IntoResponse, IntoResponseParts, Response};
use http::header::{CACHE_CONTROL, CONTENT_TYPE, LOCATION};
use http::{HeaderName, StatusCode};
use serde::Serialize;

use crate::bank::Page;
use crate::refusal::Refusal;

/// What a handler gives.
pub(super) type Reply = Result<Response, Refusal>;

const REPLAYED: HeaderName = HeaderName::from_static("idempotency-replayed");

/// An answer that nobody may keep: it holds personal data.
pub(super) fn private(body: impl Serialize) -> Response {
    answer(StatusCode::OK, [(CACHE_CONTROL, "no-store")], &body)
}

/// An answer that may be kept for half a minute.
pub(super) fn kept(body: impl Serialize) -> Response {
    let kept = [(CACHE_CONTROL, "private, max-age=30")];
    answer(StatusCode::OK, kept, &body)
}

/// The answer to a write that made something at a path.
pub(super) fn created(path: String, body: impl Serialize) -> Response {
    let headers = [(LOCATION, path), (CACHE_CONTROL, "no-store".to_owned())];
    answer(StatusCode::CREATED, headers, &body)
}

/// The answer to a write that had been carried out before.
pub(super) fn replayed(body: impl Serialize) -> Response {
    let headers = [(REPLAYED, "true"), (CACHE_CONTROL, "no-store")];
    answer(StatusCode::OK, headers, &body)
}

/// An answer in JSON. One that can't be written, of which there is none, is a defect of the sandbox.
fn answer(status: StatusCode, headers: impl IntoResponseParts, body: &impl Serialize) -> Response {
    // A vector takes small pieces quicker than axum's `Json`, and most answers fit without growing it.
    let mut bytes = Vec::with_capacity(1024);
    match serde_json::to_writer(&mut bytes, body) {
        Ok(()) => {
            let kind = [(CONTENT_TYPE, "application/json")];
            (status, headers, kind, bytes).into_response()
        }
        Err(_) => Refusal::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            "INTERNAL_ERROR",
            "The answer can't be written.",
        )
        .into_response(),
    }
}

/// Where a page of a list stands: `Page`.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct PageView {
    limit: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    next_cursor: Option<String>,
}

impl PageView {
    /// The page's own part, and its entries as they are shown.
    pub(super) fn split<T, V>(page: Page<T>, view: impl Fn(T) -> V) -> (Vec<V>, Self) {
        let items = page.items.into_iter().map(view).collect();
        let page = Self {
            limit: page.limit,
            next_cursor: page.next,
        };
        (items, page)
    }
}
