use serde_json::{Value, json};

use crate::support::{Caller, is, refusal};

async fn get(caller: &Caller, path: &str) -> Value {
    let answer = caller.get(path).send().await.unwrap();
    assert_eq!(answer.status(), 200);
    answer.json().await.unwrap()
}

#[tokio::test]
async fn the_clock_is_moved_and_never_back() {
    let caller = Caller::new().await;
    let shown = get(&caller, "/_sandbox/clock").await;
    assert_eq!(shown["now"], "2026-03-02T14:00:00Z");
    assert_eq!(shown["frozen"], true);
    assert!(shown["nextChange"].as_str().unwrap() > "2026-03-02T14:00:00Z");
    let turn = |body: Value| caller.post("/_sandbox/clock").json(&body).send();
    let answer = turn(json!({"advanceSeconds": 3600})).await.unwrap();
    let shown: Value = answer.json().await.unwrap();
    assert_eq!(shown["now"], "2026-03-02T15:00:00Z");
    let answer = turn(json!({"now": "2026-03-03T00:00:00Z"})).await.unwrap();
    assert_eq!(answer.status(), 200);
    assert_eq!(
        caller.sandbox.clock().now().to_string(),
        "2026-03-03T00:00:00Z"
    );
    for bad in [
        json!({"now": "2026-03-02T00:00:00Z"}),
        json!({"advanceSeconds": -1}),
        json!({}),
        json!({"advanceSeconds": 1, "now": "2027-01-01T00:00:00Z"}),
        json!({"advance": 1}),
    ] {
        assert_eq!(
            refusal(turn(bad).await.unwrap()).await,
            is(400, "INVALID_BODY")
        );
    }
}

#[tokio::test]
async fn a_jump_beyond_the_bounds_is_refused_with_its_field_and_a_long_one_is_made() {
    let caller = Caller::new().await;
    let turn = |body: Value| caller.post("/_sandbox/clock").json(&body).send();
    for (field, body) in [
        (
            "advanceSeconds",
            json!({"advanceSeconds": 1_000_000_000_000_u64}),
        ),
        ("advanceSeconds", json!({"advanceSeconds": u64::MAX})),
        ("now", json!({"now": "2150-01-01T00:00:00Z"})),
    ] {
        let answer = turn(body).await.unwrap();
        assert_eq!(answer.status(), 400);
        let answer: Value = answer.json().await.unwrap();
        let detail = &answer["details"][0];
        assert_eq!(detail["field"], field);
        let issue = detail["issue"].as_str().unwrap();
        assert!(issue.contains("ten years"), "{issue}");
    }
    let year = json!({"advanceSeconds": 365 * 86_400});
    let shown: Value = turn(year).await.unwrap().json().await.unwrap();
    assert_eq!(shown["now"], "2027-03-02T14:00:00Z");
}

#[tokio::test]
async fn limits_are_set_and_tokens_revoked() {
    let caller = Caller::new().await;
    let id = &caller.application.client_id;
    let token = caller.token("fx:read").await;
    let limit = |group: &str| {
        let body = json!({"clientId": id, "group": group, "calls": 5, "seconds": 10});
        caller
            .client
            .put(caller.url("/_sandbox/limits"))
            .json(&body)
            .send()
    };
    assert_eq!(limit("fx").await.unwrap().status(), 204);
    for group in ["loans", "events"] {
        let answer = limit(group).await.unwrap();
        assert_eq!(refusal(answer).await, is(400, "INVALID_BODY"), "{group}");
    }
    let call = || async {
        let path = "/fx/v1/rates?base=USD&terms=EUR";
        caller.get(path).bearer_auth(&token).send().await.unwrap()
    };
    assert_eq!(call().await.headers()["ratelimit-limit"], "5");
    let revoke = caller
        .post("/_sandbox/tokens/revoke")
        .json(&json!({"clientId": id}));
    let answer: Value = revoke.send().await.unwrap().json().await.unwrap();
    assert_eq!(answer, json!({"revoked": 1}));
    assert_eq!(call().await.status(), 401);
}

#[tokio::test]
async fn what_happened_can_be_looked_at() {
    let caller = Caller::new().await;
    caller.token("").await;
    assert_eq!(get(&caller, "/health").await, json!({"status": "ok"}));
    let requests = get(&caller, "/_sandbox/requests").await;
    assert_eq!(requests["requests"].as_array().unwrap().len(), 1);
    assert_eq!(requests["requests"][0]["path"], "/oauth2/token");
    assert_eq!(
        get(&caller, "/_sandbox/deliveries").await,
        json!({"deliveries": []})
    );
    assert_eq!(
        get(&caller, "/_sandbox/violations").await,
        json!({"checked": true, "violations": []})
    );
    assert!(get(&caller, "/_sandbox/ledger").await.is_object());
}

#[tokio::test]
async fn no_other_site_opens_these_doors() {
    let caller = Caller::new().await;
    let post = || {
        caller
            .post("/_sandbox/clock")
            .json(&json!({"advanceSeconds": 1}))
    };
    for (name, value) in [
        ("origin", "https://evil.example"),
        ("sec-fetch-site", "cross-site"),
        ("host", "evil.example"),
    ] {
        let answer = post().header(name, value).send().await.unwrap();
        assert_eq!(refusal(answer).await, is(403, "CROSS_SITE"), "{name}");
    }
    let plain = caller
        .post("/_sandbox/clock")
        .body(r#"{"advanceSeconds":1}"#);
    let plain = plain.header("content-type", "text/plain");
    assert_eq!(
        refusal(plain.send().await.unwrap()).await,
        is(415, "UNSUPPORTED_MEDIA_TYPE")
    );
}

#[tokio::test]
async fn what_was_sent_is_sent_again_on_request() {
    let caller = Caller::new().await;
    let missing = caller.post("/_sandbox/deliveries/dlv-1/resend").send();
    assert_eq!(
        refusal(missing.await.unwrap()).await,
        is(404, "DELIVERY_NOT_FOUND")
    );
    let me = &caller.application;
    let hooks = format!("/portal/applications/{}/webhooks", me.client_id);
    let made = caller
        .post(&hooks)
        .basic_auth(&me.client_id, Some(me.client_secret.expose()))
        .json(&json!({"url": "http://127.0.0.1:1/hook"}));
    let made: Value = made.send().await.unwrap().json().await.unwrap();
    // A card is used every day: something happens by itself.
    let day = json!({"advanceSeconds": 86_400});
    caller
        .post("/_sandbox/clock")
        .json(&day)
        .send()
        .await
        .unwrap();
    caller.sandbox.settle().await;
    let events = get(&caller, "/_sandbox/events").await;
    let event = events["events"][0]["id"].as_str().unwrap();
    let resend = caller
        .post("/_sandbox/deliveries/dlv-1/resend")
        .send()
        .await;
    assert_eq!(resend.unwrap().status(), 202);
    let replay = |webhook: &str| {
        let path = format!("/_sandbox/events/{event}/replay");
        caller.post(&path).json(&json!({ "webhookId": webhook }))
    };
    let replayed = replay(made["webhookId"].as_str().unwrap()).send().await;
    assert_eq!(replayed.unwrap().status(), 202);
    caller.sandbox.settle().await;
    let of_event = caller
        .sandbox
        .deliveries()
        .into_iter()
        .filter(|it| it.event_id == event);
    assert!(of_event.count() >= 2);
    let strange = replay("wh-none").send().await.unwrap();
    assert_eq!(refusal(strange).await, is(404, "WEBHOOK_NOT_FOUND"));
}
