//! Lists of the generated crates, page by page, against a server on this machine.

#![allow(clippy::unwrap_used, reason = "a test stops at what breaks")]

use citi_core::Connection;
use citi_payments::types::{ListPaymentsStatus, PaymentStatus};
use wiremock::matchers::{method, path, query_param, query_param_is_missing};
use wiremock::{Mock, MockServer, ResponseTemplate};

fn client(server: &MockServer) -> citi_payments::Client {
    let connection = Connection::builder(server.uri()).bearer_token("a-token");
    citi_payments::Client::new(connection.build().unwrap())
}

fn payment(id: &str) -> String {
    format!(
        r#"{{"paymentId":"{id}","status":"COMPLETED","method":"ACH","amount":1250.10,"currency":"USD",
            "debtorAccountId":"123456789","creditor":{{"name":"N","routingNumber":"021000021","maskedAccountNumber":"*6789"}},
            "executionDate":"2026-03-04","createdAt":"2026-03-04T21:00:00Z","updatedAt":"2026-03-04T21:00:00Z"}}"#
    )
}

fn page(ids: &[&str], next: Option<&str>) -> ResponseTemplate {
    let payments: Vec<String> = ids.iter().map(|id| payment(id)).collect();
    let next = next.map_or(String::new(), |next| format!(r#","nextCursor":"{next}""#));
    let text = format!(
        r#"{{"payments":[{}],"page":{{"limit":2{next}}}}}"#,
        payments.join(",")
    );
    ResponseTemplate::new(200)
        .insert_header("X-Request-Id", format!("r-{}", ids.len()))
        .set_body_raw(text, "application/json")
}

/// Three pages; each must be asked for with the filter of the first, and once.
async fn three_pages() -> MockServer {
    let server = MockServer::start().await;
    let list = || {
        Mock::given(method("GET"))
            .and(path("/domestic"))
            .and(query_param("status", "COMPLETED"))
            .and(query_param("limit", "2"))
    };
    list()
        .and(query_param_is_missing("cursor"))
        .respond_with(page(&["p-1", "p-2"], Some("c/2+=")))
        .expect(1)
        .mount(&server)
        .await;
    list()
        .and(query_param("cursor", "c/2+="))
        .respond_with(page(&["p-3", "p-4"], Some("c-3")))
        .expect(1)
        .mount(&server)
        .await;
    list()
        .and(query_param("cursor", "c-3"))
        .respond_with(page(&["p-5"], None))
        .expect(1)
        .mount(&server)
        .await;
    server
}

fn completed(client: &citi_payments::Client) -> citi_payments::builder::ListPayments<'_> {
    client
        .list_payments()
        .status(ListPaymentsStatus::Completed)
        .limit(2)
}

#[tokio::test]
async fn items_of_three_pages_come_as_one_list() {
    let server = three_pages().await;
    let client = client(&server);
    let mut items = completed(&client).items();
    let mut ids = Vec::new();
    while let Some(payment) = items.next().await {
        let payment = payment.unwrap();
        assert_eq!(payment.amount.as_str(), "1250.10");
        assert_eq!(payment.status, PaymentStatus::Completed);
        ids.push(payment.payment_id);
    }
    assert_eq!(ids, ["p-1", "p-2", "p-3", "p-4", "p-5"]);
}

#[tokio::test]
async fn each_page_is_an_answer_of_its_own() {
    let server = three_pages().await;
    let client = client(&server);
    let mut pages = completed(&client).pages();
    let mut met = Vec::new();
    while let Some(page) = pages.next().await {
        let page = page.unwrap();
        let (count, id) = (page.payments.len(), page.request_id().map(str::to_owned));
        met.push((count, id.unwrap(), pages.cursor().map(str::to_owned)));
    }
    let text = |text: &str| text.to_owned();
    assert_eq!(
        met,
        [
            (2, text("r-2"), Some(text("c/2+="))),
            (2, text("r-2"), Some(text("c-3"))),
            (1, text("r-1"), None),
        ]
    );
}

#[tokio::test]
async fn a_page_that_fails_ends_the_list_and_it_goes_on_from_there() {
    let server = MockServer::start().await;
    let list = || Mock::given(method("GET")).and(path("/domestic"));
    list()
        .and(query_param_is_missing("cursor"))
        .respond_with(page(&["p-1", "p-2"], Some("c-2")))
        .expect(1)
        .mount(&server)
        .await;
    list()
        .and(query_param("cursor", "c-2"))
        .respond_with(ResponseTemplate::new(403).set_body_raw("{}", "application/json"))
        .up_to_n_times(1)
        .expect(1)
        .mount(&server)
        .await;
    list()
        .and(query_param("cursor", "c-2"))
        .respond_with(page(&["p-3"], None))
        .expect(1)
        .mount(&server)
        .await;
    let client = client(&server);
    let mut items = client.list_payments().items();
    let mut ids = Vec::new();
    let error = loop {
        match items.next().await.unwrap() {
            Ok(payment) => ids.push(payment.payment_id),
            Err(error) => break error,
        }
    };
    assert!(
        error.is_auth()
            && error
                .operation()
                .is_some_and(|one| one.id == "listPayments")
    );
    assert!(items.next().await.is_none());
    let mut items = client
        .list_payments()
        .cursor(items.cursor().unwrap())
        .items();
    while let Some(payment) = items.next().await {
        ids.push(payment.unwrap().payment_id);
    }
    assert_eq!(ids, ["p-1", "p-2", "p-3"]);
}

#[tokio::test]
async fn what_the_document_forbids_is_refused_at_the_first_page() {
    let server = MockServer::start().await;
    let client = client(&server);
    let mut items = client.list_payments().limit(0).items();
    let error = items.next().await.unwrap().unwrap_err();
    assert!(error.is_refused() && items.next().await.is_none());
    assert_eq!(server.received_requests().await.unwrap().len(), 0);
}

#[tokio::test]
async fn a_list_travels_to_another_task() {
    let server = three_pages().await;
    let client = client(&server);
    let task = tokio::spawn(async move {
        let mut items = completed(&client).items();
        let mut count = 0;
        while let Some(payment) = items.next().await {
            payment.unwrap();
            count += 1;
        }
        count
    });
    assert_eq!(task.await.unwrap(), 5);
}

#[test]
fn paths_of_operations_begin_behind_the_base_path() {
    for (base, sandbox, path) in [
        (
            citi_accounts::BASE_PATH,
            citi_accounts::SANDBOX,
            "/accounts/v1",
        ),
        (
            citi_payments::BASE_PATH,
            citi_payments::SANDBOX,
            "/payments/v1",
        ),
        (citi_cards::BASE_PATH, citi_cards::SANDBOX, "/cards/v1"),
        (citi_fx::BASE_PATH, citi_fx::SANDBOX, "/fx/v1"),
    ] {
        assert_eq!(base, path);
        assert_eq!(sandbox, format!("https://api.sandbox.citi.com{base}"));
    }
}

#[test]
fn limits_reach_the_tables() {
    for operation in citi_fx::operations::OPERATIONS {
        assert_eq!(operation.calls_per_minute, Some(1000), "{operation}");
        assert_eq!(operation.idempotency_key_hours, 24, "{operation}");
    }
}
