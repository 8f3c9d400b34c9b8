//! Lists whose pages have crooked forms.

#![allow(clippy::unwrap_used, reason = "a test stops at what breaks")]

use citi_core::Connection;
use wiremock::matchers::{method, path, query_param, query_param_is_missing};
use wiremock::{Mock, MockBuilder, MockServer, ResponseTemplate};

fn client(server: &MockServer) -> citi_quirks::Client {
    let connection = Connection::builder(server.uri()).bearer_token("a-token");
    citi_quirks::Client::new(connection.build().unwrap())
}

fn list(at: &str) -> MockBuilder {
    Mock::given(method("GET")).and(path(at))
}

fn answer(text: &str) -> ResponseTemplate {
    ResponseTemplate::new(200).set_body_raw(text, "application/json")
}

#[tokio::test]
async fn parts_of_a_page_may_be_missing_or_null() {
    let server = MockServer::start().await;
    list("/instruments")
        .and(query_param_is_missing("cursor"))
        .respond_with(answer(
            r#"{"instruments":[{"id":"i-1","value":1.10,"kind":"SPOT"}],"shelf":{"nextCursor":"2"}}"#,
        ))
        .mount(&server)
        .await;
    for (cursor, page) in [
        ("2", r#"{"shelf":{"nextCursor":"3"}}"#),
        ("3", r#"{"instruments":null,"shelf":{"nextCursor":"4"}}"#),
        (
            "4",
            r#"{"instruments":[{"id":"i-2","value":2,"kind":"NEW"}],"shelf":{"nextCursor":null}}"#,
        ),
    ] {
        list("/instruments")
            .and(query_param("cursor", cursor))
            .respond_with(answer(page))
            .expect(1)
            .mount(&server)
            .await;
    }
    let client = client(&server);
    let mut items = client.list_instruments().items();
    let mut met = Vec::new();
    while let Some(item) = items.next().await {
        met.push(item.unwrap().id.unwrap());
    }
    assert_eq!(met, ["i-1", "i-2"]);
}

#[tokio::test]
async fn a_page_without_anything_is_the_last() {
    let server = MockServer::start().await;
    for page in ["{}", r#"{"shelf":{}}"#, r#"{"shelf":null}"#] {
        list("/instruments")
            .respond_with(answer(page))
            .up_to_n_times(1)
            .expect(1)
            .mount(&server)
            .await;
        let client = client(&server);
        assert!(
            client.list_instruments().items().next().await.is_none(),
            "{page}"
        );
    }
}

#[tokio::test]
async fn a_cursor_that_must_be_given_is_asked_for_and_an_empty_one_is_the_end() {
    let server = MockServer::start().await;
    for (cursor, page) in [
        (
            "start",
            r#"{"value":[{"name":"a"}],"next_cursor":"2","more":"kept"}"#,
        ),
        ("2", r#"{"value":[{"name":"b","x":0.10}],"next_cursor":""}"#),
    ] {
        list("/books")
            .and(query_param("cursor", cursor))
            .respond_with(answer(page))
            .expect(1)
            .mount(&server)
            .await;
    }
    let client = client(&server);
    let error = client
        .list_books()
        .items()
        .next()
        .await
        .unwrap()
        .unwrap_err();
    assert!(
        error.is_refused() && error.to_string().contains("cursor"),
        "{error}"
    );
    let mut items = client.list_books().cursor("start").items();
    let mut met = Vec::new();
    while let Some(item) = items.next().await {
        met.push(item.unwrap().name.unwrap());
    }
    assert_eq!(met, ["a", "b"]);
}

#[tokio::test]
async fn pages_of_two_lists_come_whole() {
    let server = MockServer::start().await;
    list("/legs")
        .respond_with(answer(r#"{"legs":[[1.0]],"warnings":["late"]}"#))
        .expect(1)
        .mount(&server)
        .await;
    let client = client(&server);
    let mut pages = client.list_legs().pages();
    let page = pages.next().await.unwrap().unwrap();
    assert_eq!(page.warnings.as_deref().unwrap(), ["late"]);
    assert!(pages.next().await.is_none());
}

#[test]
fn the_path_of_the_server_is_the_base_path() {
    assert_eq!(citi_quirks::BASE_PATH, "/v1");
}
