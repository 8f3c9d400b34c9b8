//! Calls of one attempt through a connection to a server on this machine: what arrives there, and
//! what its answers become.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::time::Duration;

use citi_core::support::answer::{self, Parts, json};
use citi_core::support::wire::{self, Style};
use citi_core::{
    Answer, CallOptions, Connection, ConnectionBuilder, DecodeError, Error, IdempotencyKey, Json,
    Map, Method, Number, Operation, Outcome, Retry,
};
use wiremock::matchers::{header, method, path, query_param};
use wiremock::{Mock, MockServer, ResponseTemplate};

static LIST: Operation = Operation {
    id: "listAccounts",
    path: "/accounts/v1/customers/{customerId}/accounts",
    idempotent: true,
    response_types: &["application/json"],
    ..Operation::EMPTY
};

static PAY: Operation = Operation {
    id: "createPayment",
    method: Method::Post,
    path: "/payments/v1/domestic",
    idempotency_header: Some("Idempotency-Key"),
    ..Operation::EMPTY
};

/// What the tests read of an answer: the JSON itself.
fn any(parts: &Parts) -> Result<Json, DecodeError> {
    json(parts)
}

/// Sends as generated code does: builds with the connection's client, sends with its hook.
async fn list(connection: &Connection, customer: &str) -> Result<Answer<Json>, Error> {
    let built = || -> wire::Built {
        let customer = wire::path("customerId", Style::Simple, false, customer)?;
        let url = format!(
            "{}/accounts/v1/customers/{customer}/accounts",
            connection.base_url()
        );
        let request = connection
            .http()
            .get(url)
            .query(&wire::query(
                "ids",
                Style::Form,
                false,
                false,
                &["a", "b c"],
            )?)
            .build()?;
        Ok(ready(connection, &LIST, request))
    };
    answer::call(built(), any).await
}

/// A call as generated code builds it.
fn ready(
    connection: &Connection,
    operation: &'static Operation,
    request: reqwest::Request,
) -> wire::Ready {
    wire::call(connection, operation, CallOptions::default()).ready(request)
}

async fn pay(connection: &Connection, amount: &str) -> Result<Answer<Json>, Error> {
    let built = || -> wire::Built {
        let amount =
            Number::new(amount).map_err(|error| citi_core::Refused::new(error.to_string()))?;
        let body: Map<Number> = [("amount", amount)].into_iter().collect();
        let request = connection
            .http()
            .post(format!("{}/payments/v1/domestic", connection.base_url()))
            .header("content-type", "application/json")
            .body(wire::json(&body)?)
            .build()?;
        Ok(ready(connection, &PAY, request))
    };
    answer::call(built(), any).await
}

fn builder(server: &MockServer) -> ConnectionBuilder {
    Connection::builder(server.uri())
        .bearer_token("t0ken")
        .retry(Retry::never())
}

async fn answering(response: ResponseTemplate) -> MockServer {
    let server = MockServer::start().await;
    Mock::given(wiremock::matchers::any())
        .respond_with(response)
        .mount(&server)
        .await;
    server
}

#[tokio::test]
async fn a_read_arrives_as_it_should_and_comes_back_exactly() {
    let server = MockServer::start().await;
    let answer = ResponseTemplate::new(200)
        .insert_header("x-request-id", "r-1")
        .set_body_raw(r#"{"balance":12345678901234567890.10}"#, "application/json");
    Mock::given(method("GET"))
        .and(path("/accounts/v1/customers/c%201/accounts"))
        .and(header("authorization", "Bearer t0ken"))
        .and(header("accept", "application/json"))
        .and(query_param("ids", "a,b c"))
        .respond_with(answer)
        .expect(1)
        .mount(&server)
        .await;
    let connection = builder(&server).build().unwrap();
    let answer = list(&connection, "c 1").await.unwrap();
    assert_eq!(answer.as_str(), r#"{"balance":12345678901234567890.10}"#);
    assert_eq!((answer.request_id(), answer.attempts()), (Some("r-1"), 1));
    let sent = &server.received_requests().await.unwrap()[0];
    assert!(
        sent.headers["user-agent"]
            .to_str()
            .unwrap()
            .starts_with("citi-rust/")
    );
    assert_eq!(sent.url.query(), Some("ids=a,b%20c"));
}

#[tokio::test]
async fn a_write_carries_its_key_and_its_digits() {
    let server = answering(ResponseTemplate::new(201).set_body_raw("{}", "application/json")).await;
    let connection = builder(&server).build().unwrap();
    pay(&connection, "12.50").await.unwrap();
    let key = IdempotencyKey::new("invoice-42").unwrap();
    pay(
        &connection.with_options(CallOptions::new().idempotency_key(key)),
        "1E-30",
    )
    .await
    .unwrap();
    let sent = server.received_requests().await.unwrap();
    let keys: Vec<_> = sent
        .iter()
        .map(|sent| sent.headers["idempotency-key"].to_str().unwrap())
        .collect();
    assert_eq!((keys[0].len(), keys[1]), (36, "invoice-42"));
    assert_eq!(sent[0].body, br#"{"amount":12.50}"#);
    assert_eq!(sent[1].body, br#"{"amount":1E-30}"#);
}

#[tokio::test]
async fn an_error_of_the_bank_is_typed() {
    let body = r#"{"error_code":"ACCOUNT_NOT_FOUND","message":"No such account.","details":["customerId"]}"#;
    let server = answering(ResponseTemplate::new(404).set_body_raw(body, "application/json")).await;
    let error = list(&builder(&server).build().unwrap(), "c-1")
        .await
        .unwrap_err();
    assert!(error.is_not_found());
    assert_eq!(error.code(), Some("ACCOUNT_NOT_FOUND"));
    assert_eq!(error.details()[0].issue.as_deref(), Some("customerId"));
    assert_eq!((error.outcome(), error.attempts()), (Outcome::Rejected, 1));
    assert_eq!(error.operation(), Some(&LIST));
    assert!(
        error
            .to_string()
            .starts_with("listAccounts (GET /accounts/v1/customers/{customerId}/accounts)")
    );
}

#[tokio::test]
async fn a_page_of_a_gateway_is_an_unknown_write() {
    let page = "<html><body><h1>502 Bad Gateway</h1></body></html>";
    let server = answering(ResponseTemplate::new(502).set_body_raw(page, "text/html")).await;
    let error = pay(&builder(&server).build().unwrap(), "1")
        .await
        .unwrap_err();
    assert_eq!(error.outcome(), Outcome::Unknown);
    let shown = error.to_string();
    assert!(
        shown.contains("502 Bad Gateway") && !shown.contains('<'),
        "{shown}"
    );
    assert!(shown.contains("same idempotency key"), "{shown}");
}

#[tokio::test]
async fn a_redirect_that_is_the_documented_answer_is_no_error() {
    static AUTHORIZE: Operation = Operation {
        id: "authorize",
        path: "/authorize",
        answers: &[302],
        ..Operation::EMPTY
    };
    let server = MockServer::start().await;
    let found = ResponseTemplate::new(302).insert_header("location", "https://bank.example/in");
    Mock::given(method("GET"))
        .respond_with(found)
        .expect(1)
        .mount(&server)
        .await;
    let connection = builder(&server).build().unwrap();
    let built = || -> wire::Built {
        let url = format!("{}/authorize", connection.base_url());
        let request = connection.http().get(url).build()?;
        Ok(ready(&connection, &AUTHORIZE, request))
    };
    let answer = answer::call(built(), |_| Ok(())).await.unwrap();
    assert_eq!(answer.status(), 302);
    assert_eq!(answer.headers()["location"], "https://bank.example/in");
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let server =
        answering(ResponseTemplate::new(307).insert_header("location", "https://evil.example/"))
            .await;
    let error = list(&builder(&server).build().unwrap(), "c-1")
        .await
        .unwrap_err();
    assert_eq!(error.status().unwrap().as_u16(), 307);
    assert_eq!(server.received_requests().await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_slow_answer_is_a_timeout() {
    let server = answering(ResponseTemplate::new(200).set_delay(Duration::from_secs(30))).await;
    let connection = builder(&server)
        .attempt_timeout(Duration::from_millis(50))
        .build()
        .unwrap();
    let error = pay(&connection, "1").await.unwrap_err();
    assert!(error.is_timeout() && !error.is_connect());
    assert_eq!(error.outcome(), Outcome::Unknown);
    let options = CallOptions::new().timeout(Duration::from_millis(50));
    let patient = builder(&server).build().unwrap().with_options(options);
    assert!(list(&patient, "c-1").await.unwrap_err().is_timeout());
}

#[tokio::test]
async fn a_large_answer_is_refused() {
    let server =
        answering(ResponseTemplate::new(200).set_body_raw(vec![b' '; 100_000], "application/json"))
            .await;
    let connection = builder(&server).max_body_bytes(99_999).build().unwrap();
    let error = list(&connection, "c-1").await.unwrap_err();
    assert!(
        error.is_decode() && error.to_string().contains("max_body_bytes"),
        "{error}"
    );
    let roomy = builder(&server).max_body_bytes(100_000).build().unwrap();
    assert!(list(&roomy, "c-1").await.unwrap().is_null());
}

#[tokio::test]
async fn a_cut_answer_is_an_unknown_write() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let server = std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let _read = stream.read(&mut [0; 4096]).unwrap();
        stream
            .write_all(b"HTTP/1.1 201 Created\r\ncontent-length: 100\r\n\r\n{\"id\":")
            .unwrap();
    });
    let connection = Connection::builder(address)
        .retry(Retry::never())
        .build()
        .unwrap();
    let error = pay(&connection, "1").await.unwrap_err();
    assert_eq!(error.outcome(), Outcome::Unknown);
    assert_eq!(error.status().unwrap().as_u16(), 201);
    assert!(!error.is_timeout() && !error.is_refused());
    server.join().unwrap();
}

#[tokio::test]
async fn a_refused_connection_was_not_sent() {
    let address = TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap();
    let connection = Connection::builder(format!("http://{address}"))
        .retry(Retry::never())
        .build()
        .unwrap();
    let error = pay(&connection, "1").await.unwrap_err();
    assert!(error.is_connect());
    assert_eq!((error.outcome(), error.attempts()), (Outcome::NotSent, 1));
    let mut chain = error.to_string();
    let mut source = std::error::Error::source(&error);
    while let Some(cause) = source {
        chain = format!("{chain}: {cause}");
        source = cause.source();
    }
    assert!(chain.contains("refused"), "{chain}");
    assert!(
        !chain.contains(&address.to_string()) || !chain.contains("payments/v1?"),
        "{chain}"
    );
}

#[tokio::test]
async fn secrets_in_the_query_are_in_no_error() {
    let address = TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap();
    static SEARCH: Operation = Operation {
        path: "/search",
        supplied: &[(citi_core::Place::Query, "client_id")],
        ..Operation::EMPTY
    };
    let connection = Connection::builder(format!("http://{address}"))
        .supply_query("client_id", "hunter2")
        .build()
        .unwrap();
    let request = connection
        .http()
        .get(format!("{}/search", connection.base_url()))
        .build()
        .unwrap();
    let built = Ok(ready(&connection, &SEARCH, request));
    let error = answer::call(built, any).await.unwrap_err();
    let mut shown = format!("{error} {error:?}");
    let mut source = std::error::Error::source(&error);
    while let Some(cause) = source {
        shown = format!("{shown} {cause} {cause:?}");
        source = cause.source();
    }
    assert!(error.is_connect() && !shown.contains("hunter2"), "{shown}");
}

#[tokio::test]
async fn a_value_that_would_change_the_path_is_never_sent() {
    let server = answering(ResponseTemplate::new(200)).await;
    let connection = builder(&server).build().unwrap();
    for bad in ["", ".", ".."] {
        let error = list(&connection, bad).await.unwrap_err();
        assert!(
            error.is_refused() && error.to_string().contains("customerId"),
            "{error}"
        );
    }
    // Past the first line of defence, the second stops it.
    let url = format!(
        "{}/accounts/v1/customers/../accounts",
        connection.base_url()
    );
    let request = connection.http().get(url).build().unwrap();
    let built = Ok(ready(&connection, &LIST, request));
    let error = answer::call(built, any).await.unwrap_err();
    assert!(error.is_refused() && error.attempts() == 0, "{error}");
    assert!(server.received_requests().await.unwrap().is_empty());
}

#[tokio::test]
async fn a_call_can_be_spawned() {
    let server = answering(ResponseTemplate::new(200)).await;
    let connection = builder(&server).build().unwrap();
    let answer = tokio::spawn(async move { list(&connection, "c-1").await })
        .await
        .unwrap();
    assert!(answer.unwrap().is_null());
}

#[tokio::test]
async fn options_of_a_connection_hold_for_its_calls_and_those_of_a_call_go_first() {
    let server = answering(ResponseTemplate::new(200)).await;
    let connection = builder(&server).build().unwrap();
    let both = CallOptions::new()
        .header("x-a", "connection")
        .unwrap()
        .header("x-b", "connection")
        .unwrap();
    let connection = connection.with_options(both);
    let url = format!(
        "{}/accounts/v1/customers/c-1/accounts",
        connection.base_url()
    );
    let request = connection.http().get(url).build().unwrap();
    let own = CallOptions::new().header("x-b", "call").unwrap();
    let ready = wire::call(&connection, &LIST, own).ready(request);
    answer::call(Ok(ready), any).await.unwrap();
    let sent = server.received_requests().await.unwrap();
    assert_eq!(sent[0].headers["x-a"], "connection");
    assert_eq!(sent[0].headers["x-b"], "call");
}
