//! [`ADMIN`]: every door of the sandbox's own, in one table.

use std::sync::Arc;

use axum::extract::DefaultBodyLimit;
use axum::handler::Handler;
use axum::routing::{MethodRouter, delete, get, post, put};
use axum::{Json, Router};
use serde::{Serialize, Serializer};
use serde_json::value::RawValue;

use super::{clock, deliveries, events, faults, findings, images, limits, look, tls, tokens};
use crate::state::State;

/// The most bytes of an image that is sent here.
const IMAGE: usize = 64 * 1024 * 1024;

/// A door of the sandbox's own: what a bank has not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct AdminDoor {
    /// `GET`, `POST`, `PUT` or `DELETE`.
    pub method: &'static str,
    /// Its path, with placeholders in braces.
    pub path: &'static str,
    /// What it is for.
    pub about: &'static str,
    /// A body that it takes, as JSON; `None` if it takes none.
    #[serde(serialize_with = "as_json", skip_serializing_if = "Option::is_none")]
    pub body: Option<&'static str>,
}

/// The table: what stands here is served, listed at `GET /_sandbox`, and on the page of the documentation.
macro_rules! doors {
    ($($method:literal $by:ident $path:literal $handler:path, $about:literal $(, $body:literal)?;)*) => {
        /// Every door of the sandbox's own, as `GET /_sandbox` lists them.
        ///
        /// ```
        /// for door in citi_sandbox::ADMIN {
        ///     println!("{} {}: {}", door.method, door.path, door.about);
        /// }
        /// ```
        pub const ADMIN: &[AdminDoor] = &[$(AdminDoor {
            method: $method,
            path: $path,
            about: $about,
            body: body!($($body)?),
        },)*];

        /// `/_sandbox/…` and `/health`.
        pub(crate) fn routes() -> Router<Arc<State>> {
            Router::new()$(.route($path, $by($handler)))*
        }
    };
}

macro_rules! body {
    () => {
        None
    };
    ($body:literal) => {
        Some($body)
    };
}

doors! {
    "GET" get "/_sandbox" index, "This list.";
    "GET" get "/_sandbox/clock" clock::show, "What time it is, and when something happens next by itself.";
    "POST" post "/_sandbox/clock" clock::turn,
        "Turns the clock forward, by seconds or to a moment (now); ten years at most at once.",
        r#"{"advanceSeconds": 3600}"#;
    "GET" get "/_sandbox/faults" faults::list, "The rules by which things go wrong, and what they did.";
    "POST" post "/_sandbox/faults" faults::add,
        "Makes a rule; kinds and their parameters are in docs/sandbox/faults.md and in --help.",
        r#"{"kind": "slow", "ms": 500, "operation": "getRates", "count": 3}"#;
    "DELETE" delete "/_sandbox/faults" faults::clear, "Takes every rule away.";
    "DELETE" delete "/_sandbox/faults/{id}" faults::remove, "Takes a rule away.";
    "GET" get "/_sandbox/findings" findings::list, "What the clients did wrong.";
    "DELETE" delete "/_sandbox/findings" findings::clear, "Forgives it: the verdict of --strict is empty too.";
    "GET" get "/_sandbox/requests" look::requests, "What was asked of the bank and of its token address.";
    "GET" get "/_sandbox/events" events::events, "Events that the bank told of; the latest thousand.";
    "POST" post "/_sandbox/events/{id}/replay" events::replay, "Sends an event to a webhook, now.",
        r#"{"webhookId": "wh-0668067b634c"}"#;
    "GET" get "/_sandbox/deliveries" deliveries::list,
        "Attempts to deliver events: each with its request, its answer and the next try.";
    "GET" get "/_sandbox/deliveries/{id}" deliveries::one, "One attempt.";
    "POST" post "/_sandbox/deliveries/{id}/resend" events::resend, "Sends what it sent again, now.";
    "GET" get "/_sandbox/ledger" look::ledger, "The bank's books.";
    "PUT" put "/_sandbox/limits" limits::set, "Gives a client another limit for a group of operations.",
        r#"{"clientId": "app-81ba4d7343aed984", "group": "payments", "calls": 3, "seconds": 60}"#;
    "POST" post "/_sandbox/tokens/revoke" tokens::revoke, "Takes every token of a client back.",
        r#"{"clientId": "app-81ba4d7343aed984"}"#;
    "GET" get "/_sandbox/snapshot" images::file, "All that the sandbox knows, as a file. It holds secrets.";
    "POST" post "/_sandbox/snapshot" images::keep, "Keeps the same by a name, in memory.", r#"{"name": "before"}"#;
    "GET" get "/_sandbox/snapshots" images::list, "The images that are kept.";
    "DELETE" delete "/_sandbox/snapshots/{name}" images::remove, "Throws one away.";
    "POST" post_image "/_sandbox/restore" images::restore, "Becomes what an image says: by its name, or the file itself.",
        r#"{"name": "before"}"#;
    "POST" post "/_sandbox/reset" images::reset, "Begins anew: the same seed, time, faults and applications.";
    "GET" get "/_sandbox/violations" look::violations, "Answers of the bank that broke their documents (--checked).";
    "GET" get "/_sandbox/tls" tls::show, "The pins of the key in use and of the one in reserve (--tls).";
    "GET" get "/_sandbox/tls/ca.pem" tls::authority, "The certificate that clients are to trust.";
    "POST" post "/_sandbox/tls/rotate" tls::rotate, "Brings the key in reserve into use.";
    "POST" post "/_sandbox/tls/clients" tls::issue, "A certificate for a client, with its key.", r#"{"name": "tour"}"#;
    "GET" get "/health" look::health, "Whether the server is there.";
}

/// A door that an image comes in by, which is larger than other bodies.
fn post_image<H, T>(handler: H) -> MethodRouter<Arc<State>>
where
    H: Handler<T, Arc<State>>,
    T: 'static,
{
    post(handler).layer(DefaultBodyLimit::max(IMAGE))
}

#[derive(Serialize)]
struct Index {
    doors: &'static [AdminDoor],
    /// Where the rest is told.
    documentation: &'static str,
}

/// `GET /_sandbox`: `{"doors": [{"method": "GET", "path": "/_sandbox", "about": "This list."}, …]}`.
async fn index() -> Json<Index> {
    Json(Index {
        doors: ADMIN,
        documentation: "docs/sandbox/admin.md",
    })
}

fn as_json<S: Serializer>(body: &Option<&'static str>, serializer: S) -> Result<S::Ok, S::Error> {
    let body = body.map(serde_json::from_str::<&RawValue>).transpose();
    body.map_err(serde::ser::Error::custom)?
        .serialize(serializer)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_says_what_each_is_for_and_its_bodies_are_json() {
        let text = serde_json::to_string(ADMIN).unwrap();
        assert!(
            text.contains(r#""body":{"advanceSeconds": 3600}"#),
            "{text}"
        );
        for door in ADMIN {
            assert!(door.about.ends_with('.'), "{}", door.path);
        }
    }
}
