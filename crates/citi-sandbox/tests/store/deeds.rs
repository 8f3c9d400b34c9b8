//! [`Caller`]: a client that does things to a sandbox and writes down what it was answered.

use std::fmt::Write as _;
use std::time::Duration;

use citi_sandbox::{Application, Sandbox, SandboxBuilder};
use proptest::prelude::*;
use reqwest::{Client, RequestBuilder};
use serde_json::Value;

/// A Monday, 9:00 in New York.
pub(crate) const START: &str = "2026-03-02T14:00:00Z";
pub(crate) const PAYMENTS: &str = "/payments/v1/domestic";

/// Something done to a sandbox.
#[derive(Clone, Debug)]
pub(crate) enum Deed {
    Pay { key: u8, cents: u32 },
    List,
    Quote { key: u8 },
    Rates,
    Balance,
    Token,
    Advance { seconds: u32 },
    Register,
    Limit { calls: u32 },
    Webhook,
    Fault,
    Revoke,
    Reuse,
    Remove,
}

pub(crate) fn deed() -> impl Strategy<Value = Deed> {
    prop_oneof![
        4 => (0..6_u8, 1..90_000_u32).prop_map(|(key, cents)| Deed::Pay { key, cents }),
        2 => Just(Deed::List),
        2 => (0..4_u8).prop_map(|key| Deed::Quote { key }),
        1 => Just(Deed::Rates),
        1 => Just(Deed::Balance),
        1 => Just(Deed::Token),
        3 => (0..90_000_u32).prop_map(|seconds| Deed::Advance { seconds }),
        1 => Just(Deed::Register),
        1 => (2..5_u32).prop_map(|calls| Deed::Limit { calls }),
        1 => Just(Deed::Webhook),
        1 => Just(Deed::Fault),
        1 => Just(Deed::Revoke),
        1 => Just(Deed::Reuse),
        1 => Just(Deed::Remove),
    ]
}

pub(crate) fn client() -> Client {
    Client::builder().no_proxy().build().unwrap()
}

pub(crate) fn builder() -> SandboxBuilder {
    Sandbox::builder()
        .seed(7)
        .start_at(START.parse().unwrap())
        .frozen(true)
        .checked(true)
        .application("Tour")
}

pub(crate) fn order(cents: u32) -> String {
    let (whole, rest) = (cents / 100, cents % 100);
    format!(
        r#"{{"method":"ACH","amount":{whole}.{rest:02},"currency":"USD","debtorAccountId":"123456789",
        "creditor":{{"name":"Harbor Supplies LLC","accountNumber":"9876543210","routingNumber":"011000015"}},
        "executionDate":"2026-04-01"}}"#
    )
}

/// Who calls a sandbox, and what they were answered.
pub(crate) struct Caller {
    client: Client,
    base: String,
    pub(crate) application: Application,
    token: String,
    pub(crate) log: String,
}

impl Caller {
    /// The caller of the sandbox's first application.
    pub(crate) fn of(sandbox: &Sandbox) -> Self {
        Self {
            client: client(),
            base: sandbox.base_url().to_owned(),
            application: sandbox.applications().remove(0),
            token: String::new(),
            log: String::new(),
        }
    }

    /// The same caller at another sandbox, with nothing written down.
    pub(crate) fn at(&self, sandbox: &Sandbox) -> Self {
        Self {
            client: self.client.clone(),
            base: sandbox.base_url().to_owned(),
            application: self.application.clone(),
            token: self.token.clone(),
            log: String::new(),
        }
    }

    /// Status, headers and body of the answer, written down.
    async fn note(&mut self, request: RequestBuilder) -> Value {
        let answer = request.send().await.unwrap();
        let status = answer.status();
        // The table of headers has no order of its own.
        let mut headers: Vec<_> = answer
            .headers()
            .iter()
            .map(|(name, value)| format!("{name}: {value:?}"))
            .collect();
        headers.sort();
        let body = answer.text().await.unwrap();
        writeln!(self.log, "{status} {headers:?} {body}").unwrap();
        serde_json::from_str(&body).unwrap_or_default()
    }

    pub(crate) async fn does(&mut self, sandbox: &Sandbox, deed: &Deed) {
        let url = |path: &str| format!("{}{path}", self.base);
        let json = |request: RequestBuilder, body: String| {
            request
                .header("content-type", "application/json")
                .body(body)
        };
        let get = |path: &str| self.client.get(url(path)).bearer_auth(&self.token);
        let post = |path: &str, body: String| json(self.client.post(url(path)), body);
        let request = match deed {
            Deed::Pay { key, cents } => post(PAYMENTS, order(*cents))
                .bearer_auth(&self.token)
                .header("idempotency-key", format!("key-{key}")),
            Deed::List => get("/payments/v1/domestic?limit=3"),
            Deed::Quote { key } => {
                let body =
                    r#"{"sellCurrency":"GBP","buyCurrency":"JPY","fixedSide":"SELL","amount":5}"#;
                post("/fx/v1/quotes", body.to_owned())
                    .bearer_auth(&self.token)
                    .header("idempotency-key", format!("quote-{key}"))
            }
            Deed::Rates => get("/fx/v1/rates?base=USD&terms=EUR"),
            Deed::Balance => get("/accounts/v1/accounts/123456789"),
            Deed::Token => self
                .client
                .post(url("/oauth2/token"))
                .basic_auth(
                    &self.application.client_id,
                    Some(self.application.client_secret.expose()),
                )
                .form(&[("grant_type", "client_credentials")]),
            Deed::Advance { seconds } => {
                sandbox
                    .clock()
                    .advance(Duration::from_secs((*seconds).into()));
                get("/_sandbox/clock")
            }
            Deed::Register => post("/portal/applications", r#"{"name":"More"}"#.to_owned()),
            Deed::Limit { calls } => {
                let client = &self.application.client_id;
                sandbox.set_limit(client, "payments", *calls, Duration::from_secs(60));
                get("/_sandbox/ledger")
            }
            // Two are told at once, and which of them fails first is nobody's to say.
            Deed::Webhook if sandbox.snapshot().to_string().contains("\"wh-") => return,
            Deed::Webhook => {
                let path = format!(
                    "/portal/applications/{}/webhooks",
                    self.application.client_id
                );
                // Nobody listens there: each attempt fails, and is made again later.
                let secret = self.application.client_secret.expose();
                post(&path, r#"{"url":"http://127.0.0.1:9/hook"}"#.to_owned())
                    .basic_auth(&self.application.client_id, Some(secret))
            }
            Deed::Fault => post(
                "/_sandbox/faults",
                r#"{"kind":"unavailable","operation":"getRates","probability":0.5}"#.to_owned(),
            ),
            Deed::Revoke => {
                let client = &self.application.client_id;
                post(
                    "/_sandbox/tokens/revoke",
                    format!(r#"{{"clientId":"{client}"}}"#),
                )
            }
            // A key that a payment of another amount has, perhaps.
            Deed::Reuse => post(PAYMENTS, order(100_000))
                .bearer_auth(&self.token)
                .header("idempotency-key", "key-1"),
            Deed::Remove => {
                // The last of those that were registered besides.
                let others = sandbox.applications().into_iter().skip(1);
                let Some(other) = others.last() else {
                    return;
                };
                let path = format!("/portal/applications/{}", other.client_id);
                let secret = other.client_secret.expose();
                self.client
                    .delete(url(&path))
                    .basic_auth(&other.client_id, Some(secret))
            }
        };
        let answer = self.note(request).await;
        if let Some(token) = answer["access_token"].as_str() {
            token.clone_into(&mut self.token);
        }
        sandbox.settle().await;
    }
}
