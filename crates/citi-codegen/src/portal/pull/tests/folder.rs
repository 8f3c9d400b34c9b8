//! A folder in the place of a portal.

use super::*;

#[tokio::test]
async fn a_folder_is_searched() {
    let house = House::new();
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir_all(folder.path().join("deep/er")).unwrap();
    std::fs::write(folder.path().join("deep/er/rates.yaml"), OLD).unwrap();
    std::fs::write(folder.path().join("quotes.json"), "openapi: json\n").unwrap();
    let origin = Origin::Folder(folder.path().to_owned());
    let report = house.pull(&origin).await;
    assert_eq!(report.fetched, 2, "{report:?}");
    let lock = house.lock();
    assert_eq!(lock.documents["rates"].source, "deep/er/rates.yaml");
    assert_eq!(lock.documents["quotes"].file, "fx/quotes.json");
    let again = house.pull(&origin).await;
    assert_eq!((again.fetched, again.unchanged), (0, 2));
}

#[tokio::test]
async fn a_document_that_a_folder_lacks_or_has_twice_is_a_failure() {
    let house = House::new();
    let folder = tempfile::tempdir().unwrap();
    for sub in ["a", "b"] {
        std::fs::create_dir(folder.path().join(sub)).unwrap();
        std::fs::write(folder.path().join(sub).join("rates.yaml"), OLD).unwrap();
    }
    let report = house.pull(&Origin::Folder(folder.path().to_owned())).await;
    assert!(
        report.failed[0]
            .reason
            .contains("a/rates.yaml, b/rates.yaml"),
        "{report:?}"
    );
    assert!(
        report.failed[1].reason.contains("quotes.yaml"),
        "{report:?}"
    );
}

#[tokio::test]
async fn a_pull_from_specs_itself_locks_what_was_changed_by_hand() {
    let house = House::new();
    let server = MockServer::start().await;
    house.pin(&server).await;
    std::fs::write(house.specs().join("fx/rates.yaml"), NEW).unwrap();
    let report = house.pull(&Origin::Folder(house.specs().to_owned())).await;
    assert_eq!(report.changed, ["rates"]);
    assert_eq!(house.text("fx/rates.yaml").as_deref(), Some(NEW));
    assert_eq!(
        house.lock().documents["rates"].sha256,
        sha256(NEW.as_bytes())
    );
}

#[tokio::test]
async fn a_new_ending_takes_the_old_file_away() {
    let house = House::new();
    let server = MockServer::start().await;
    house.pin(&server).await;
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("rates.yml"), NEW).unwrap();
    house.pull(&Origin::Folder(folder.path().to_owned())).await;
    assert_eq!(house.text("fx/rates.yml").as_deref(), Some(NEW));
    assert_eq!(house.text("fx/rates.yaml"), None);
}
