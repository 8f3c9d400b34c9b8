//! `GET /portal/postman.json`: the operations as a collection for Postman and newman.

use std::sync::Arc;

use axum::extract::State as Shared;
use axum::response::{IntoResponse as _, Response};
use citi_codegen::postman::{Options, collection};
use http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};

use crate::state::State;

/// The collection, with this sandbox's address in it.
pub(super) async fn file(Shared(state): Shared<Arc<State>>) -> Response {
    let documents: Vec<_> = state.documents.apis.iter().map(|it| &it.document).collect();
    let options = Options {
        base_url: state.base_url.clone(),
        ..Options::default()
    };
    let headers = [
        (CONTENT_TYPE, "application/json"),
        (
            CONTENT_DISPOSITION,
            "attachment; filename=\"citi.postman_collection.json\"",
        ),
    ];
    (headers, collection(&documents, &options)).into_response()
}
