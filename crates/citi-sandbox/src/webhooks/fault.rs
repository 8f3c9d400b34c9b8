//! Faults of events and of their deliveries.

use axum::body::Bytes;
use citi_core::Secret;
use jiff::{SignedDuration, Timestamp};

use super::queue::Job;
use crate::event::Event;
use crate::faults::{FaultKind, FaultPlace, Hit};
use crate::lock::lock;
use crate::state::State;

/// The fault that an event meets on its way into the row of a webhook, which happened at a moment.
pub(super) fn of_event(state: &State, client_id: &str, kind: &str, at: Timestamp) -> Option<Hit> {
    chosen(state, FaultPlace::Event, client_id, kind, at)
}

/// The fault that an attempt meets. What is sent once more by a fault meets none: it would never end.
pub(super) fn of_delivery(state: &State, job: &Job) -> Option<Hit> {
    match job.again {
        true => None,
        false => chosen(
            state,
            FaultPlace::Delivery,
            &job.client_id,
            &job.kind,
            job.at,
        ),
    }
}

fn chosen(
    state: &State,
    place: FaultPlace,
    client_id: &str,
    kind: &str,
    at: Timestamp,
) -> Option<Hit> {
    let mut faults = lock(&state.faults);
    let hit = faults.choose(place, kind, Some(client_id), at)?;
    faults.acted(&hit, at, kind, Some(client_id));
    Some(hit)
}

/// When an event says that it happened: off by so many seconds, if that is the fault.
pub(super) fn stated(event: &Event, fault: Option<&Hit>) -> Timestamp {
    let skew = fault.filter(|hit| hit.fault.kind() == FaultKind::ClockSkew);
    let seconds = skew.map_or(0, |hit| hit.fault.whole("seconds"));
    event
        .created_at
        .saturating_add(SignedDuration::from_secs(seconds))
        .unwrap_or(event.created_at)
}

/// What an attempt is signed with: another secret, if that is the fault.
pub(super) fn key(secret: &Secret, fault: Option<&Hit>) -> Secret {
    match fault.map(|hit| hit.fault.kind()) {
        Some(FaultKind::WronglySigned) => Secret::from(format!("not {}", secret.expose())),
        _ => secret.clone(),
    }
}

/// The body that goes to a webhook: as it is for all, unless the fault changes it.
pub(super) fn own_body(
    common: &Bytes,
    fault: Option<&Hit>,
    changed: impl FnOnce() -> Option<Bytes>,
) -> Bytes {
    let skewed = fault.is_some_and(|hit| hit.fault.kind() == FaultKind::ClockSkew);
    let changed = if skewed { changed() } else { None };
    changed.unwrap_or_else(|| common.clone())
}
