use std::sync::Arc;

use citi_codegen::portal::lock::Lock;
use citi_codegen::portal::manifest::Manifest;
use citi_codegen::portal::pull::{Fetch, Origin, fetch};

use crate::support::{Caller, START, header, is, refusal};

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

/// What `cargo xtask pull --portal URL` does: everything the first time, nothing the second.
#[tokio::test]
async fn a_pull_brings_every_document_and_then_none() {
    let caller = Caller::new().await;
    let specs = tempfile::tempdir().unwrap();
    let manifest = format!("{}/../../specs/portal.toml", env!("CARGO_MANIFEST_DIR"));
    let manifest = std::fs::read_to_string(manifest).unwrap();
    let manifest = Manifest::read("portal.toml", &manifest).unwrap();
    let origin = Origin::Url(caller.sandbox.base_url().parse().unwrap());
    let pull = |lock: Lock| {
        let (manifest, origin, specs) = (&manifest, &origin, specs.path());
        async move {
            fetch(Fetch {
                manifest,
                lock: &lock,
                specs,
                origin,
                only: None,
                now: START.parse().unwrap(),
                sleep: Arc::new(|_| Box::pin(async {})),
                check: &|_, _| Ok(()),
                progress: &|_, _| {},
            })
            .await
        }
    };
    let first = pull(Lock::default()).await.store(specs.path()).unwrap();
    assert_eq!((first.fetched, first.failed.len()), (5, 0));
    let lock = std::fs::read_to_string(specs.path().join("portal.lock")).unwrap();
    let second = pull(Lock::read("portal.lock", &lock).unwrap()).await.report;
    assert_eq!((second.fetched, second.unchanged), (0, 5));
    let answered: Vec<_> = caller
        .sandbox
        .requests()
        .into_iter()
        .map(|it| it.status)
        .collect();
    assert_eq!(answered, [vec![200; 5], vec![304; 5]].concat());
}
