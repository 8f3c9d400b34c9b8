//! What a call can send and get: forms of bodies, forms of answers, headers, errors, streams.

#![allow(clippy::unwrap_used, reason = "a test stops at what breaks")]

use citi_core::{Bytes, CallOptions, Connection, Header, Upload, Xml};
use citi_quirks::builder::{CreateNote, CreateNoteError, GetReportAnswer, GetScan, PutScanAnswer};
use citi_quirks::types::{CreateNoteBodyMultipart, Note};
use citi_quirks::{Client, headers};
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

fn created() -> ResponseTemplate {
    ResponseTemplate::new(201).set_body_raw("{\"text\":\"kept\"}", "application/json")
}

fn note(text: &str) -> Note {
    let price: citi_core::Number = "1.50".parse().unwrap();
    Note::builder().text(text).price(price).build().unwrap()
}

/// Content type and body of the last request.
async fn sent(server: &MockServer) -> (String, String) {
    let requests = server.received_requests().await.unwrap();
    let last = requests.last().unwrap();
    let content_type = last.headers.get("content-type").unwrap();
    (
        content_type.to_str().unwrap().to_owned(),
        String::from_utf8(last.body.clone()).unwrap(),
    )
}

#[tokio::test]
async fn a_body_is_sent_in_the_form_that_is_asked_for() {
    let (server, client) = server(created()).await;
    let call = client.create_note().body(note("a"));
    call.clone().send().await.unwrap();
    let (json, xml) = ("application/json", "application/xml");
    assert_eq!(
        sent(&server).await,
        (
            json.to_owned(),
            "{\"text\":\"a\",\"price\":1.50}".to_owned()
        )
    );

    client
        .create_note()
        .body_form(note("a b"))
        .send()
        .await
        .unwrap();
    let form = "application/x-www-form-urlencoded";
    assert_eq!(
        sent(&server).await,
        (form.to_owned(), "text=a+b&price=1.50".to_owned())
    );

    let document = Xml::parse("<note/>").unwrap();
    // What is set later does not lose it, and it goes before `body`.
    let call = call.body_xml(document).with_options(CallOptions::new());
    call.send().await.unwrap();
    assert_eq!(sent(&server).await, (xml.to_owned(), "<note/>".to_owned()));

    client.create_note().body_text("t").send().await.unwrap();
    assert_eq!(
        sent(&server).await,
        ("text/plain".to_owned(), "t".to_owned())
    );

    let parts = CreateNoteBodyMultipart::builder()
        .text("t")
        .scan(Bytes::from("%PDF").with_file_name("a.pdf"))
        .build()
        .unwrap();
    client
        .create_note()
        .body_multipart(parts)
        .send()
        .await
        .unwrap();
    let (content_type, body) = sent(&server).await;
    assert!(content_type.starts_with("multipart/form-data; boundary="));
    assert!(body.contains("a.pdf") && body.contains("%PDF"), "{body}");
}

#[tokio::test]
async fn a_body_that_is_missing_or_wrong_in_its_form_is_not_sent() {
    let (server, client) = server(created()).await;
    let long = "x".repeat(21);
    let mut wrong = note("a");
    wrong.text = long;
    for (call, place) in [
        (client.create_note(), "`body` is required"),
        (client.create_note().body_xml("<note>"), "`body_xml`"),
        (client.create_note().body_form(wrong), "body_form.text"),
    ] {
        let error = call.send().await.unwrap_err();
        assert!(
            error.is_refused() && error.to_string().contains(place),
            "{error}"
        );
    }
    assert!(server.received_requests().await.unwrap().is_empty());
}

#[tokio::test]
async fn xml_is_given_where_it_is_asked_for() {
    let template = ResponseTemplate::new(201).set_body_raw("<note>x</note>", "application/xml");
    let (server, client) = server(template).await;
    let answer = client.create_note().body(note("a")).send_xml();
    assert_eq!(answer.await.unwrap().as_str(), "<note>x</note>");
    let requests = server.received_requests().await.unwrap();
    let accept: Vec<_> = requests[0].headers.get_all("accept").iter().collect();
    assert_eq!(accept, ["application/xml"]);
}

#[tokio::test]
async fn documented_headers_are_read_by_their_type_and_those_of_errors_too() {
    let template = created()
        .insert_header("Location", "/notes/1")
        .insert_header("ratelimit-remaining", "9")
        .insert_header("X-Days", "2026-01-01, 2026-01-02");
    let (_server, client) = server(template).await;
    let answer = client.create_note().body(note("a")).send().await.unwrap();
    let location = answer.header(headers::LOCATION).unwrap();
    assert_eq!(location.as_deref(), Some("/notes/1"));
    assert_eq!(
        answer.header(headers::RATE_LIMIT_REMAINING).unwrap(),
        Some(9)
    );
    assert_eq!(answer.header(headers::IDEMPOTENCY_REPLAYED).unwrap(), None);
    assert_eq!(answer.header(headers::X_DAYS).unwrap().unwrap().len(), 2);

    let template = ResponseTemplate::new(429).insert_header("RateLimit-Remaining", "none");
    let (_server, client) = self::server(template).await;
    let error = client.create_note().body(note("a")).send().await;
    let error = error.unwrap_err();
    assert_eq!(error.header(Header::RATE_LIMIT_RESET).unwrap(), None);
    assert!(error.header(headers::RATE_LIMIT_REMAINING).is_err());
}

#[tokio::test]
async fn an_error_is_read_as_its_status_is_documented() {
    let error = async |status, body: &str| {
        let template = ResponseTemplate::new(status).set_body_raw(body, "application/json");
        let (_server, client) = server(template).await;
        client.create_note().body(note("a")).send().await
    };
    let wrong = error(400, "{\"fields\":[\"text\"]}").await.unwrap_err();
    let CreateNoteError::BadRequest(body) = wrong.documented::<CreateNote<'_>>().unwrap() else {
        panic!("by status")
    };
    assert_eq!(body.fields, ["text"]);
    let many = error(429, "").await.unwrap_err();
    assert!(matches!(
        many.documented::<CreateNote<'_>>(),
        Ok(CreateNoteError::TooManyRequests)
    ));
    let fault = error(503, "{\"title\":\"down\"}").await.unwrap_err();
    let Ok(CreateNoteError::Status5xx(body)) = fault.documented::<CreateNote<'_>>() else {
        panic!("by range")
    };
    assert_eq!(body.title.as_deref(), Some("down"));
    let other = error(404, "{}").await.unwrap_err();
    assert!(other.documented::<CreateNote<'_>>().is_err());
}

#[tokio::test]
async fn one_body_for_all_errors_is_that_body() {
    let template = ResponseTemplate::new(404).set_body_raw("{\"title\":\"gone\"}", "text/json");
    let (_server, client) = server(template).await;
    let error = client.get_scan().id("1").send().await.unwrap_err();
    let problem = error.documented::<GetScan<'_>>().unwrap();
    assert_eq!(problem.title.as_deref(), Some("gone"));
}

#[tokio::test]
async fn answers_differ_by_status_and_a_range_takes_the_rest() {
    let put = async |status, body: &str| {
        let template = ResponseTemplate::new(status).set_body_raw(body, "application/json");
        let (_server, client) = server(template).await;
        let call = client.put_scan().id("1").body(vec![1]);
        call.send().await.unwrap().into_value()
    };
    assert!(matches!(put(200, "text").await, PutScanAnswer::Ok(text) if text == "text"));
    assert!(matches!(put(202, "").await, PutScanAnswer::Accepted));
    let part = put(206, "{\"text\":\"p\"}").await;
    assert!(matches!(part, PutScanAnswer::PartialContent(note) if note.text == "p"));
    let rest = put(207, "{\"title\":\"t\"}").await;
    assert!(matches!(rest, PutScanAnswer::Status2xx(_)));
}

#[tokio::test]
async fn a_report_comes_in_three_forms_or_not_at_all() {
    let (server, client) = server(ResponseTemplate::new(204)).await;
    let none = client.get_report().send().await.unwrap();
    assert!(matches!(none.value(), GetReportAnswer::NoContent));
    assert_eq!(
        client.get_report().send_text().await.unwrap().value(),
        &None
    );
    assert_eq!(
        client.get_report().send_bytes().await.unwrap().value(),
        &None
    );
    let mut none = client.get_report().send_streamed().await.unwrap();
    assert_eq!(none.value_mut().chunk().await.unwrap(), None);
    let requests = server.received_requests().await.unwrap();
    let accepts: Vec<_> = requests
        .iter()
        .map(|request| request.headers.get("accept").unwrap().to_str().unwrap())
        .collect();
    let pdf = "application/pdf";
    assert_eq!(accepts, ["application/json", "text/csv", pdf, pdf]);
}

#[tokio::test]
async fn a_large_answer_is_read_in_pieces_past_the_bound_of_bodies() {
    let content = vec![5_u8; 300_000];
    let server = MockServer::start().await;
    let template =
        ResponseTemplate::new(200).set_body_raw(content.clone(), "application/octet-stream");
    Mock::given(|_: &Request| true)
        .respond_with(template)
        .mount(&server)
        .await;
    let connection = Connection::builder(server.uri())
        .bearer_token("t")
        .max_body_bytes(1000)
        .build()
        .unwrap();
    let client = Client::new(connection);
    let whole = client.get_scan().id("1").send().await;
    assert!(whole.unwrap_err().to_string().contains("1000 bytes"));
    let answer = client.get_scan().id("1").send_streamed().await.unwrap();
    assert_eq!(answer.status(), 200);
    let mut download = answer.into_value();
    let mut read = Vec::new();
    while let Some(chunk) = download.chunk().await.unwrap() {
        assert!(chunk.len() <= 64 * 1024);
        read.extend_from_slice(&chunk);
    }
    assert_eq!(read, content);
}

#[tokio::test]
async fn an_error_of_a_streamed_call_is_an_error() {
    let template = ResponseTemplate::new(404).set_body_raw("{\"title\":\"gone\"}", "text/json");
    let (_server, client) = server(template).await;
    let error = client.get_scan().id("1").send_streamed().await.unwrap_err();
    assert!(error.is_not_found() && error.documented::<GetScan<'_>>().is_ok());
}

#[tokio::test]
async fn a_body_that_can_be_read_again_is_tried_again_and_a_stream_is_sent_once() {
    let upload = |repeatable: bool| {
        let pieces = || futures_util::stream::iter(["ab", "cd"].map(Ok::<_, std::io::Error>));
        match repeatable {
            true => Upload::repeatable(pieces).with_length(4),
            false => Upload::stream(pieces()),
        }
    };
    for (repeatable, attempts) in [(true, 2), (false, 1)] {
        let (server, client) = server(ResponseTemplate::new(503)).await;
        let connection = Connection::builder(client.connection().base_url())
            .bearer_token("t")
            .retry(
                citi_core::Retry::default()
                    .attempts(2)
                    .base(std::time::Duration::from_millis(1)),
            )
            .build()
            .unwrap();
        let client = Client::new(connection);
        let call = client.put_scan().id("1").body_stream(upload(repeatable));
        let error = call.clone().send().await.unwrap_err();
        assert_eq!(error.attempts(), attempts);
        let requests = server.received_requests().await.unwrap();
        assert!(requests.iter().all(|request| request.body == b"abcd"));
        let length = requests[0].headers.get("content-length").is_some();
        assert_eq!(length, repeatable, "a length that is known is announced");
        if !repeatable {
            let error = call.send().await.unwrap_err();
            assert!(error.to_string().contains("was sent before"), "{error}");
        }
    }
}

#[test]
fn addresses_are_constants() {
    assert_eq!(citi_quirks::LIVE, "https://eu.quirks.example/v1");
    assert_eq!(citi_quirks::SANDBOX, "https://sandbox.quirks.example/v1");
    assert_eq!(citi_quirks::SERVER, "https://quirks.example/v1");
    assert_eq!(citi_quirks::TOKEN_URL, "https://quirks.example/token");
}
