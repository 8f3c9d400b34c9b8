//! `/_sandbox/clock`: what time it is, and moving it.

use std::sync::Arc;
use std::time::Duration;

use axum::Json;
use axum::body::Bytes;
use axum::extract::State as Shared;
use http::{HeaderMap, StatusCode};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::json_body;
use crate::lock::lock;
use crate::refusal::Refusal;
use crate::state::State;
use crate::turn::{turn_by, turn_to};

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Shown {
    now: Timestamp,
    frozen: bool,
    /// When something next happens in the bank by itself.
    next_change: Option<Timestamp>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Turn {
    advance_seconds: Option<u64>,
    now: Option<Timestamp>,
}

/// `GET`: `{"now": "…", "frozen": true, "nextChange": "…"}`.
pub(super) async fn show(Shared(state): Shared<Arc<State>>) -> Json<Shown> {
    Json(shown(&state))
}

/// `POST {"advanceSeconds": 3600}` or `{"now": "…"}`.
pub(super) async fn turn(
    Shared(state): Shared<Arc<State>>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Json<Shown>, Refusal> {
    let invalid = |field, issue: String| {
        Refusal::new(
            StatusCode::BAD_REQUEST,
            "INVALID_BODY",
            "The body is not valid.",
        )
        .detail(field, issue)
    };
    match json_body::read::<Turn>(&headers, &body)? {
        Turn {
            advance_seconds: Some(seconds),
            now: None,
        } => turn_by(&state, Duration::from_secs(seconds))
            .await
            .map_err(|error| invalid(Some("advanceSeconds"), error.to_string()))?,
        Turn {
            advance_seconds: None,
            now: Some(to),
        } => turn_to(&state, to)
            .await
            .map_err(|error| invalid(Some("now"), error.to_string()))?,
        _ => {
            let issue = "must hold either advanceSeconds or now";
            return Err(invalid(None, issue.to_owned()));
        }
    }
    Ok(Json(shown(&state)))
}

fn shown(state: &State) -> Shown {
    let mut bank = lock(&state.bank);
    let now = state.clock.now();
    bank.advance_to(now);
    Shown {
        now,
        next_change: bank.next_change(),
        frozen: state.clock.is_frozen(),
    }
}
