//! What a portal gives, and what becomes of it on disk.

use super::*;

#[tokio::test]
async fn new_documents_are_stored_and_locked() {
    let house = House::new();
    let server = MockServer::start().await;
    house.pin(&server).await;
    assert_eq!(house.text("fx/rates.yaml").as_deref(), Some(OLD));
    let locked = &house.lock().documents["rates"];
    assert_eq!(locked.sha256, sha256(OLD.as_bytes()));
    assert_eq!(locked.etag.as_deref(), Some("\"1\""));
    assert_eq!(locked.date, "2026-01-31T12:00:00Z");
    assert!(locked.source.ends_with("/apidocs/redocusaurus/rates.yaml"));
}

#[tokio::test]
async fn what_is_not_modified_is_not_sent_again() {
    let house = House::new();
    let server = MockServer::start().await;
    house.pin(&server).await;
    let before = all(house.specs());
    for id in ["rates", "quotes"] {
        mock(id)
            .and(header("if-none-match", "\"1\""))
            .and(|request: &wiremock::Request| request.headers["if-modified-since"] == MODIFIED)
            .respond_with(ResponseTemplate::new(304))
            .expect(1)
            .mount(&server)
            .await;
    }
    let report = house.pull(&at(&server)).await;
    assert_eq!((report.fetched, report.unchanged), (0, 2));
    assert_eq!(all(house.specs()), before);
}

#[tokio::test]
async fn a_file_that_is_not_the_locked_one_is_fetched_whole() {
    let house = House::new();
    let server = MockServer::start().await;
    house.pin(&server).await;
    std::fs::write(house.specs().join("fx/rates.yaml"), "by hand").unwrap();
    mock("rates")
        .and(header("if-none-match", "\"1\""))
        .respond_with(ResponseTemplate::new(304))
        .with_priority(1)
        .expect(0)
        .mount(&server)
        .await;
    for id in ["rates", "quotes"] {
        let answer = ResponseTemplate::new(200).set_body_string(OLD);
        mock(id)
            .respond_with(answer)
            .with_priority(2)
            .mount(&server)
            .await;
    }
    let report = house.pull(&at(&server)).await;
    assert!(report.failed.is_empty(), "{report:?}");
    assert_eq!(house.text("fx/rates.yaml").as_deref(), Some(OLD));
}

#[tokio::test]
async fn one_failure_does_not_stop_the_others() {
    let house = House::new();
    let server = MockServer::start().await;
    house.pin(&server).await;
    let answer = ResponseTemplate::new(200).set_body_string(NEW);
    mock("quotes").respond_with(answer).mount(&server).await;
    let report = house.pull(&at(&server)).await;
    assert_eq!(report.changed, ["quotes"]);
    assert_eq!(report.failed[0].id, "rates");
    assert_eq!(house.text("fx/quotes.yaml").as_deref(), Some(NEW));
    assert_eq!(house.text("fx/rates.yaml").as_deref(), Some(OLD));
    let lock = house.lock();
    assert_eq!(lock.documents["quotes"].sha256, sha256(NEW.as_bytes()));
    assert_eq!(lock.documents["rates"].sha256, sha256(OLD.as_bytes()));
}

#[tokio::test]
async fn a_document_that_left_the_manifest_leaves_the_lock() {
    let mut house = House::new();
    let server = MockServer::start().await;
    house.pin(&server).await;
    house.manifest.categories[0].documents.pop();
    let origin = Origin::Folder(house.specs().to_owned());
    house.pull(&origin).await;
    let ids: Vec<String> = house.lock().documents.into_keys().collect();
    assert_eq!(ids, ["rates"]);
}

#[tokio::test]
async fn a_fetch_alone_writes_nothing() {
    let house = House::new();
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("rates.yaml"), OLD).unwrap();
    let fetched = house.fetch(&Origin::Folder(folder.path().to_owned())).await;
    assert_eq!(fetched.documents[0].news, News::Fetched);
    assert!(all(house.specs()).is_empty());
}
