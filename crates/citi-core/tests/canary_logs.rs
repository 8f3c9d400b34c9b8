//! Values that must not show, and the logs of everything that takes part in a call: this crate, the client below
//! it, and what those call, all at the lowest level. Alone in its file, for the logs are those of the process.

#![allow(
    clippy::unwrap_used,
    reason = "a test that finds something else than it prepared should stop there"
)]

mod log_common;

use citi_core::support::{answer, wire};
use citi_core::{
    CachedSecret, CallOptions, ClientCredentials, Connection, IdempotencyKey, Json, Method,
    Operation, Place, Retry, Vault, VaultLogin,
};
use log_common::Log;
use wiremock::matchers::{method, path_regex};
use wiremock::{Mock, MockServer, ResponseTemplate};

const SECRET: &str = "canary1secret";
const TOKEN: &str = "canary2tokenAbCdEfGhIjKlMnOpQrStUvWxYz0123456789";
const ACCOUNT: &str = "9876543210123456";
const CARD: &str = "4111111111111111";
const SUPPLIED: &str = "canary3supplied";
const HEADER: &str = "canary4header";
const BODY: &str = "canary5body";
const VAULT: &str = "canary6vault";
const ROLE: &str = "canary7role";

static GET: Operation = Operation {
    id: "getAccount",
    path: "/accounts/{accountId}",
    idempotent: true,
    supplied: &[(Place::Header, "X-Key"), (Place::Query, "client_key")],
    ..Operation::EMPTY
};

static PAY: Operation = Operation {
    id: "createPayment",
    method: Method::Post,
    path: "/payments/{accountId}",
    idempotency_header: Some("Idempotency-Key"),
    supplied: &[(Place::Header, "X-Key"), (Place::Query, "client_key")],
    ..Operation::EMPTY
};

async fn call(connection: &Connection, operation: &'static Operation) {
    let options = CallOptions::new()
        .header("X-Secret", HEADER)
        .unwrap()
        .idempotency_key(IdempotencyKey::new("k-1").unwrap());
    let path = operation.path.replace("{accountId}", ACCOUNT);
    let url = format!("{}{path}?card={CARD}", connection.base_url());
    let request = connection
        .http()
        .request(operation.method.into(), url)
        .body(format!(r#"{{"note":"{BODY}"}}"#))
        .build()
        .unwrap();
    let ready = wire::call(connection, operation, options).ready(request);
    let _whatever = answer::call(Ok(ready), answer::json::<Json>).await;
}

#[tokio::test]
async fn no_log_of_anything_shows_them() {
    let log = Log::start();
    let server = MockServer::start().await;
    let token = format!(r#"{{"access_token":"{TOKEN}","token_type":"Bearer","expires_in":60}}"#);
    Mock::given(path_regex("/token"))
        .respond_with(ResponseTemplate::new(200).set_body_string(token))
        .mount(&server)
        .await;
    let echo = format!(
        r#"{{"error_code":"NO","message":"{ACCOUNT} {CARD} {TOKEN}","details":["{BODY}{TOKEN}"]}}"#
    );
    for (status, verb) in [(503, "GET"), (400, "POST")] {
        Mock::given(method(verb))
            .and(path_regex("^/(accounts|payments)/"))
            .respond_with(
                ResponseTemplate::new(status)
                    .set_body_string(&echo)
                    .insert_header("set-cookie", TOKEN),
            )
            .up_to_n_times(1)
            .mount(&server)
            .await;
    }
    Mock::given(path_regex("^/(accounts|payments)/"))
        .respond_with(ResponseTemplate::new(200).set_body_string(echo))
        .mount(&server)
        .await;
    let auth = format!(r#"{{"auth":{{"client_token":"{VAULT}","lease_duration":60}}}}"#);
    Mock::given(path_regex("^/v1/auth/approle/login$"))
        .respond_with(ResponseTemplate::new(200).set_body_string(auth))
        .mount(&server)
        .await;
    let held = format!(r#"{{"data":{{"data":{{"s":"{SECRET}"}},"metadata":{{"version":1}}}}}}"#);
    Mock::given(path_regex("^/v1/secret/data/citi$"))
        .respond_with(ResponseTemplate::new(200).set_body_string(held))
        .mount(&server)
        .await;
    let login = VaultLogin::AppRole {
        mount: "approle".to_owned(),
        role_id: "role".to_owned(),
        secret_id: ROLE.into(),
    };
    let vault = Vault::new(server.uri(), login);
    let connection = Connection::builder(server.uri())
        .credentials(ClientCredentials::from_source(
            format!("{}/token", server.uri()),
            "canary-client",
            CachedSecret::new(vault.secret("secret", "citi", "s")),
        ))
        .supply_header("X-Key", SUPPLIED)
        .supply_query("client_key", SUPPLIED)
        .retry(Retry::default().base(std::time::Duration::from_millis(1)))
        .build()
        .unwrap();
    for operation in [&GET, &PAY, &PAY] {
        call(&connection, operation).await;
    }

    let own: String = log
        .text()
        .lines()
        // wiremock is the bank here: what it has received it may show.
        .filter(|line| !line.contains("wiremock"))
        .map(|line| format!("{line}\n"))
        .collect();
    for part in [
        "citi.call",
        "citi.attempt",
        "getAccount",
        "sent again",
        "a token was fetched",
        "hyper",
        "reqwest::",
    ] {
        assert!(own.contains(part), "nothing of {part} is in the log");
    }
    let base64 = "Y2FuYXJ5LWNsaWVud";
    for canary in [
        SECRET, TOKEN, ACCOUNT, CARD, SUPPLIED, HEADER, BODY, VAULT, ROLE, base64,
    ] {
        let line = own.lines().find(|line| line.contains(canary));
        assert_eq!(line, None, "{canary} is in the log");
    }
}
