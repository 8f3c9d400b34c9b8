//! Ids that are there twice, bodies of rare kinds, errors by range and by status.

#![allow(clippy::unwrap_used, reason = "a test stops at what breaks")]

use citi_core::{Connection, Operation, Xml};
use citi_quirks::builder::{SendLayout, SendLayoutAnswer, SendLayoutError};
use citi_quirks::types::Note;
use citi_quirks::{Client, operations};
use wiremock::{Mock, MockServer, Request, ResponseTemplate};

async fn server(template: ResponseTemplate) -> (MockServer, Client) {
    let server = MockServer::start().await;
    Mock::given(|_: &Request| true)
        .respond_with(template)
        .mount(&server)
        .await;
    let connection = Connection::builder(server.uri())
        .bearer_token("t")
        .build()
        .unwrap();
    (server, Client::new(connection))
}

async fn last(server: &MockServer) -> Request {
    server.received_requests().await.unwrap().pop().unwrap()
}

fn header<'a>(request: &'a Request, name: &str) -> &'a str {
    request.headers.get(name).unwrap().to_str().unwrap()
}

#[tokio::test]
async fn operations_of_one_id_are_all_there_and_each_is_sent_as_its_own() {
    let (server, client) = server(ResponseTemplate::new(204)).await;
    client.get_acct().send().await.unwrap();
    assert_eq!(last(&server).await.method.as_str(), "GET");
    client.get_acct_2().send().await.unwrap();
    assert_eq!(last(&server).await.method.as_str(), "PUT");
    #[allow(deprecated, reason = "it is, and goes on being sent")]
    let call = client.get_acct_3();
    // Three names that come to one argument.
    let call = call.client_id("a").client_id_query("b").client_id_2("c");
    call.send().await.unwrap();
    let request = last(&server).await;
    assert_eq!(request.method.as_str(), "POST");
    let query: Vec<_> = request.url.query_pairs().into_owned().collect();
    let pairs = [("clientId", "a"), ("client_id", "b"), ("client id", "c")];
    let pairs = pairs.map(|(name, value)| (name.to_owned(), value.to_owned()));
    assert_eq!(query, pairs);
    // No header of a generator's.
    assert!(request.headers.get("api-version").is_none());
    let deprecated: Vec<&Operation> = operations::OPERATIONS
        .iter()
        .filter(|o| o.deprecated)
        .collect();
    assert_eq!(deprecated.len(), 1);
}

#[tokio::test]
async fn xml_alone_is_sent_and_read_and_an_error_in_it_is_an_error() {
    let created = ResponseTemplate::new(201).set_body_raw("<note>kept</note>", "application/xml");
    let (sent, client) = server(created).await;
    let paper = Xml::parse("<note>x</note>").unwrap();
    let answer = client
        .send_paper()
        .body(paper.clone())
        .send()
        .await
        .unwrap();
    assert_eq!(answer.as_str(), "<note>kept</note>");
    let request = last(&sent).await;
    assert_eq!(request.body, b"<note>x</note>");
    assert_eq!(header(&request, "content-type"), "application/xml");
    assert_eq!(header(&request, "accept"), "application/xml");
    let wrong = ResponseTemplate::new(422).set_body_raw("<problem/>", "application/xml");
    let (_wrong, client) = server(wrong).await;
    let error = client.send_paper().body(paper).send().await.unwrap_err();
    assert_eq!(error.status().unwrap().as_u16(), 422);
}

#[tokio::test]
async fn the_parameter_of_a_media_type_is_sent_and_asked_for() {
    let answer = |status, body| {
        ResponseTemplate::new(status).set_body_raw::<&str>(body, "application/json;format=Q2")
    };
    let note = Note::builder().text("a").build().unwrap();
    let (sent, client) = server(answer(200, "12.50")).await;
    let given = client
        .send_layout()
        .body(vec![note.clone()])
        .send()
        .await
        .unwrap();
    assert!(
        matches!(given.into_value(), SendLayoutAnswer::Ok(number) if number.as_str() == "12.50")
    );
    let request = last(&sent).await;
    assert_eq!(
        header(&request, "content-type"),
        "application/json;format=Q1"
    );
    assert!(header(&request, "accept").contains("application/json;format=Q2"));
    assert_eq!(request.body, b"[{\"text\":\"a\"}]");
    // JSON of which nothing is said is any JSON.
    let (_any, client) = server(answer(202, "{\"a\":[1.0]}")).await;
    let given = client.send_layout().body(vec![note]).send().await.unwrap();
    let SendLayoutAnswer::Accepted(json) = given.into_value() else {
        panic!("any JSON")
    };
    assert_eq!(serde_json::to_string(&json).unwrap(), "{\"a\":[1.0]}");
}

#[tokio::test]
async fn a_status_goes_before_its_range_however_they_are_ordered() {
    for status in [404, 400] {
        let body = "{\"kind\":\"odd\",\"title\":\"t\"}";
        let template = ResponseTemplate::new(status).set_body_raw(body, "application/json");
        let (_server, client) = server(template).await;
        let call = client.send_layout().body(Vec::new());
        let error = call.send().await.unwrap_err();
        let by_status = error.documented::<SendLayout<'_>>().unwrap();
        assert_eq!(
            matches!(by_status, SendLayoutError::NotFound(_)),
            status == 404
        );
        assert_eq!(
            matches!(by_status, SendLayoutError::Status4xx(_)),
            status == 400
        );
    }
}
