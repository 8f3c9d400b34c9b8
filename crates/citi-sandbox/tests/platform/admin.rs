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

#[tokio::test]
async fn every_door_of_the_list_is_there_and_takes_its_body() {
    let caller = Caller::new().await;
    let listed = get(&caller, "/_sandbox").await;
    let doors = listed["doors"].as_array().unwrap();
    assert_eq!(doors.len(), citi_sandbox::ADMIN.len());
    for door in doors {
        let path = door["path"].as_str().unwrap();
        let path = path.replace("{id}", "x").replace("{name}", "x");
        let method = door["method"].as_str().unwrap().parse().unwrap();
        let mut request = caller.client.request(method, caller.url(&path));
        if !door["body"].is_null() {
            request = request.json(&door["body"]);
        }
        let answer = request.send().await.unwrap();
        let status = answer.status().as_u16();
        let body = answer.text().await.unwrap();
        let is_known = status != 405 && !body.contains("\"NOT_FOUND\"");
        assert!(
            is_known && status != 422 && status < 500,
            "{door}: {status} {body}"
        );
        // Nobody is called app-81ba4d7343aed984 or the like, but each body is of the form that is wanted.
        assert!(
            status != 400 || path == "/_sandbox/restore",
            "{door}: {body}"
        );
    }
}

#[tokio::test]
async fn a_wrong_body_is_told_by_its_field() {
    let caller = Caller::new().await;
    for (path, body, field) in [
        (
            "/_sandbox/clock",
            json!({"advanceSeconds": "soon"}),
            "advanceSeconds",
        ),
        ("/_sandbox/clock", json!({"now": "noon"}), "now"),
        (
            "/_sandbox/tokens/revoke",
            json!({"clientId": 7}),
            "clientId",
        ),
    ] {
        let answer = caller.post(path).json(&body).send().await.unwrap();
        assert_eq!(answer.status(), 400);
        let answer: Value = answer.json().await.unwrap();
        assert_eq!(answer["details"][0]["field"], field, "{answer}");
    }
}

#[tokio::test]
async fn a_delivery_is_shown_as_it_went() {
    let caller = Caller::new().await;
    let answer = caller.get("/_sandbox/deliveries/dlv-1").send().await;
    assert_eq!(
        refusal(answer.unwrap()).await,
        is(404, "DELIVERY_NOT_FOUND")
    );
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/hook", listener.local_addr().unwrap());
    let router = axum::Router::new().fallback(|| async { (axum::http::StatusCode::GONE, "gone") });
    tokio::spawn(async { axum::serve(listener, router).await });
    let id = &caller.application.client_id;
    let secret = caller.application.client_secret.expose();
    let hooks = format!("/portal/applications/{id}/webhooks");
    let hook = caller.post(&hooks).basic_auth(id, Some(secret));
    let hook = hook.json(&json!({"url": url, "events": ["payment.cancelled"]}));
    let hook: Value = hook.send().await.unwrap().json().await.unwrap();
    let test = format!("{hooks}/{}/test", hook["webhookId"].as_str().unwrap());
    let test = caller.post(&test).basic_auth(id, Some(secret));
    let test = test.json(&json!({"type": "payment.cancelled"}));
    assert_eq!(test.send().await.unwrap().status(), 202);
    caller.sandbox.settle().await;

    let one = get(&caller, "/_sandbox/deliveries/dlv-1").await;
    let listed = get(&caller, "/_sandbox/deliveries").await;
    assert_eq!(listed["deliveries"][0], one);
    assert_eq!((&one["attempt"], &one["status"]), (&json!(1), &json!(410)));
    let request = &one["request"];
    assert_eq!(request["url"], url);
    let body = request["body"].as_str().unwrap();
    assert!(body.starts_with("{\"id\":\"evt-test-"), "{body}");
    let length = json!(["content-length", body.len().to_string()]);
    assert!(request["headers"].as_array().unwrap().contains(&length));
    assert_eq!(one["answer"]["body"], "gone");
    assert!(one["tookMs"].is_u64());
}
