//! Calls of the generated crates, against a server on this machine.

#![allow(clippy::unwrap_used, reason = "a test stops at what breaks")]

use citi_core::{Connection, IdempotencyKey, Number, Outcome};
use citi_payments::types::{Creditor, DomesticPaymentRequest, PaymentMethod, PaymentStatus};
use serde_json::json;
use wiremock::matchers::{body_string_contains, header, header_exists, method, path, query_param};
use wiremock::{Mock, MockServer, Request, ResponseTemplate};

const TOKEN: &str = "a-token-given-by-hand";

fn connection(server: &MockServer) -> Connection {
    Connection::builder(server.uri())
        .bearer_token(TOKEN)
        .build()
        .unwrap()
}

fn account(balance: &str) -> String {
    format!(
        r#"{{"accountId":"123456789","type":"Checking","status":"OPEN","currency":"USD","availableBalance":{balance},
            "currentBalance":{balance},"balanceAsOf":"2026-03-04T21:00:00Z","maskedAccountNumber":"*****6789",
            "aNewField":{{"x":1}}}}"#
    )
}

fn page(accounts: &[String]) -> String {
    format!(
        r#"{{"accounts":[{}],"page":{{"limit":50,"nextCursor":"c-2","hasMore":true}}}}"#,
        accounts.join(",")
    )
}

#[tokio::test]
async fn a_call_reaches_the_server_with_its_token_and_every_digit_comes_back() {
    let server = MockServer::start().await;
    let balance = "4520.750000000000000000000000000000001";
    Mock::given(method("GET"))
        .and(path("/customers/c-1/accounts"))
        .and(query_param("limit", "50"))
        .and(header("authorization", format!("Bearer {TOKEN}").as_str()))
        .and(header("accept", "application/json"))
        .respond_with(
            ResponseTemplate::new(200)
                .insert_header("X-Request-Id", "r-1")
                .set_body_raw(page(&[account(balance)]), "application/json"),
        )
        .expect(1)
        .mount(&server)
        .await;
    let client = citi_accounts::Client::new(connection(&server));
    let answer = client
        .list_accounts()
        .customer_id("c-1")
        .limit(50)
        .send()
        .await
        .unwrap();
    let first = answer.accounts.first().unwrap();
    assert_eq!(first.available_balance.as_str(), balance);
    assert_eq!(answer.status(), 200);
    assert_eq!(answer.request_id(), Some("r-1"));
    let shown = format!("{answer:?} {client:?}");
    assert!(
        !shown.contains("123456789") && !shown.contains(TOKEN),
        "{shown}"
    );
}

#[tokio::test]
async fn a_new_value_of_an_enum_loses_nothing_of_the_answer() {
    let server = MockServer::start().await;
    let body = page(&[account("1")]).replace("Checking", "Escrow");
    Mock::given(method("GET"))
        .respond_with(ResponseTemplate::new(200).set_body_raw(body, "application/json"))
        .mount(&server)
        .await;
    let client = citi_accounts::Client::new(connection(&server));
    let answer = client
        .list_accounts()
        .customer_id("c-1")
        .send()
        .await
        .unwrap();
    assert_eq!(answer.accounts.first().unwrap().type_.as_str(), "Escrow");
}

fn order() -> DomesticPaymentRequest {
    DomesticPaymentRequest::builder()
        .method(PaymentMethod::Ach)
        .debtor_account_id("123456789")
        .amount("1250.10".parse::<Number>().unwrap())
        .currency("USD")
        .creditor(
            Creditor::builder()
                .name("Northwind Supplies LLC")
                .account_number("000123456789")
                .routing_number("021000021")
                .build()
                .unwrap(),
        )
        .execution_date(citi_core::Date::try_from("2026-03-04").unwrap())
        .reference("INV 2041")
        .build()
        .unwrap()
}

#[tokio::test]
async fn a_payment_carries_a_key_and_the_digits_of_its_amount() {
    let server = MockServer::start().await;
    Mock::given(method("POST"))
        .and(path("/domestic"))
        .and(header_exists("Idempotency-Key"))
        .and(header("content-type", "application/json"))
        .and(body_string_contains("\"amount\":1250.10"))
        .respond_with(
            ResponseTemplate::new(404)
                .insert_header("X-Request-Id", "r-9")
                .set_body_json(json!({
                    "error_code": "ACCOUNT_NOT_FOUND", "message": "There is no such account.",
                    "details": [{"field": "debtorAccountId", "issue": "unknown"}]
                })),
        )
        .expect(1)
        .mount(&server)
        .await;
    let client = citi_payments::Client::new(connection(&server));
    let error = client
        .create_domestic_payment()
        .body(order())
        .send()
        .await
        .unwrap_err();
    assert!(error.is_not_found());
    assert_eq!(error.code(), Some("ACCOUNT_NOT_FOUND"));
    assert_eq!(error.request_id(), Some("r-9"));
    assert_eq!(error.outcome(), Outcome::Rejected);
    let typed: citi_payments::types::ErrorResponse = error.body_as().unwrap();
    assert_eq!(typed.error_code, "ACCOUNT_NOT_FOUND");
    let shown = format!("{error} {error:?}");
    assert!(
        !shown.contains("000123456789") && !shown.contains(TOKEN),
        "{shown}"
    );
}

#[tokio::test]
async fn a_key_given_for_the_call_is_the_one_that_is_sent() {
    let server = MockServer::start().await;
    Mock::given(method("POST"))
        .and(path("/domestic/p-1/cancel"))
        .and(header("Idempotency-Key", "one-intention"))
        .respond_with(ResponseTemplate::new(500))
        .expect(1)
        .mount(&server)
        .await;
    let client = citi_payments::Client::new(connection(&server));
    let error = client
        .cancel_payment()
        .payment_id("p-1")
        .with_idempotency_key(IdempotencyKey::new("one-intention").unwrap())
        .send()
        .await
        .unwrap_err();
    assert_eq!(
        error.outcome(),
        Outcome::Unknown,
        "a 500 does not say whether the payment was cancelled"
    );
}

#[tokio::test]
async fn what_the_document_forbids_is_never_sent() {
    let server = MockServer::start().await;
    Mock::given(|_: &Request| true)
        .respond_with(ResponseTemplate::new(200))
        .expect(0)
        .mount(&server)
        .await;
    let accounts = citi_accounts::Client::new(connection(&server));
    for id in ["..", ".", ""] {
        let error = accounts
            .get_account()
            .account_id(id)
            .send()
            .await
            .unwrap_err();
        assert!(
            error.is_refused() && error.outcome() == Outcome::NotSent,
            "{id:?}: {error}"
        );
    }
    let error = accounts
        .list_accounts()
        .customer_id("c-1")
        .limit(0)
        .send()
        .await
        .unwrap_err();
    assert!(error.to_string().contains("limit"), "{error}");
    let error = accounts.list_accounts().send().await.unwrap_err();
    assert!(error.to_string().contains("customer_id"), "{error}");
    let refused = Creditor::builder()
        .name("x")
        .account_number("12")
        .routing_number("1")
        .build()
        .unwrap_err();
    assert!(refused.to_string().contains("routingNumber"), "{refused}");
    let refused = Creditor::builder().name("x").build().unwrap_err();
    assert!(
        refused.to_string().contains("accountNumber is required"),
        "{refused}"
    );
}

#[tokio::test]
async fn terms_of_rates_travel_as_one_list() {
    let server = MockServer::start().await;
    Mock::given(method("GET"))
        .and(path("/rates"))
        .respond_with(
            ResponseTemplate::new(503)
                .insert_header("Retry-After", "2")
                .set_body_raw("<html>maintenance</html>", "text/html"),
        )
        .mount(&server)
        .await;
    let client = citi_fx::Client::new(connection(&server));
    let terms = vec!["EUR".to_owned(), "GBP".to_owned()];
    let error = client
        .get_rates()
        .base("USD")
        .terms(terms)
        .send()
        .await
        .unwrap_err();
    assert_eq!(error.status().map(|status| status.as_u16()), Some(503));
    assert_eq!(error.retry_after(), Some(std::time::Duration::from_secs(2)));
    let requests = server.received_requests().await.unwrap();
    assert_eq!(requests[0].url.query(), Some("base=USD&terms=EUR,GBP"));
}

#[test]
fn a_status_that_is_not_known_is_not_final() {
    assert!(!PaymentStatus::from("ON_HOLD").is_final());
}
