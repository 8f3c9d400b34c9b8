//! [`House`]: what answers a request.

use std::convert::Infallible;
use std::sync::Arc;

use axum::Router;
use axum::extract::Request;
use axum::response::Response;
use tower_service::Service;

use crate::line::Came;
use crate::state::State;
use crate::{exchanges, gate};

/// What answers: every request is watched and gets its record; one of a document's paths goes through the gate
/// to the bank, any other to the sandbox's own doors. Clones are the same house.
#[derive(Clone)]
pub(super) struct House {
    pub(super) state: Arc<State>,
    /// The portal, the admin API, the token endpoint, the documents; and behind them what is nowhere else.
    pub(super) doors: Router,
}

impl House {
    /// The answer.
    ///
    /// # Errors
    /// None.
    pub(super) async fn answer(self, came: Came, request: Request) -> Result<Response, Infallible> {
        let Self { state, doors } = self;
        let own = |request| called(doors, request);
        let gated = |request, id| gate::gate(&state, id, request, own);
        let recorded = |request, slot| gate::exchange(&state, came, slot, request, gated);
        Ok(exchanges::watch(&state, request, recorded).await)
    }
}

/// A router is always ready, and never fails.
async fn called(mut router: Router, request: Request) -> Response {
    let answer: Result<Response, Infallible> = router.call(request).await;
    match answer {
        Ok(answer) => answer,
        Err(never) => match never {},
    }
}
