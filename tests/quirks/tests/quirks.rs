//! What generated code does with what real banks send.

#![allow(clippy::unwrap_used, reason = "a test stops at what breaks")]

use citi_core::{Connection, Number};
use citi_quirks::types::{Holding, HoldingKind, Leg, Party};
use serde_json::Value;
use wiremock::matchers::{header, method, path};
use wiremock::{Mock, MockServer, Request, ResponseTemplate};

/// More digits than any machine type holds.
const DIGITS: [&str; 5] = [
    "0.1000000000000000000000000000000000001",
    "123456789012345678901234567890.10",
    "1E-30",
    "1e300",
    "-0.00",
];

fn holding(members: &str) -> Holding {
    serde_json::from_str(&format!(
        "{{\"id\":\"h-1\",\"value\":1,\"kind\":\"SPOT\",{members}}}"
    ))
    .unwrap()
}

/// The text of a member after a round trip, without blanks.
fn again(holding: &Holding) -> String {
    serde_json::to_string(holding).unwrap()
}

#[test]
fn digits_survive_plain_fields_maps_unions_and_open_objects() {
    for digits in DIGITS {
        for member in [
            format!("\"rates\":{{\"EUR\":{digits}}}"),
            format!("\"book\":{{\"name\":\"n\",\"x\":{digits}}}"),
            format!("\"leg\":{{\"amount\":{digits},\"isin\":\"i\"}}"),
            format!("\"leg\":[{digits},{digits}]"),
            format!("\"party\":{{\"form\":\"natural\",\"name\":\"n\",\"worth\":{digits}}}"),
            format!("\"either\":{digits}"),
            format!("\"parent\":{{\"id\":\"p\",\"value\":{digits},\"kind\":\"SPOT\"}}"),
        ] {
            let holding = holding(&member);
            let text = again(&holding);
            assert!(text.contains(&member), "{member} became {text}");
        }
    }
}

#[test]
fn the_arm_that_keeps_the_most_is_taken() {
    assert!(matches!(
        holding("\"leg\":{\"amount\":1}").leg,
        Some(Leg::Cash(_))
    ));
    assert!(matches!(
        holding("\"leg\":{\"amount\":1,\"isin\":\"i\"}").leg,
        Some(Leg::Security(_))
    ));
    assert!(matches!(holding("\"leg\":[1]").leg, Some(Leg::List(_))));
    assert!(matches!(
        holding("\"leg\":\"?\"").leg,
        Some(Leg::Unknown(_))
    ));
}

#[test]
fn the_tag_decides_and_a_new_tag_is_kept() {
    let company = "\"party\":{\"form\":\"legal\",\"register\":\"r\",\"capital\":5}";
    assert!(matches!(holding(company).party, Some(Party::Company(_))));
    let new = "\"party\":{\"form\":\"public\",\"name\":\"n\"}";
    let read = holding(new);
    assert!(matches!(read.party, Some(Party::Unknown(_))));
    assert!(again(&read).contains(new));
}

#[test]
fn what_the_document_does_not_know_loses_nothing() {
    let text = "{\"id\":\"h\",\"value\":\"12.50\",\"kind\":\"SWAP\",\"count\":\"7\",\"open\":\"TRUE\",\"new\":{\"a\":1}}";
    let holding: Holding = serde_json::from_str(text).unwrap();
    assert_eq!(holding.kind, HoldingKind::Unknown("SWAP".to_owned()));
    assert_eq!(holding.value.as_str(), "12.50");
    assert_eq!((holding.count, holding.open), (Some(7), Some(true)));
}

#[test]
fn values_that_would_be_sent_are_checked_and_the_error_names_the_place() {
    let build = |kind: HoldingKind, value: &str| {
        Holding::builder()
            .kind(kind)
            .pin("1234")
            .value(value.parse::<Number>().unwrap())
            .build()
    };
    assert!(build(HoldingKind::Forward, "10.01").is_ok());
    for (built, place) in [
        (
            build(HoldingKind::Forward, "-1"),
            "value must be at least 0",
        ),
        (
            build(HoldingKind::Forward, "0.001"),
            "value must be a multiple of 0.01",
        ),
        (build(HoldingKind::from("SWAP"), "1"), "kind is none"),
        (
            Holding::builder().kind(HoldingKind::Spot).value(1).build(),
            "pin is required",
        ),
        (
            Holding::builder()
                .kind(HoldingKind::Spot)
                .value(1)
                .pin("1")
                .build(),
            "pin must have at least 4",
        ),
        (
            Holding::builder().pin("1234").value(1).build(),
            "kind is required",
        ),
    ] {
        let text = built.unwrap_err().to_string();
        assert!(text.contains(place), "{text}");
    }
}

#[test]
fn what_must_not_show_does_not() {
    let holding = holding("\"pin\":\"4711\"");
    assert!(!format!("{holding:?}").contains("4711"));
}

#[test]
fn names_that_are_no_rust_names_still_travel_as_they_are() {
    let holding = Holding::builder()
        .kind(HoldingKind::Empty)
        .pin("1234")
        .value(1)
        .x2nd_line("l")
        .client_id("a")
        .client_id_2("b")
        .type_("t")
        .default("d")
        .build()
        .unwrap();
    let json: Value = serde_json::from_str(&again(&holding)).unwrap();
    for (name, value) in [
        ("2nd line", "l"),
        ("client-id", "a"),
        ("clientId", "b"),
        ("type", "t"),
        ("default", "d"),
        ("kind", ""),
    ] {
        assert_eq!(json[name], value, "{name}");
    }
}

async fn server(template: ResponseTemplate) -> (MockServer, citi_quirks::Client) {
    let server = MockServer::start().await;
    Mock::given(|_: &Request| true)
        .respond_with(template)
        .mount(&server)
        .await;
    let connection = Connection::builder(server.uri())
        .bearer_token("t")
        .build()
        .unwrap();
    (server, citi_quirks::Client::new(connection))
}

#[tokio::test]
async fn parameters_of_every_place_and_style_travel_as_the_document_says() {
    let (server, client) = server(ResponseTemplate::new(202)).await;
    let filter = citi_quirks::types::Filter::builder()
        .from(citi_core::Date::try_from("2026-03-04").unwrap())
        .least("0.10".parse::<Number>().unwrap())
        .build()
        .unwrap();
    let answer = client
        .get_instruments_by_instrument_id()
        .instrument_id("a/b")
        .instrument_id_header("h")
        .filter(filter)
        .tags(vec!["x".to_owned(), "y z".to_owned()])
        .session("s")
        .send()
        .await
        .unwrap();
    assert_eq!(answer.status(), 202);
    let requests = server.received_requests().await.unwrap();
    let request = &requests[0];
    assert_eq!(request.url.path(), "/instruments/a%2Fb");
    let query: Vec<(String, String)> = request.url.query_pairs().into_owned().collect();
    let pairs: Vec<(&str, &str)> = query
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect();
    assert_eq!(
        pairs,
        [
            ("filter[from]", "2026-03-04"),
            ("filter[least]", "0.10"),
            ("tags", "x|y z")
        ]
    );
    assert_eq!(request.headers.get("instrument-id").unwrap(), "h");
    assert_eq!(request.headers.get("cookie").unwrap(), "session=s");
}

#[tokio::test]
async fn an_optional_body_is_sent_only_if_it_is_given_with_its_own_media_type() {
    let server = MockServer::start().await;
    Mock::given(method("PUT"))
        .and(path("/instruments/i-1"))
        .and(header("content-type", "application/vnd.quirks+json"))
        .respond_with(ResponseTemplate::new(204))
        .expect(1)
        .mount(&server)
        .await;
    Mock::given(method("PUT"))
        .and(path("/instruments/i-2"))
        .respond_with(ResponseTemplate::new(204))
        .mount(&server)
        .await;
    let client = citi_quirks::Client::new(
        Connection::builder(server.uri())
            .bearer_token("t")
            .build()
            .unwrap(),
    );
    let body = Holding::builder()
        .kind(HoldingKind::Spot)
        .pin("1234")
        .value(1)
        .build()
        .unwrap();
    client
        .put_instruments_by_instrument_id()
        .instrument_id("i-1")
        .body(body)
        .send()
        .await
        .unwrap();
    client
        .put_instruments_by_instrument_id()
        .instrument_id("i-2")
        .send()
        .await
        .unwrap();
    let requests = server.received_requests().await.unwrap();
    assert!(requests[1].body.is_empty());
    assert!(requests[1].headers.get("content-type").is_none());
}

#[tokio::test]
async fn an_error_in_another_json_type_is_typed_too() {
    let (_server, client) = server(
        ResponseTemplate::new(418)
            .set_body_raw("{\"title\":\"teapot\"}", "application/problem+json"),
    )
    .await;
    let error = client
        .get_instruments_by_instrument_id()
        .instrument_id("i")
        .send()
        .await
        .unwrap_err();
    let body: citi_quirks::types::GetInstrumentsByInstrumentIdDefaultResponse =
        error.body_as().unwrap();
    assert_eq!(body.title.as_deref(), Some("teapot"));
}
