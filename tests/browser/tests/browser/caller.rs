//! [`Caller`]: an application that calls, as programs do.

use citi_sandbox::{Application, Sandbox};
use reqwest::{Client, Response};
use serde_json::{Value, json};

/// An application that calls the bank.
pub(crate) struct Caller {
    pub(crate) application: Application,
    client: Client,
    base: String,
    token: String,
}

impl Caller {
    /// Registers an application, and gets it a token.
    pub(crate) async fn register(sandbox: &Sandbox, name: &str) -> Self {
        let application = sandbox.register(name);
        let client = Client::builder().no_proxy().build().unwrap();
        let answer = client
            .post(format!("{}/oauth2/token", sandbox.base_url()))
            .basic_auth(
                &application.client_id,
                Some(application.client_secret.expose()),
            )
            .form(&[("grant_type", "client_credentials")])
            .send()
            .await
            .unwrap();
        let token: Value = answer.json().await.unwrap();
        Self {
            application,
            client,
            base: sandbox.base_url().to_owned(),
            token: token["access_token"].as_str().unwrap().to_owned(),
        }
    }

    pub(crate) async fn get(&self, path: &str) -> Response {
        let request = self.client.get(format!("{}{path}", self.base));
        request.bearer_auth(&self.token).send().await.unwrap()
    }

    /// Orders a payment.
    pub(crate) async fn pay(&self, reference: &str, amount: &str) -> Response {
        let order = format!(
            r#"{{"method":"WIRE","debtorAccountId":"123456789","creditor":{{"name":"Acme <b>Tools</b>",
            "accountNumber":"9876543210","accountType":"CHECKING","routingNumber":"011000015","bankName":"Example Bank","address":{{"line1":"1 Harbor Way","city":"Boston","country":"US"}}}},
            "amount":{amount},"currency":"USD","executionDate":"2026-03-02","reference":{}}}"#,
            json!(reference)
        );
        let request = self
            .client
            .post(format!("{}/payments/v1/domestic", self.base));
        request
            .bearer_auth(&self.token)
            .header(
                "idempotency-key",
                reference.replace(|it: char| !it.is_ascii_alphanumeric(), "-"),
            )
            .header("content-type", "application/json")
            .body(order)
            .send()
            .await
            .unwrap()
    }

    /// Adds a webhook for payments.
    pub(crate) async fn hook(&self, url: &str) {
        let id = &self.application.client_id;
        let path = format!("{}/portal/applications/{id}/webhooks", self.base);
        let events = ["payment.completed", "payment.rejected"];
        let added = self
            .client
            .post(path)
            .basic_auth(id, Some(self.application.client_secret.expose()))
            .json(&json!({"url": url, "events": events}))
            .send()
            .await
            .unwrap();
        assert_eq!(added.status(), 201);
    }
}
