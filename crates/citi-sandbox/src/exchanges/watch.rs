//! [`watch`]: keeps what passes.

use std::future::Future;
use std::sync::Arc;
use std::time::Instant;

use axum::extract::Request;
use axum::response::Response;

use super::tape::Tape;
use super::{Exchange, Head, Slot};
use crate::lock::lock;
use crate::state::State;

/// Keeps every exchange of which there is a record. Bodies are noted as they pass, so that nothing waits
/// for them here. Those of the portal's own forms are not: its pages show secrets once.
pub(crate) async fn watch<F>(
    state: &Arc<State>,
    request: Request,
    next: impl FnOnce(Request, Slot) -> F,
) -> Response
where
    F: Future<Output = Response>,
{
    let of_portal = request.uri().path().starts_with("/portal/");
    let mut kept = Kept {
        started: Instant::now(),
        query: request.uri().query().unwrap_or_default().to_owned(),
        asked: Head::of(request.headers()),
        asked_body: Tape::default(),
        answered: Head::default(),
        answered_body: Tape::default(),
        slot: Slot::default(),
        state: state.clone(),
    };
    if of_portal {
        let response = next(request, kept.slot.clone()).await;
        kept.answered = Head::of(response.headers());
        return response;
    }
    let asked = request.map(|body| kept.asked_body.over(body));
    let response = next(asked, kept.slot.clone()).await;
    kept.answered = Head::of(response.headers());
    response.map(|body| kept.answered_body.over(body))
}

/// An exchange on its way. It is kept when this is dropped: after the answer, or when the connection was
/// cut before one.
struct Kept {
    started: Instant,
    query: String,
    asked: Head,
    asked_body: Tape,
    answered: Head,
    answered_body: Tape,
    slot: Slot,
    state: Arc<State>,
}

impl Drop for Kept {
    fn drop(&mut self) {
        let Some(record) = self.slot.take() else {
            return;
        };
        let mut exchange = Exchange {
            number: 0,
            record,
            took: self.started.elapsed(),
            query: std::mem::take(&mut self.query),
            asked: std::mem::take(&mut self.asked),
            asked_body: self.asked_body.clone(),
            answered: std::mem::take(&mut self.answered),
            answered_body: self.answered_body.clone(),
        };
        let oldest = lock(&self.state.exchanges).push(|number| {
            exchange.number = number;
            exchange
        });
        drop(oldest);
    }
}
