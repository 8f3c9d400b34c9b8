//! `/portal/clock`: what time it is, and letting it go by.

use std::sync::Arc;
use std::time::Duration;

use axum::body::Bytes;
use axum::extract::State as Shared;
use axum::response::{IntoResponse, Redirect, Response};
use http::StatusCode;
use jiff::Timestamp;
use maud::{Markup, html};

use super::layout::{Page, problem};
use super::moment::{instant, span};
use super::tab::Tab;
use crate::bank::opening_of_next_working_day;
use crate::clock::later;
use crate::lock::lock;
use crate::state::State;
use crate::turn::turn_to;

/// How far the clock is turned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Turn {
    Minute,
    Hour,
    Day,
    WorkingDay,
    NextChange,
}

const TURNS: [(Turn, &str, &str); 5] = [
    (Turn::Minute, "minute", "A minute"),
    (Turn::Hour, "hour", "An hour"),
    (Turn::Day, "day", "A day"),
    (
        Turn::WorkingDay,
        "working-day",
        "To the next working day, 9:00 in New York",
    ),
    (
        Turn::NextChange,
        "next-change",
        "To the next change in the bank",
    ),
];

impl Turn {
    /// The moment that it leads to; `None` if nothing is to happen.
    fn target(self, now: Timestamp, next_change: Option<Timestamp>) -> Option<Timestamp> {
        match self {
            Self::Minute => Some(later(now, Duration::from_secs(60))),
            Self::Hour => Some(later(now, Duration::from_secs(3600))),
            Self::Day => Some(later(now, Duration::from_secs(86_400))),
            Self::WorkingDay => Some(opening_of_next_working_day(now)),
            Self::NextChange => next_change,
        }
    }
}

/// `GET`.
pub(super) async fn show(Shared(state): Shared<Arc<State>>) -> Response {
    let content = html! {
        h1 { "Clock" }
        p.lead { "The bank's time is its own. Turn it, and payments settle, quotes and tokens expire, events are sent \
            again. It never goes back." }
        (standing(&state))
        h2 { "Let time go by" }
        section.card aria-label="Let time go by" {
            form.actions method="post" action="/portal/clock" {
                @for (_, word, label) in TURNS {
                    button.quiet type="submit" name="turn" value=(word) { (label) }
                }
            }
        }
        p.soft.small { "Programs do the same by " code { "POST /_sandbox/clock" } " with " code { "{\"advanceSeconds\": 3600}" } "." }
    };
    Page::new(Tab::Clock, "Clock").with(&state, &content)
}

fn standing(state: &State) -> Markup {
    let now = state.clock.now();
    let next = next_change(state, now);
    html! {
        section.card #standing aria-label="The time" data-live="" {
            div.figures {
                div { span.soft { "Time" } span.value { (instant(now)) } }
                div { span.soft { "It" } span.value { @if state.clock.is_frozen() { "stands still" } @else { "runs" } } }
                div { span.soft { "Next change in the bank" }
                    span.value { @match next { Some(at) => { "in " (span(now, at)) } None => { "none" } } }
                    @if let Some(at) = next { span.small.soft { (instant(at)) } }
                }
            }
        }
    }
}

fn next_change(state: &State, now: Timestamp) -> Option<Timestamp> {
    let mut bank = lock(&state.bank);
    bank.advance_to(now);
    bank.next_change()
}

/// `POST turn=…`.
pub(super) async fn turn(Shared(state): Shared<Arc<State>>, body: Bytes) -> Response {
    let word = url::form_urlencoded::parse(&body)
        .find(|(name, _)| name == "turn")
        .map(|(_, value)| value.into_owned());
    let turn = TURNS
        .iter()
        .find(|(_, known, _)| word.as_deref() == Some(*known));
    let Some((turn, _, _)) = turn else {
        let unknown = "The clock is turned by a minute, an hour, a day, to the next working day or to the next change.";
        return problem(&state, Tab::Clock, StatusCode::BAD_REQUEST, unknown);
    };
    let now = state.clock.now();
    if let Some(at) = turn.target(now, next_change(&state, now))
        && let Err(error) = turn_to(&state, at).await
    {
        let text = format!("The time {error}.");
        return problem(&state, Tab::Clock, StatusCode::BAD_REQUEST, &text);
    }
    Redirect::to("/portal/clock").into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_turn_leads_where_it_says() {
        // A Friday, at noon in New York.
        let now: Timestamp = "2026-03-06T17:00:00Z".parse().unwrap();
        let change = "2026-03-06T17:00:03Z".parse().unwrap();
        let of = |(turn, _, _): (Turn, _, _)| turn.target(now, Some(change)).unwrap().to_string();
        assert_eq!(
            TURNS.map(of),
            [
                "2026-03-06T17:01:00Z",
                "2026-03-06T18:00:00Z",
                "2026-03-07T17:00:00Z",
                // Summer time has begun by then.
                "2026-03-09T13:00:00Z",
                "2026-03-06T17:00:03Z",
            ]
        );
        assert_eq!(Turn::NextChange.target(now, None), None);
    }
}
