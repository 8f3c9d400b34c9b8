//! [`Door`]: calls the operations without a network.

use std::time::Duration;

use axum::response::IntoResponse as _;
use http::{HeaderMap, Request, StatusCode};
use jiff::Timestamp;
use serde_json::Value;

use crate::api::{Call, Query, operation};
use crate::bank::LedgerView;
use crate::clock::VirtualClock;
use crate::documents::Found;
use crate::event::Event;
use crate::state::State;

/// A Monday, 10:00 in New York.
pub(super) const START: &str = "2026-03-02T15:00:00Z";

/// An answer: what it says, and the very text of it, since a value has lost the digits.
pub(super) struct Answer {
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) text: String,
    pub(super) json: Value,
}

impl Answer {
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// Status and code of a refusal.
    pub(super) fn refusal(&self) -> (u16, &str) {
        (
            self.status.as_u16(),
            self.json["error_code"].as_str().unwrap_or(""),
        )
    }

    /// The field that the first detail names.
    pub(super) fn field(&self) -> &str {
        self.json["details"][0]["field"].as_str().unwrap_or("")
    }
}

pub(super) struct Door {
    state: State,
}

impl Door {
    pub(super) fn open() -> Self {
        Self::open_at(START)
    }

    pub(super) fn open_at(now: &str) -> Self {
        let now: Timestamp = now.parse().unwrap();
        let clock = VirtualClock::new(now, true);
        let state = State::new(String::new(), Some(7), clock, false).unwrap();
        Self { state }
    }

    pub(super) fn advance(&self, seconds: u64) {
        self.state.clock.advance(Duration::from_secs(seconds));
    }

    /// What happened by now.
    pub(super) fn events(&self) -> Vec<Event> {
        let mut bank = self.state.bank.lock().unwrap();
        bank.advance_to(self.state.clock.now());
        bank.take_events()
    }

    /// The books as they stand by now.
    pub(super) fn ledger(&self) -> LedgerView {
        let mut bank = self.state.bank.lock().unwrap();
        bank.advance_to(self.state.clock.now());
        bank.ledger()
    }

    pub(super) fn get(&self, path: &str) -> Answer {
        self.call("client-1", Request::get(path), "")
    }

    pub(super) fn get_as(&self, client: &str, path: &str) -> Answer {
        self.call(client, Request::get(path), "")
    }

    pub(super) fn post(&self, path: &str, key: &str, body: &str) -> Answer {
        self.post_as("client-1", path, key, body)
    }

    pub(super) fn post_as(&self, client: &str, path: &str, key: &str, body: &str) -> Answer {
        let request = Request::post(path).header("Idempotency-Key", key);
        self.call(client, request, body)
    }

    pub(super) fn call(&self, client: &str, request: http::request::Builder, body: &str) -> Answer {
        let (head, ()) = request.body(()).unwrap().into_parts();
        let documents = self.state.documents;
        let Found::Operation(matched) = documents.find(head.method.as_str(), head.uri.path())
        else {
            panic!("there is no operation");
        };
        let call = Call {
            state: &self.state,
            client_id: client,
            values: &matched.values,
            query: &Query::of(head.uri.query().unwrap_or_default()),
            headers: &head.headers,
            body: body.as_bytes(),
        };
        let answer = operation(&matched.endpoint.id).unwrap()(&call).into_response();
        let runtime = tokio::runtime::Builder::new_current_thread()
            .build()
            .unwrap();
        runtime.block_on(async {
            let (parts, body) = answer.into_parts();
            let bytes = axum::body::to_bytes(body, 1 << 22).await.unwrap();
            let text = String::from_utf8(bytes.to_vec()).unwrap();
            Answer {
                status: parts.status,
                headers: parts.headers,
                json: serde_json::from_str(&text).unwrap_or(Value::Null),
                text,
            }
        })
    }
}
