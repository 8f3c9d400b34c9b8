//! `/_sandbox/snapshot`, `/_sandbox/restore`, `/_sandbox/reset`: images of all that the sandbox knows.

use std::sync::Arc;

use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, State as Shared};
use axum::response::{IntoResponse, Response};
use http::{HeaderMap, StatusCode, header};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::image::{Image, ImageError};
use crate::json_body;
use crate::lock::lock;
use crate::refusal::Refusal;
use crate::state::State;

/// The longest name of an image.
const LONGEST: usize = 64;

#[derive(Serialize)]
struct Kept<'a> {
    name: &'a str,
    /// The sandbox's time in it.
    at: Timestamp,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Name {
    name: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Moment {
    now: Timestamp,
}

/// `GET /_sandbox/snapshot`: the image itself, for a file. It holds secrets.
pub(super) async fn file(Shared(state): Shared<Arc<State>>) -> Response {
    let text = state.snapshot().to_string();
    let headers = [
        (header::CONTENT_TYPE, "application/json"),
        (header::CACHE_CONTROL, "no-store"),
        (
            header::CONTENT_DISPOSITION,
            "attachment; filename=\"citi-sandbox.json\"",
        ),
    ];
    (headers, text).into_response()
}

/// `POST /_sandbox/snapshot {"name": "before"}`: keeps one by name. 201.
pub(super) async fn keep(
    Shared(state): Shared<Arc<State>>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Refusal> {
    let Name { name } = json_body::read(&headers, &body)?;
    let length = name.chars().count();
    if length == 0 || length > LONGEST || name.chars().any(char::is_control) {
        let issue = "must be 1 to 64 characters, none of them a control";
        return Err(invalid(Some("name"), issue));
    }
    let image = state.snapshot();
    let at = image.part("clock").map_err(|error| refused(&error))?;
    if !lock(&state.shelf).keep(&name, at, image) {
        let issue = "is one too many: a hundred images are kept; DELETE /_sandbox/snapshots/{name}";
        return Err(invalid(Some("name"), issue));
    }
    let kept = Kept { name: &name, at };
    Ok((StatusCode::CREATED, Json(kept)).into_response())
}

/// `GET /_sandbox/snapshots`: `{"snapshots": [{"name": "before", "at": "…"}]}`.
pub(super) async fn list(Shared(state): Shared<Arc<State>>) -> Response {
    #[derive(Serialize)]
    struct Listed<'a> {
        snapshots: Vec<Kept<'a>>,
    }
    let shelf = lock(&state.shelf);
    let snapshots = shelf.list().map(|(name, at)| Kept { name, at }).collect();
    Json(Listed { snapshots }).into_response()
}

/// `DELETE /_sandbox/snapshots/{name}`: 204.
pub(super) async fn remove(
    Shared(state): Shared<Arc<State>>,
    Path(name): Path<String>,
) -> Result<StatusCode, Refusal> {
    match lock(&state.shelf).remove(&name) {
        true => Ok(StatusCode::NO_CONTENT),
        false => Err(unknown()),
    }
}

/// `POST /_sandbox/restore` with `{"name": "before"}`, or with an image itself: `{"now": "…"}`.
pub(super) async fn restore(
    Shared(state): Shared<Arc<State>>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Refusal> {
    #[derive(Deserialize)]
    struct Either {
        name: Option<String>,
    }
    let Either { name } = json_body::read(&headers, &body)?;
    let image = match name {
        Some(name) => lock(&state.shelf).image(&name).ok_or_else(unknown)?,
        None => {
            let text = std::str::from_utf8(&body).unwrap_or_default();
            Arc::new(text.parse::<Image>().map_err(|error| refused(&error))?)
        }
    };
    state.restore(&image).map_err(|error| refused(&error))?;
    Ok(now(&state))
}

/// `POST /_sandbox/reset`: as at the start. `{"now": "…"}`.
pub(super) async fn reset(Shared(state): Shared<Arc<State>>) -> Result<Response, Refusal> {
    state.reset().map_err(|error| refused(&error))?;
    Ok(now(&state))
}

fn now(state: &State) -> Response {
    let now = state.clock.now();
    Json(Moment { now }).into_response()
}

fn unknown() -> Refusal {
    let message = "No image has this name; GET /_sandbox/snapshots lists them.";
    Refusal::new(StatusCode::NOT_FOUND, "SNAPSHOT_NOT_FOUND", message)
}

fn refused(error: &ImageError) -> Refusal {
    invalid(None, &error.to_string())
}

fn invalid(field: Option<&str>, issue: &str) -> Refusal {
    let message = "The body is not valid.";
    Refusal::new(StatusCode::BAD_REQUEST, "INVALID_BODY", message).detail(field, issue)
}
