//! The documents at the address where the portal publishes them.

use std::sync::Arc;

use axum::Router;
use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use http::{HeaderMap, StatusCode, header};
use sha2::{Digest as _, Sha256};

use super::PUBLISHED;
use crate::random::hex;
use crate::refusal::Refusal;
use crate::state::State;

/// `GET /apidocs/redocusaurus/{id}.yaml`.
pub(crate) fn routes() -> Router<Arc<State>> {
    Router::new().route("/apidocs/redocusaurus/{file}", get(document))
}

async fn document(Path(file): Path<String>, headers: HeaderMap) -> Response {
    let Some(found) = file
        .strip_suffix(".yaml")
        .and_then(|id| PUBLISHED.iter().find(|it| it.id == id))
    else {
        return Refusal::new(
            StatusCode::NOT_FOUND,
            "NOT_FOUND",
            "The portal has no such document.",
        )
        .into_response();
    };
    let etag = format!("\"{}\"", hex(&Sha256::digest(found.text)));
    let common = [
        (header::ETAG, etag.clone()),
        (header::CACHE_CONTROL, "no-cache".to_owned()),
    ];
    if is_known(&headers, &etag) {
        return (StatusCode::NOT_MODIFIED, common).into_response();
    }
    let kind = [(header::CONTENT_TYPE, "application/yaml; charset=utf-8")];
    (common, kind, found.text).into_response()
}

/// Whether `If-None-Match` names the tag, by the weak comparison of RFC 9110 §13.1.2.
fn is_known(headers: &HeaderMap, etag: &str) -> bool {
    headers
        .get_all(header::IF_NONE_MATCH)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(str::trim)
        .any(|tag| tag == "*" || tag.strip_prefix("W/").unwrap_or(tag) == etag)
}
