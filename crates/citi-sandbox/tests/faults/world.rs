//! A sandbox that checks itself, and an application that calls it.

use citi_sandbox::{Application, Sandbox};
use reqwest::{Client, RequestBuilder, Response};
use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

pub(crate) const PAYMENTS: &str = "/payments/v1/domestic";
pub(crate) const ACCOUNT: &str = "/accounts/v1/accounts/123456789";

pub(crate) struct World {
    pub(crate) sandbox: Sandbox,
    pub(crate) application: Application,
    pub(crate) client: Client,
    pub(crate) token: String,
}

impl World {
    pub(crate) async fn new() -> Self {
        let sandbox = Sandbox::builder()
            .seed(7)
            .start_at("2026-03-02T15:05:09Z".parse().unwrap())
            .frozen(true)
            .checked(true)
            .start()
            .await
            .unwrap();
        let client = Client::builder().no_proxy().build().unwrap();
        let mut world = Self {
            application: sandbox.register("Faults"),
            sandbox,
            client,
            token: String::new(),
        };
        let answer = world.ask_token().send().await.unwrap();
        let body: Value = answer.json().await.unwrap();
        world.token = body["access_token"].as_str().unwrap().to_owned();
        world
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("{}{path}", self.sandbox.base_url())
    }

    pub(crate) fn ask_token(&self) -> RequestBuilder {
        let secret = self.application.client_secret.expose();
        self.client
            .post(self.url("/oauth2/token"))
            .basic_auth(&self.application.client_id, Some(secret))
            .form(&[("grant_type", "client_credentials")])
    }

    pub(crate) fn get(&self, path: &str) -> RequestBuilder {
        self.client.get(self.url(path)).bearer_auth(&self.token)
    }

    /// A payment under a key, with a reference.
    pub(crate) fn pay(&self, key: &str, reference: &str) -> RequestBuilder {
        self.client
            .post(self.url(PAYMENTS))
            .bearer_auth(&self.token)
            .header("content-type", "application/json")
            .header("idempotency-key", key)
            .body(order(reference))
    }

    /// The status of an answer that is read to its end, so that its connection serves the next request.
    pub(crate) async fn asked(&self, path: &str) -> u16 {
        let answer = self.get(path).send().await.unwrap();
        let status = answer.status().as_u16();
        answer.bytes().await.unwrap();
        status
    }

    /// How many payments the client has.
    pub(crate) async fn payments(&self) -> usize {
        let answer = self.get(PAYMENTS).send().await.unwrap();
        let body: Value = answer.json().await.unwrap();
        body["payments"].as_array().unwrap().len()
    }

    /// A connection of its own, on which a request was written as text.
    pub(crate) async fn written(&self, head: &str, body: &str) -> TcpStream {
        let mut stream = TcpStream::connect(self.sandbox.address()).await.unwrap();
        let text = format!(
            "{head} HTTP/1.1\r\nhost: 127.0.0.1\r\nauthorization: Bearer {}\r\n\
             content-type: application/json\r\nidempotency-key: k-1\r\ncontent-length: {}\r\n\r\n{body}",
            self.token,
            body.len()
        );
        stream.write_all(text.as_bytes()).await.unwrap();
        stream
    }

    /// What the client was accused of: `key-reused createDomesticPayment 1`.
    pub(crate) fn accused(&self) -> Vec<String> {
        let findings = self.sandbox.findings().into_iter();
        let line = |it: citi_sandbox::Finding| format!("{} {} {}", it.code, it.operation, it.times);
        findings.map(line).collect()
    }

    /// The bank never broke its own documents, whatever the faults did to its answers.
    pub(crate) fn end(&self) {
        assert_eq!(self.sandbox.violations(), Vec::<String>::new());
    }
}

pub(crate) fn order(reference: &str) -> String {
    format!(
        r#"{{"method":"ACH","amount":12.50,"currency":"USD","debtorAccountId":"123456789",
        "creditor":{{"name":"Harbor Supplies LLC","accountNumber":"9876543210",
        "routingNumber":"011000015"}},"executionDate":"2026-03-04","reference":"{reference}"}}"#
    )
}

/// All that comes until the connection ends, and how it ends.
pub(crate) async fn all(stream: &mut TcpStream) -> (String, std::io::Result<()>) {
    let mut bytes = Vec::new();
    let end = stream.read_to_end(&mut bytes).await.map(|_| ());
    (String::from_utf8(bytes).unwrap(), end)
}

pub(crate) fn header<'a>(answer: &'a Response, name: &str) -> &'a str {
    let value = answer.headers().get(name);
    value.map_or("", |value| value.to_str().unwrap())
}
