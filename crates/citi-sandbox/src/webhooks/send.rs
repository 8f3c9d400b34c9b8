//! One attempt: what goes out, and what comes back.

use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::body::Bytes;
use citi_core::Secret;
use http::{HeaderMap, HeaderName, StatusCode, header};
use reqwest::redirect::Policy;

use super::fault;
use super::resolve::Outside;
use super::sign::signature;
use super::story::{Answer, Seen};
use super::trusted::trusted;
use crate::faults::{Hit, X_SANDBOX_FAULT};
use crate::registry::{Webhook, leads_here};

const SIGNATURE: HeaderName = HeaderName::from_static("x-citi-signature");
/// Who delivers.
const AGENT: &str = concat!("citi-sandbox/", env!("CARGO_PKG_VERSION"));
/// How long an endpoint may take to answer.
const PATIENCE: Duration = Duration::from_secs(10);
/// How long the body of an answer is waited for; it decides nothing.
const READING: Duration = Duration::from_secs(1);
/// How much of it is kept.
const KEPT: usize = 4096;

/// How an attempt ended: with a status or with why there is none; and what was seen of it.
pub(super) struct Sent {
    pub(super) end: Result<u16, String>,
    pub(super) seen: Seen,
}

/// Sends an event, signed; a fault may sign it wrongly.
pub(super) async fn send(
    client: &reqwest::Client,
    webhook: &Webhook,
    secret: &Secret,
    body: Bytes,
    fault: Option<&Hit>,
    own_port: Option<u16>,
) -> Sent {
    let signature = signature(&fault::key(secret, fault), &body).unwrap_or_default();
    let mut headers = vec![
        (header::CONTENT_TYPE, "application/json".to_owned()),
        (SIGNATURE, signature),
        (header::ACCEPT, "*/*".to_owned()),
        (header::USER_AGENT, AGENT.to_owned()),
    ];
    headers.extend(fault.map(|hit| (X_SANDBOX_FAULT, hit.label())));
    let mut request = client.post(webhook.url.clone()).body(body.clone());
    for (name, value) in &headers {
        request = request.header(name, value);
    }
    // These the transport writes.
    headers.push((header::HOST, webhook.url.authority().to_owned()));
    headers.push((header::CONTENT_LENGTH, body.len().to_string()));
    let named = |(name, value): (HeaderName, String)| (name.to_string(), value);
    let mut seen = Seen {
        url: webhook.url.to_string(),
        headers: headers.into_iter().map(named).collect(),
        body,
        took: Duration::ZERO,
        answer: None,
    };
    // It was another's when it was registered; a sandbox out of a directory may listen elsewhere.
    if own_port.is_some_and(|port| leads_here(&webhook.url, port)) {
        let end = Err("the address is the sandbox's own".to_owned());
        return Sent { end, seen };
    }
    let started = Instant::now();
    let sent = request.send().await;
    seen.took = started.elapsed();
    let end = match sent {
        Ok(answer) => {
            let status = StatusCode::as_u16(&answer.status());
            seen.answer = Some(read(answer).await);
            Ok(status)
        }
        Err(error) => Err(reason(&error).to_owned()),
    };
    Sent { end, seen }
}

/// Messages of reqwest name the address.
fn reason(error: &reqwest::Error) -> &'static str {
    if error.is_timeout() {
        "no answer within ten seconds"
    } else if error.is_connect() {
        "nobody answers at the address"
    } else {
        "the connection broke off"
    }
}

async fn read(mut answer: reqwest::Response) -> Answer {
    let mut read = Answer {
        headers: names_and_values(answer.headers()),
        body: Vec::new(),
    };
    let body = async {
        while let Ok(Some(chunk)) = answer.chunk().await {
            let room = KEPT.saturating_sub(read.body.len());
            read.body.extend(chunk.iter().take(room));
            if chunk.len() >= room {
                break;
            }
        }
    };
    // Late or broken, the status stands.
    let _ = tokio::time::timeout(READING, body).await;
    read
}

fn names_and_values(headers: &HeaderMap) -> Vec<(String, String)> {
    let text = |value: &http::HeaderValue| String::from_utf8_lossy(value.as_bytes()).into_owned();
    headers
        .iter()
        .map(|(name, value)| (name.to_string(), text(value)))
        .collect()
}

/// Why there is no client that delivers.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ClientError {
    /// The authorities that this machine trusts can't be read.
    #[error("the authorities that this machine trusts can't be read: {0}")]
    Trust(#[from] rustls::Error),
    /// It can't be made of them.
    #[error(transparent)]
    Client(#[from] reqwest::Error),
}

/// The client that delivers: no redirects, no proxy, no way into private networks, and no more than ten seconds.
///
/// # Errors
/// The machine's TLS can't be set up.
pub(crate) fn client() -> Result<reqwest::Client, ClientError> {
    Ok(reqwest::Client::builder()
        .tls_backend_preconfigured(trusted()?)
        .redirect(Policy::none())
        .timeout(PATIENCE)
        .no_proxy()
        .dns_resolver(Arc::new(Outside))
        .build()?)
}
