//! `GET /portal/documents/{id}/document`: a document that says that it is served here.

use std::sync::Arc;

use axum::extract::{Path, State as Shared};
use axum::response::{IntoResponse, Response};
use http::{HeaderMap, StatusCode, header};

use super::shown::Shown;
use crate::documents::{Address, PUBLISHED, redirected};
use crate::refusal::Refusal;
use crate::state::State;

/// The document as it came, but for the addresses of its operations and tokens: those are where the visitor found
/// this page, so that the renderer's calls and those of other tools come here.
pub(in crate::portal) async fn download(
    Shared(state): Shared<Arc<State>>,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Response {
    let shown = Shown::find(&state, &id);
    let text = shown.and_then(|shown| match shown.source {
        Some(source) => Some(source.text.as_str()),
        None => PUBLISHED.iter().find(|it| it.id == id).map(|it| it.text),
    });
    let (Some(shown), Some(text)) = (shown, text) else {
        let missing = "The portal has no such document.";
        return Refusal::new(StatusCode::NOT_FOUND, "NOT_FOUND", missing).into_response();
    };
    let (scheme, own) = state.base_url.split_once("://").unwrap_or_default();
    let asked = headers.get(header::HOST).and_then(|it| it.to_str().ok());
    let prefix = shown.source.map_or("", |source| source.prefix.as_str());
    let document = redirected(
        text,
        &Address {
            scheme,
            host: asked.unwrap_or(own),
            path: format!("{prefix}{}", shown.api.base),
        },
    );
    let kind = match document.is_json {
        true => "application/json",
        false => "application/yaml; charset=utf-8",
    };
    let headers = [
        (header::CONTENT_TYPE, kind),
        (header::CACHE_CONTROL, "no-store"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ];
    (headers, document.text).into_response()
}
