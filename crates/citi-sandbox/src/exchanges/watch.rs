//! [`watch`]: keeps what passes.

use std::sync::Arc;
use std::time::Instant;

use axum::extract::{Request, State as Shared};
use axum::middleware::Next;
use axum::response::Response;

use super::Exchange;
use super::tape::Tape;
use crate::gate::RequestRecord;
use crate::lock::lock;
use crate::state::State;

/// Keeps every exchange of which there is a record. Bodies are noted as they pass, so that nothing waits
/// for them here. Those of the portal's own forms are not: its pages show secrets once.
pub(crate) async fn watch(
    Shared(state): Shared<Arc<State>>,
    request: Request,
    next: Next,
) -> Response {
    let started = Instant::now();
    let (tape, answer_tape) = (Tape::default(), Tape::default());
    let query = request.uri().query().unwrap_or_default().to_owned();
    let asked = request.headers().clone();
    let of_portal = request.uri().path().starts_with("/portal/");
    let request = match of_portal {
        true => request,
        false => request.map(|body| tape.over(body)),
    };
    let mut response = next.run(request).await;
    let Some(record) = response.extensions_mut().remove::<RequestRecord>() else {
        return response;
    };
    let answered = response.headers().clone();
    let answered_body = answer_tape.clone();
    lock(&state.exchanges).push(|number| Exchange {
        number,
        record,
        took: started.elapsed(),
        query,
        asked,
        asked_body: tape,
        answered,
        answered_body,
    });
    match of_portal {
        true => response,
        false => response.map(|body| answer_tape.over(body)),
    }
}
