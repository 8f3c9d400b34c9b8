use crate::support::{Caller, header, is, refusal};

const IDS: [&str; 5] = ["accounts", "payments", "cards", "fx", "events"];

#[tokio::test]
async fn documents_are_served_byte_for_byte_and_only_when_they_changed() {
    let caller = Caller::new().await;
    for id in IDS {
        let path = format!("/apidocs/redocusaurus/{id}.yaml");
        let answer = caller.get(&path).send().await.unwrap();
        assert_eq!(answer.status(), 200);
        assert!(header(&answer, "content-type").starts_with("application/yaml"));
        let etag = header(&answer, "etag").to_owned();
        let file = format!("{}/../../specs/{id}/{id}.yaml", env!("CARGO_MANIFEST_DIR"));
        assert_eq!(answer.bytes().await.unwrap(), std::fs::read(file).unwrap());

        for known in [etag.clone(), format!("\"x\", W/{etag}"), "*".to_owned()] {
            let again = caller.get(&path).header("if-none-match", known);
            let again = again.send().await.unwrap();
            assert_eq!(again.status(), 304);
            assert_eq!(header(&again, "etag"), etag);
            assert!(again.bytes().await.unwrap().is_empty());
        }
        let other = caller.get(&path).header("if-none-match", "\"x\"");
        assert_eq!(other.send().await.unwrap().status(), 200);
    }
    let answer = caller
        .get("/apidocs/redocusaurus/nothing.yaml")
        .send()
        .await;
    assert_eq!(refusal(answer.unwrap()).await, is(404, "NOT_FOUND"));
}

/// What `cargo xtask pull --portal URL` does, against a live portal.
#[tokio::test]
async fn a_pull_finds_every_document_unchanged() {
    let caller = Caller::new().await;
    let base = caller.sandbox.base_url().to_owned();
    for id in IDS {
        let answer = reqwest::Client::builder().no_proxy().build().unwrap();
        let answer = answer
            .get(format!("{base}/apidocs/redocusaurus/{id}.yaml"))
            .header(
                "accept",
                "application/yaml, text/yaml, application/json, */*;q=0.5",
            );
        assert_eq!(answer.send().await.unwrap().status(), 200);
    }
}
