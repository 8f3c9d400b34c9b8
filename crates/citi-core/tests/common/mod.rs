//! A bank in memory: it answers what a test tells it to and keeps what arrived. With a paused
//! runtime, time passes by the clock's `sleep` alone, so that waits are exact.

#![allow(dead_code, reason = "each test file takes what it needs")]
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that finds something else than it prepared should stop there"
)]

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use citi_core::support::answer::{self, Parts, json};
use citi_core::support::wire;
use citi_core::{
    Answer, CallOptions, Connection, ConnectionBuilder, DecodeError, Error, Json, Method,
    Operation, Randomness, Transport, TransportFuture,
};
use tokio::time::Instant;

pub(crate) static LIST: Operation = Operation {
    id: "listAccounts",
    path: "/accounts",
    idempotent: true,
    limit_group: "accounts",
    ..Operation::EMPTY
};

pub(crate) static PAY: Operation = Operation {
    id: "createPayment",
    method: Method::Post,
    path: "/payments",
    idempotency_header: Some("Idempotency-Key"),
    limit_group: "payments",
    ..Operation::EMPTY
};

/// A write that nothing makes safe to send twice.
pub(crate) static SEND: Operation = Operation {
    id: "sendMessage",
    method: Method::Post,
    path: "/messages",
    limit_group: "messages",
    ..Operation::EMPTY
};

/// The longest pause each time, and always the same keys.
pub(crate) struct Longest;

impl Randomness for Longest {
    fn bytes(&self) -> [u8; 16] {
        [0xff; 16]
    }
}

/// What the bank does with a request.
#[derive(Clone, Debug)]
pub(crate) enum Reply {
    /// Answers.
    Answer(u16, Vec<(&'static str, String)>, String),
    /// Answers after a while.
    Slow(Duration, Box<Reply>),
    /// Answers in part, and the connection breaks.
    Cut(u16),
    /// Cannot be reached.
    Away,
    /// Never answers.
    Silent,
}

pub(crate) fn answer(status: u16, body: &str) -> Reply {
    Reply::Answer(status, Vec::new(), body.to_owned())
}

pub(crate) fn with(status: u16, name: &'static str, value: &str, body: &str) -> Reply {
    Reply::Answer(status, vec![(name, value.to_owned())], body.to_owned())
}

pub(crate) fn token(text: &str, seconds: u64) -> Reply {
    answer(
        200,
        &format!(r#"{{"access_token":"{text}","token_type":"Bearer","expires_in":{seconds}}}"#),
    )
}

/// A request that arrived.
#[derive(Clone, Debug)]
pub(crate) struct Arrived {
    pub(crate) at: Duration,
    pub(crate) path: String,
    pub(crate) headers: http::HeaderMap,
    pub(crate) body: String,
    pub(crate) limit: Option<Duration>,
}

impl Arrived {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }
}

/// The bank. Its token endpoint is `/token`.
#[derive(Clone)]
pub(crate) struct Bank(Arc<Inner>);

struct Inner {
    start: Instant,
    calls: Mutex<VecDeque<Reply>>,
    tokens: Mutex<VecDeque<Reply>>,
    arrived: Mutex<Vec<Arrived>>,
    nowhere: reqwest::Client,
}

impl Bank {
    /// Answers calls with these replies; the last one again and again.
    pub(crate) fn new(calls: impl IntoIterator<Item = Reply>) -> Self {
        Self::with_tokens(calls, [token("t-1", 3600), token("t-2", 3600)])
    }

    pub(crate) fn with_tokens(
        calls: impl IntoIterator<Item = Reply>,
        tokens: impl IntoIterator<Item = Reply>,
    ) -> Self {
        Self(Arc::new(Inner {
            start: Instant::now(),
            calls: Mutex::new(calls.into_iter().collect()),
            tokens: Mutex::new(tokens.into_iter().collect()),
            arrived: Mutex::default(),
            nowhere: reqwest::Client::builder()
                .dns_resolver(Nowhere)
                .build()
                .unwrap(),
        }))
    }

    pub(crate) fn builder(&self) -> ConnectionBuilder {
        Connection::builder("https://bank.example")
            .transport(self.clone())
            .randomness(Longest)
    }

    /// The calls that arrived.
    pub(crate) fn calls(&self) -> Vec<Arrived> {
        let arrived = self.0.arrived.lock().unwrap();
        let calls = arrived.iter().filter(|request| request.path != "/token");
        calls.cloned().collect()
    }

    /// The requests for a token that arrived.
    pub(crate) fn token_requests(&self) -> Vec<Arrived> {
        let arrived = self.0.arrived.lock().unwrap();
        let tokens = arrived.iter().filter(|request| request.path == "/token");
        tokens.cloned().collect()
    }

    /// When calls arrived, in milliseconds.
    pub(crate) fn times(&self) -> Vec<u128> {
        self.calls()
            .iter()
            .map(|call| call.at.as_millis())
            .collect()
    }
}

/// Knows no name.
struct Nowhere;

impl reqwest::dns::Resolve for Nowhere {
    fn resolve(&self, _: reqwest::dns::Name) -> reqwest::dns::Resolving {
        Box::pin(async { Err(Box::from("no such name")) })
    }
}

impl Transport for Bank {
    fn execute(&self, request: reqwest::Request) -> TransportFuture<'_> {
        let body = request.body().map_or(&[][..], |body| {
            body.as_bytes().expect("the body is in memory")
        });
        let path = request.url().path().to_owned();
        let replies = match path.as_str() {
            "/token" => &self.0.tokens,
            _ => &self.0.calls,
        };
        self.0.arrived.lock().unwrap().push(Arrived {
            at: self.0.start.elapsed(),
            path,
            headers: request.headers().clone(),
            body: String::from_utf8(body.to_vec()).unwrap(),
            limit: request.timeout().copied(),
        });
        let mut replies = replies.lock().unwrap();
        let reply = match replies.len() {
            0 => panic!("nothing was expected to arrive"),
            1 => replies[0].clone(),
            _ => replies.pop_front().unwrap(),
        };
        Box::pin(self.reply(reply))
    }
}

impl Bank {
    async fn reply(&self, mut reply: Reply) -> reqwest::Result<reqwest::Response> {
        while let Reply::Slow(wait, then) = reply {
            tokio::time::sleep(wait).await;
            reply = *then;
        }
        match reply {
            Reply::Answer(status, headers, body) => {
                let mut response = http::Response::builder().status(status);
                for (name, value) in headers {
                    response = response.header(name, value);
                }
                Ok(response.body(body).unwrap().into())
            }
            Reply::Cut(status) => {
                let cut = futures_util::stream::iter([
                    Ok("{\"id\":"),
                    Err(std::io::Error::from(std::io::ErrorKind::ConnectionReset)),
                ]);
                let body = reqwest::Body::wrap_stream(cut);
                let response = http::Response::builder().status(status);
                Ok(response.body(body).unwrap().into())
            }
            Reply::Away => self.0.nowhere.get("http://nowhere.invalid/").send().await,
            Reply::Silent | Reply::Slow(..) => std::future::pending().await,
        }
    }
}

fn any(parts: &Parts) -> Result<Json, DecodeError> {
    json(parts)
}

/// Sends as generated code does.
pub(crate) async fn send(
    connection: &Connection,
    operation: &'static Operation,
    query: &str,
    body: &str,
) -> Result<Answer<Json>, Error> {
    let built = || -> wire::Built {
        let url = format!("{}{}{query}", connection.base_url(), operation.path);
        let method = operation.method.to_string().parse().unwrap();
        let mut request = connection.http().request(method, url);
        if operation.method.is_write() {
            request = request.body(body.to_owned());
        }
        let call = wire::call(connection, operation, CallOptions::default());
        Ok(call.ready(request.build()?))
    };
    answer::call(built(), any).await
}

pub(crate) async fn list(connection: &Connection) -> Result<Answer<Json>, Error> {
    send(connection, &LIST, "", "").await
}

pub(crate) async fn pay(connection: &Connection) -> Result<Answer<Json>, Error> {
    send(connection, &PAY, "", r#"{"amount":12.50}"#).await
}

/// All that an error shows of itself, its causes included.
pub(crate) fn shown(error: &Error) -> String {
    let mut shown = format!("{error}\n{error:?}");
    let mut source = std::error::Error::source(error);
    while let Some(cause) = source {
        shown = format!("{shown}\n{cause}\n{cause:?}");
        source = cause.source();
    }
    shown
}
