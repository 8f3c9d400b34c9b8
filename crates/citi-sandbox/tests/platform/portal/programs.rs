use serde_json::{Value, json};

use crate::support::{Caller, header, is, refusal};

#[tokio::test]
async fn programs_get_the_same_as_json() {
    let caller = Caller::new().await;
    let overview: Value = caller.get("/").send().await.unwrap().json().await.unwrap();
    assert_eq!(overview["tokenUrl"], caller.url("/oauth2/token"));
    assert_eq!(overview["documents"].as_array().unwrap().len(), 5);
    assert_eq!(
        overview["documents"][3]["url"],
        "/apidocs/redocusaurus/fx.yaml"
    );

    let named = caller
        .post("/portal/applications")
        .json(&json!({"name": "Mine"}));
    let answer = named.send().await.unwrap();
    assert_eq!(answer.status(), 201);
    assert_eq!(header(&answer, "cache-control"), "no-store");
    let made: Value = answer.json().await.unwrap();
    assert_eq!(made["name"], "Mine");
    assert_eq!(made["scopes"].as_array().unwrap().len(), 6);
    let token = caller
        .post("/oauth2/token")
        .basic_auth(
            made["clientId"].as_str().unwrap(),
            made["clientSecret"].as_str(),
        )
        .form(&[("grant_type", "client_credentials")]);
    assert_eq!(token.send().await.unwrap().status(), 200);
    let bad = caller
        .post("/portal/applications")
        .json(&json!({"name": ""}));
    assert_eq!(
        refusal(bad.send().await.unwrap()).await,
        is(400, "INVALID_BODY")
    );
}

#[tokio::test]
async fn a_program_manages_its_webhooks_and_no_others() {
    let caller = Caller::new().await;
    let me = &caller.application;
    let path = format!("/portal/applications/{}/webhooks", me.client_id);
    let secret = me.client_secret.expose();
    let hook = json!({"url": "http://127.0.0.1:1/hook", "events": ["payment.completed"]});
    let post = || caller.post(&path).basic_auth(&me.client_id, Some(secret));
    let answer = post().json(&hook).send().await.unwrap();
    assert_eq!(answer.status(), 201);
    let made: Value = answer.json().await.unwrap();
    assert_eq!(made["events"], json!(["payment.completed"]));
    assert!(made["secret"].as_str().unwrap().len() >= 32);
    let all = post().json(&json!({"url": "https://example.com/x"}));
    let all: Value = all.send().await.unwrap().json().await.unwrap();
    assert_eq!(all["events"].as_array().unwrap().len(), 7);

    let list = || caller.get(&path).basic_auth(&me.client_id, Some(secret));
    let listed: Value = list().send().await.unwrap().json().await.unwrap();
    assert_eq!(listed["webhooks"].as_array().unwrap().len(), 2);
    assert!(
        !listed
            .to_string()
            .contains(made["secret"].as_str().unwrap())
    );

    for bad in [
        "http://example.com/",
        "https://192.168.0.1/",
        "https://[fd00::1]/",
    ] {
        let answer = post().json(&json!({ "url": bad })).send().await.unwrap();
        assert_eq!(refusal(answer).await, is(400, "INVALID_BODY"), "{bad}");
    }
    let unknown = post().json(&json!({"url": "https://example.com", "events": ["x"]}));
    assert_eq!(
        refusal(unknown.send().await.unwrap()).await,
        is(400, "INVALID_BODY")
    );

    let nobody = caller.post(&path).json(&hook).send().await.unwrap();
    assert!(header(&nobody, "www-authenticate").starts_with("Basic"));
    assert_eq!(refusal(nobody).await, is(401, "CLIENT_INVALID"));
    let other = caller.sandbox.register("Other");
    let other_secret = other.client_secret.expose();
    let stranger = caller
        .get(&path)
        .basic_auth(&other.client_id, Some(other_secret));
    assert_eq!(
        refusal(stranger.send().await.unwrap()).await,
        is(403, "ACCESS_DENIED")
    );

    let one = caller.url(&format!("{path}/{}", made["webhookId"].as_str().unwrap()));
    let delete = || {
        caller
            .client
            .delete(&one)
            .basic_auth(&me.client_id, Some(secret))
    };
    assert_eq!(delete().send().await.unwrap().status(), 204);
    assert_eq!(
        refusal(delete().send().await.unwrap()).await,
        is(404, "WEBHOOK_NOT_FOUND")
    );
}

#[tokio::test]
async fn a_program_changes_its_secrets_and_tries_its_webhook() {
    let caller = Caller::new().await;
    let id = caller.application.client_id.clone();
    let path = format!("/portal/applications/{id}");
    let mut secret = caller.application.client_secret.expose().to_owned();
    let post = |path: String, secret: &str| caller.post(&path).basic_auth(&id, Some(secret));

    let nobody = caller.post(&format!("{path}/secret")).send().await.unwrap();
    assert_eq!(refusal(nobody).await, is(401, "CLIENT_INVALID"));
    let rotated = post(format!("{path}/secret"), &secret)
        .send()
        .await
        .unwrap();
    assert_eq!(header(&rotated, "cache-control"), "no-store");
    let rotated: Value = rotated.json().await.unwrap();
    let old = std::mem::replace(
        &mut secret,
        rotated["clientSecret"].as_str().unwrap().to_owned(),
    );
    let with_old = post(format!("{path}/secret"), &old).send().await.unwrap();
    assert_eq!(refusal(with_old).await, is(401, "CLIENT_INVALID"));

    let hooks = format!("{path}/webhooks");
    let hook = json!({"url": "http://127.0.0.1:1/hook", "events": ["payment.completed"]});
    let made = post(hooks.clone(), &secret)
        .json(&hook)
        .send()
        .await
        .unwrap();
    let made: Value = made.json().await.unwrap();
    let hook = format!("{hooks}/{}", made["webhookId"].as_str().unwrap());
    let rotated = post(format!("{hook}/rotate"), &secret)
        .send()
        .await
        .unwrap();
    let rotated: Value = rotated.json().await.unwrap();
    assert_eq!(rotated["signsFrom"], "2026-03-03T14:00:00Z");
    assert_ne!(rotated["secret"], made["secret"]);

    let typed = |kind: &str| post(format!("{hook}/test"), &secret).json(&json!({ "type": kind }));
    let sent = typed("payment.cancelled").send().await.unwrap();
    assert_eq!(sent.status(), 202);
    let sent: Value = sent.json().await.unwrap();
    caller.sandbox.settle().await;
    let tried = caller.sandbox.deliveries().pop().unwrap();
    assert_eq!(sent["eventId"], tried.event_id.as_str());
    assert!(tried.by_hand && tried.next_at.is_none());
    let unknown = typed("x.y").send().await.unwrap();
    assert_eq!(refusal(unknown).await, is(400, "INVALID_BODY"));
}
