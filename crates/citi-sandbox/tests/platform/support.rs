//! A sandbox, and a caller of it.

use citi_sandbox::{Application, Sandbox};
use reqwest::{Client, RequestBuilder, Response};
use serde_json::Value;

/// The sandbox's time at its start.
pub(crate) const START: &str = "2026-03-02T14:00:00Z";

pub(crate) struct Caller {
    pub(crate) sandbox: Sandbox,
    pub(crate) client: Client,
    pub(crate) application: Application,
}

impl Caller {
    pub(crate) async fn new() -> Self {
        let sandbox = Sandbox::builder()
            .seed(7)
            .start_at(START.parse().unwrap())
            .frozen(true)
            .checked(true)
            .start()
            .await
            .unwrap();
        Self {
            application: sandbox.register("Tour"),
            client: client(),
            sandbox,
        }
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("{}{path}", self.sandbox.base_url())
    }

    pub(crate) fn get(&self, path: &str) -> RequestBuilder {
        self.client.get(self.url(path))
    }

    pub(crate) fn post(&self, path: &str) -> RequestBuilder {
        self.client.post(self.url(path))
    }

    /// A token request with the application's credentials.
    pub(crate) fn ask_token(&self, form: &[(&str, &str)]) -> RequestBuilder {
        let secret = self.application.client_secret.expose();
        self.post("/oauth2/token")
            .basic_auth(&self.application.client_id, Some(secret))
            .form(form)
    }

    /// A token with these scopes; with all if there are none.
    pub(crate) async fn token(&self, scope: &str) -> String {
        let form = [("grant_type", "client_credentials"), ("scope", scope)];
        let answer = self.ask_token(&form).send().await.unwrap();
        assert_eq!(answer.status(), 200);
        let body: Value = answer.json().await.unwrap();
        body["access_token"].as_str().unwrap().to_owned()
    }
}

pub(crate) fn client() -> Client {
    Client::builder()
        .no_proxy()
        .redirect(reqwest::redirect::Policy::none())
        .build()
        .unwrap()
}

pub(crate) fn header<'a>(answer: &'a Response, name: &str) -> &'a str {
    answer
        .headers()
        .get(name)
        .map_or("", |value| value.to_str().unwrap())
}

/// Status and `error_code`.
pub(crate) async fn refusal(answer: Response) -> (u16, String) {
    let status = answer.status().as_u16();
    let body: Value = answer.json().await.unwrap();
    assert!(body["message"].is_string());
    (status, body["error_code"].as_str().unwrap().to_owned())
}

pub(crate) fn is(status: u16, code: &str) -> (u16, String) {
    (status, code.to_owned())
}
