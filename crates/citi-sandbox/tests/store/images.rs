use citi_sandbox::{Image, ImageError, Sandbox};
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use serde_json::{Value, json};

use crate::deeds::{Caller, Deed, builder, client, deed};

/// Does everything, and gives what was answered, and the image at the end. Without the findings: what the
/// accuser has seen before is no part of an image.
async fn lives(sandbox: &Sandbox, mut caller: Caller, deeds: &[Deed]) -> (String, String) {
    for deed in deeds {
        caller.does(sandbox, deed).await;
    }
    let image = sandbox.snapshot().to_string();
    let mut image: Value = serde_json::from_str(&image).unwrap();
    assert!(image["parts"]["findings"].take().is_object());
    (caller.log, image.to_string())
}

#[test]
fn put_back_or_reset_it_answers_the_same_bytes() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let deeds = || proptest::collection::vec(deed(), 1..16);
    let mut runner = TestRunner::new(ProptestConfig::with_cases(12));
    let run = |(before, after): (Vec<Deed>, Vec<Deed>)| {
        runtime.block_on(async {
            let sandbox = builder().start().await.unwrap();
            let mut caller = Caller::of(&sandbox);
            caller.does(&sandbox, &Deed::Token).await;
            for deed in &before {
                caller.does(&sandbox, deed).await;
            }
            let image = sandbox.snapshot();
            let first = lives(&sandbox, caller.at(&sandbox), &after).await;

            // The same sandbox, put back.
            sandbox.restore(&image).unwrap();
            assert_eq!(sandbox.snapshot(), image);
            let again = lives(&sandbox, caller.at(&sandbox), &after).await;
            assert_eq!(first, again);

            // Another one, from the text.
            let other = Sandbox::builder().checked(true).frozen(true);
            let other = other.start().await.unwrap();
            let image: Image = image.to_string().parse().unwrap();
            other.restore(&image).unwrap();
            let elsewhere = lives(&other, caller.at(&other), &after).await;
            assert_eq!(first, elsewhere);

            // Reset, it begins as a fresh one does.
            sandbox.reset().unwrap();
            let fresh = builder().start().await.unwrap();
            assert_eq!(sandbox.snapshot(), fresh.snapshot());
            assert!(sandbox.requests().is_empty() && sandbox.findings().is_empty());
            let (one, two) = (Caller::of(&sandbox), Caller::of(&fresh));
            let mut all = vec![Deed::Token];
            all.extend(before);
            assert_eq!(
                lives(&sandbox, one, &all).await,
                lives(&fresh, two, &all).await
            );
            assert_eq!(sandbox.violations(), Vec::<String>::new());
        });
        Ok(())
    };
    runner.run(&(deeds(), deeds()), run).unwrap();
}

#[tokio::test]
async fn without_a_seed_a_reset_gives_the_same_credentials() {
    let sandbox = Sandbox::builder()
        .application("Tour")
        .start()
        .await
        .unwrap();
    let before = sandbox.applications();
    sandbox.register("More");
    sandbox.reset().unwrap();
    assert_eq!(sandbox.applications(), before);
}

#[tokio::test]
async fn images_are_kept_by_name_and_put_back_by_the_admin_api() {
    let sandbox = builder().start().await.unwrap();
    let client = client();
    let url = |path: &str| format!("{}/_sandbox/{path}", sandbox.base_url());
    let post = |path: &str, body: Value| client.post(url(path)).json(&body).send();

    let kept = post("snapshot", json!({"name": "before"})).await.unwrap();
    assert_eq!(kept.status(), 201);
    let image = client.get(url("snapshot")).send().await.unwrap();
    assert_eq!(image.headers()["cache-control"], "no-store");
    let image = image.text().await.unwrap();
    assert_eq!(image.parse::<Image>().unwrap(), sandbox.snapshot());

    for body in [
        json!({"name": "before"}),
        serde_json::from_str(&image).unwrap(),
    ] {
        sandbox.register("More");
        sandbox.clock().advance(std::time::Duration::from_secs(60));
        let restored = post("restore", body).await.unwrap();
        assert_eq!(restored.status(), 200);
        let now: Value = restored.json().await.unwrap();
        assert_eq!(now["now"], "2026-03-02T14:00:00Z");
        assert_eq!(sandbox.applications().len(), 1);
    }

    let listed: Value = client
        .get(url("snapshots"))
        .send()
        .await
        .unwrap()
        .json()
        .await
        .unwrap();
    assert_eq!(
        listed,
        json!({"snapshots": [{"name": "before", "at": "2026-03-02T14:00:00Z"}]})
    );
    let unknown = post("restore", json!({"name": "after"})).await.unwrap();
    assert_eq!(unknown.status(), 404);
    let damaged = post("restore", json!({"version": 2, "parts": {}}))
        .await
        .unwrap();
    assert_eq!(damaged.status(), 400);
    assert!(damaged.text().await.unwrap().contains("clock is missing"));
    let removed = client.delete(url("snapshots/before")).send().await.unwrap();
    assert_eq!(removed.status(), 204);
    sandbox.register("More");
    let reset = client.post(url("reset")).send().await.unwrap();
    assert_eq!(
        (reset.status().as_u16(), sandbox.applications().len()),
        (200, 1)
    );
}

#[tokio::test]
async fn an_image_that_is_not_whole_changes_nothing() {
    let sandbox = builder().start().await.unwrap();
    let before = sandbox.snapshot();
    let text = before.to_string();
    let ahead = text.replace(
        "\"clock\":\"2026-03-02T14:00:00Z\"",
        "\"clock\":\"2026-03-01T14:00:00Z\"",
    );
    assert_ne!(ahead, text);
    for text in [
        ahead,
        text.replace("USD", "XXX"),
        text.replace("\"limits\"", "\"limit\""),
    ] {
        let image: Image = text.parse().unwrap();
        let error = sandbox.restore(&image).unwrap_err();
        assert!(matches!(error, ImageError::Damaged { .. }), "{error}");
        assert_eq!(sandbox.snapshot(), before);
    }
    let error = text
        .replace("\"version\":2", "\"version\":1")
        .parse::<Image>();
    assert!(matches!(
        error,
        Err(ImageError::OtherVersion { found: 1, .. })
    ));
}
