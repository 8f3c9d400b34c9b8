//! What happens, counted.

use std::time::Duration;

use http::StatusCode;
use metrics::{counter, gauge, histogram};

use super::metric;
use crate::error::Kind;
use crate::{DeviationKind, Error, Operation, Pin};

/// Something that happened.
pub(crate) enum Record<'a> {
    /// A call ended.
    Call(&'static Operation, Result<StatusCode, &'a Error>, Duration),
    /// A call was given up by whoever waited for it.
    Dropped(&'static Operation, Duration),
    /// An attempt was answered, or was not.
    Attempt(&'static Operation, Option<StatusCode>),
    /// A call is sent again because of this.
    Retry(&'static Operation, &'a Error),
    /// The bank wants fewer calls of this group.
    RateLimited(&'static str),
    /// A token was asked for.
    Token(bool),
    /// A call waited for its turn.
    LimiterWait(&'static str, Duration),
    /// So many calls wait for their turn.
    LimiterQueue(&'static str, usize),
    /// Whether an answer was kept: `hit`, `miss` or `bypass`.
    Cache(&'static Operation, &'static str),
    /// An answer differs from its document.
    Deviation(&'static Operation, DeviationKind),
    /// A delivery to a webhook: `accepted`, or why not.
    Webhook(&'static str),
    /// A pin of a host, with its end if it has one.
    PinEnds(&'a str, Pin),
    /// A host has a key that is none of its pins.
    PinMismatch(&'a str),
}

impl Record<'_> {
    /// Counts it, if the program has installed a recorder.
    pub(crate) fn count(self) {
        match self {
            Self::Call(operation, result, time) => {
                let (word, status) = match result {
                    Ok(status) => ("ok", Some(status)),
                    Err(error) => (word(error.kind()), error.status()),
                };
                call(operation, word, status.map_or("none", class), time);
            }
            Self::Dropped(operation, time) => call(operation, "dropped", "none", time),
            Self::Attempt(operation, status) => {
                let status = status.map_or("none".into(), |status| status.as_str().to_owned());
                counter!(metric::ATTEMPTS.name, "operation" => operation.id, "status" => status)
                    .increment(1);
            }
            Self::Retry(operation, error) => {
                let reason = match error.status() {
                    Some(status) => status.as_str().to_owned(),
                    None => word(error.kind()).to_owned(),
                };
                counter!(metric::RETRIES.name, "operation" => operation.id, "reason" => reason)
                    .increment(1);
            }
            Self::RateLimited(group) => {
                counter!(metric::RATE_LIMITED.name, "group" => group).increment(1);
            }
            Self::Token(ok) => {
                let result = if ok { "ok" } else { "failed" };
                counter!(metric::TOKENS.name, "result" => result).increment(1);
            }
            Self::LimiterWait(group, wait) => {
                histogram!(metric::LIMITER_WAIT.name, "group" => group).record(wait.as_secs_f64());
            }
            Self::LimiterQueue(group, waiting) => {
                let waiting = u32::try_from(waiting).unwrap_or(u32::MAX);
                gauge!(metric::LIMITER_QUEUE.name, "group" => group).set(waiting);
            }
            Self::Cache(operation, result) => {
                counter!(metric::CACHE.name, "operation" => operation.id, "result" => result)
                    .increment(1);
            }
            Self::Deviation(operation, kind) => {
                let (id, kind) = (operation.id, kind.as_str());
                counter!(metric::DEVIATIONS.name, "operation" => id, "kind" => kind).increment(1);
            }
            Self::Webhook(verdict) => {
                counter!(metric::WEBHOOKS.name, "verdict" => verdict).increment(1);
            }
            Self::PinEnds(host, pin) => {
                if let Some(end) = pin.ends() {
                    let (host, pin) = (host.to_owned(), pin.short());
                    gauge!(metric::PIN_EXPIRY.name, "host" => host, "pin" => pin)
                        .set(end.as_duration().as_secs_f64());
                }
            }
            Self::PinMismatch(host) => {
                counter!(metric::PIN_MISMATCHES.name, "host" => host.to_owned()).increment(1);
            }
        }
    }
}

fn call(operation: &'static Operation, result: &'static str, status: &'static str, time: Duration) {
    let id = operation.id;
    counter!(metric::CALLS.name, "operation" => id, "result" => result, "status" => status)
        .increment(1);
    histogram!(metric::DURATION.name, "operation" => id, "result" => result)
        .record(time.as_secs_f64());
}

/// The word for a kind of error in labels and spans.
pub(super) fn word(kind: Kind) -> &'static str {
    match kind {
        Kind::Refused => "refused",
        Kind::Token => "token",
        Kind::Limited => "limited",
        Kind::QueueFull => "queue_full",
        Kind::Late => "late",
        Kind::Cancelled => "cancelled",
        Kind::Expired => "expired",
        Kind::Connect => "connect",
        Kind::Pin => "pin_mismatch",
        Kind::Timeout => "timeout",
        Kind::Transport => "transport",
        Kind::TooLarge => "too_large",
        Kind::Decode => "decode",
        Kind::Status(_) => "status",
    }
}

/// The class of a status.
fn class(status: StatusCode) -> &'static str {
    match status.as_u16() / 100 {
        1 => "1xx",
        2 => "2xx",
        3 => "3xx",
        4 => "4xx",
        5 => "5xx",
        _ => "other",
    }
}
