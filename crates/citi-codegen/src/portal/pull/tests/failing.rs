//! Portals that answer, and do not give the document: nothing on disk changes.

use super::*;

/// Pins both documents, lets `rates` fail with `answer`, and gives the reason; nothing on disk
/// may have changed.
async fn fails_with(answer: ResponseTemplate) -> (String, House) {
    let house = House::new();
    let server = MockServer::start().await;
    house.pin(&server).await;
    let before = all(house.specs());
    mock("rates").respond_with(answer).mount(&server).await;
    mock("quotes")
        .and(header("if-none-match", "\"1\""))
        .respond_with(ResponseTemplate::new(304))
        .mount(&server)
        .await;
    let report = house.pull(&at(&server)).await;
    assert_eq!((report.fetched, report.unchanged), (0, 1));
    assert_eq!(report.failed.len(), 1);
    assert_eq!(report.failed[0].id, "rates");
    assert!(report.failed[0].source.ends_with("/rates.yaml"));
    assert_eq!(all(house.specs()), before, "a failure changed something");
    (report.failed[0].reason.clone(), house)
}

#[tokio::test]
async fn a_portal_without_the_document() {
    let (reason, house) = fails_with(ResponseTemplate::new(404)).await;
    assert!(
        reason.contains("404") && reason.contains("portal.toml"),
        "{reason}"
    );
    assert!(house.waits.lock().unwrap().is_empty(), "404 is asked once");
}

#[tokio::test]
async fn a_portal_that_fails_is_asked_three_times() {
    let (reason, house) = fails_with(ResponseTemplate::new(500)).await;
    assert!(
        reason.contains("500") && reason.contains("3 attempts"),
        "{reason}"
    );
    let waits = house.waits.lock().unwrap().clone();
    assert_eq!(waits, [Duration::from_secs(1), Duration::from_secs(2)]);
}

#[tokio::test]
async fn a_portal_that_asks_to_wait_is_obeyed_up_to_a_bound() {
    let answer = ResponseTemplate::new(503).insert_header("retry-after", "7");
    let (_, house) = fails_with(answer).await;
    assert_eq!(house.waits.lock().unwrap()[0], Duration::from_secs(7));
    let answer = ResponseTemplate::new(429).insert_header("retry-after", "86400");
    let (_, house) = fails_with(answer).await;
    assert_eq!(house.waits.lock().unwrap()[0], Duration::from_secs(30));
}

#[tokio::test]
async fn a_failure_that_passes_is_none() {
    let house = House::new();
    let server = MockServer::start().await;
    house.pin(&server).await;
    for id in ["rates", "quotes"] {
        let failure = ResponseTemplate::new(502);
        mock(id)
            .respond_with(failure)
            .up_to_n_times(2)
            .with_priority(1)
            .mount(&server)
            .await;
        let answer = ResponseTemplate::new(200).set_body_string(NEW);
        mock(id)
            .respond_with(answer)
            .with_priority(2)
            .mount(&server)
            .await;
    }
    let report = house.pull(&at(&server)).await;
    assert_eq!(report.fetched, 2, "{report:?}");
}

#[tokio::test]
async fn a_web_page_is_no_document() {
    let page = "<!DOCTYPE html><title>Log in</title>";
    for kind in ["text/html; charset=utf-8", "application/yaml"] {
        let answer = ResponseTemplate::new(200).set_body_raw(page, kind);
        let (reason, _) = fails_with(answer).await;
        assert!(reason.contains("web page"), "{reason}");
    }
}

#[tokio::test]
async fn what_is_no_description_is_refused_with_the_readers_reason() {
    let answer = ResponseTemplate::new(200).set_body_string("just text");
    let (reason, _) = fails_with(answer).await;
    assert_eq!(reason, "rates is no API description");
}

#[tokio::test]
async fn an_empty_answer_is_refused() {
    let (reason, _) = fails_with(ResponseTemplate::new(200).set_body_string("\n")).await;
    assert_eq!(reason, "it is empty");
}

#[tokio::test]
async fn a_document_beyond_the_bound_is_refused() {
    let long = format!("openapi: 3.1.0\n#{}\n", "x".repeat(5000));
    let (reason, _) = fails_with(ResponseTemplate::new(200).set_body_string(long)).await;
    assert!(
        reason.contains("4096 bytes") && reason.contains("max_bytes"),
        "{reason}"
    );
}

#[tokio::test]
async fn another_portal_is_not_followed() {
    let elsewhere = MockServer::start().await;
    let answer = ResponseTemplate::new(200).set_body_string(NEW);
    Mock::given(method("GET"))
        .respond_with(answer)
        .expect(0)
        .mount(&elsewhere)
        .await;
    let target = format!("{}/login?token=hush", elsewhere.uri());
    let answer = ResponseTemplate::new(302).insert_header("location", target.as_str());
    let (reason, _) = fails_with(answer).await;
    assert!(
        reason.contains(&format!("{}/login;", elsewhere.uri())),
        "{reason}"
    );
    assert!(!reason.contains("hush"), "{reason}");
}

#[tokio::test]
async fn a_redirect_at_the_same_portal_is_followed() {
    let house = House::new();
    let server = MockServer::start().await;
    for id in ["rates", "quotes"] {
        let answer = ResponseTemplate::new(301).insert_header("location", "/moved.yaml");
        mock(id).respond_with(answer).mount(&server).await;
    }
    let answer = ResponseTemplate::new(200).set_body_string(NEW);
    Mock::given(path("/moved.yaml"))
        .respond_with(answer)
        .mount(&server)
        .await;
    let report = house.pull(&at(&server)).await;
    assert_eq!(report.fetched, 2, "{report:?}");
}

#[tokio::test]
async fn a_redirect_in_a_circle_ends() {
    let answer =
        ResponseTemplate::new(302).insert_header("location", "/apidocs/redocusaurus/rates.yaml");
    let (reason, _) = fails_with(answer).await;
    assert!(reason.contains("sends to"), "{reason}");
}
