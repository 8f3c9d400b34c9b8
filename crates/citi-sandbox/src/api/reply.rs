//! Answers, as the documents have them.

use axum::Json;
use axum::response::{IntoResponse, Response};
use http::header::{CACHE_CONTROL, LOCATION};
use http::{HeaderName, StatusCode};
use serde::Serialize;

use crate::bank::Page;
use crate::refusal::Refusal;

/// What a handler gives.
pub(super) type Reply = Result<Response, Refusal>;

const REPLAYED: HeaderName = HeaderName::from_static("idempotency-replayed");

/// An answer that nobody may keep: it holds personal data.
pub(super) fn private(body: impl Serialize) -> Response {
    ([(CACHE_CONTROL, "no-store")], Json(body)).into_response()
}

/// An answer that may be kept for half a minute.
pub(super) fn kept(body: impl Serialize) -> Response {
    ([(CACHE_CONTROL, "private, max-age=30")], Json(body)).into_response()
}

/// The answer to a write that made something at a path.
pub(super) fn created(path: String, body: impl Serialize) -> Response {
    let headers = [(LOCATION, path), (CACHE_CONTROL, "no-store".to_owned())];
    (StatusCode::CREATED, headers, Json(body)).into_response()
}

/// The answer to a write that had been carried out before.
pub(super) fn replayed(body: impl Serialize) -> Response {
    let headers = [(REPLAYED, "true"), (CACHE_CONTROL, "no-store")];
    (headers, Json(body)).into_response()
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
