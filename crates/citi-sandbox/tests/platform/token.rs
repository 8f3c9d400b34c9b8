use std::time::Duration;

use reqwest::Response;
use serde_json::Value;

use crate::support::{Caller, header, is, refusal};

const GRANT: (&str, &str) = ("grant_type", "client_credentials");

async fn error(answer: Response) -> (u16, String) {
    let status = answer.status().as_u16();
    let body: Value = answer.json().await.unwrap();
    (status, body["error"].as_str().unwrap().to_owned())
}

#[tokio::test]
async fn a_token_comes_by_basic_or_by_form_with_the_scopes_that_were_asked_for() {
    let caller = Caller::new().await;
    let form = [GRANT, ("scope", "payments:read fx:read")];
    let answer = caller.ask_token(&form).send().await.unwrap();
    assert_eq!(answer.status(), 200);
    assert_eq!(header(&answer, "cache-control"), "no-store");
    assert!(header(&answer, "content-type").starts_with("application/json"));
    let body: Value = answer.json().await.unwrap();
    assert_eq!(body["token_type"], "Bearer");
    assert_eq!(body["expires_in"], 3600);
    assert_eq!(body["scope"], "fx:read payments:read");

    let application = &caller.application;
    let form = [
        GRANT,
        ("client_id", application.client_id.as_str()),
        ("client_secret", application.client_secret.expose()),
    ];
    let answer = caller
        .post("/oauth2/token")
        .form(&form)
        .send()
        .await
        .unwrap();
    assert_eq!(answer.status(), 200);
    let body: Value = answer.json().await.unwrap();
    assert_eq!(body["scope"], application.scopes.join(" "));
}

#[tokio::test]
async fn what_is_wrong_is_told_as_the_rfc_has_it() {
    let caller = Caller::new().await;
    let send = |form: Vec<(&'static str, &'static str)>| {
        let request = caller.ask_token(&form);
        async move { error(request.send().await.unwrap()).await }
    };
    assert_eq!(send(vec![]).await, is(400, "invalid_request"));
    assert_eq!(
        send(vec![("grant_type", "password")]).await,
        is(400, "unsupported_grant_type")
    );
    assert_eq!(
        send(vec![GRANT, ("scope", "fx:read fx:all")]).await,
        is(400, "invalid_scope")
    );
    assert_eq!(send(vec![GRANT, GRANT]).await, is(400, "invalid_request"));
    assert_eq!(
        send(vec![GRANT, ("client_secret", "x")]).await,
        is(400, "invalid_request")
    );

    let id = &caller.application.client_id;
    let wrong = caller
        .post("/oauth2/token")
        .basic_auth(id, Some("wrong"))
        .form(&[GRANT]);
    let answer = wrong.send().await.unwrap();
    assert!(header(&answer, "www-authenticate").starts_with("Basic realm="));
    assert_eq!(header(&answer, "cache-control"), "no-store");
    assert_eq!(error(answer).await, is(401, "invalid_client"));
    let nobody = caller.post("/oauth2/token").form(&[GRANT]);
    assert_eq!(
        error(nobody.send().await.unwrap()).await,
        is(401, "invalid_client")
    );
    let json = caller.post("/oauth2/token").json(&serde_json::json!({}));
    assert_eq!(
        error(json.send().await.unwrap()).await,
        is(400, "invalid_request")
    );
}

#[tokio::test]
async fn a_token_lives_an_hour_of_the_sandbox_and_can_be_revoked() {
    let caller = Caller::new().await;
    let path = "/fx/v1/rates?base=USD&terms=EUR";
    let token = caller.token("fx:read").await;
    let call = || async { caller.get(path).bearer_auth(&token).send().await.unwrap() };
    caller.sandbox.clock().advance(Duration::from_secs(3599));
    assert_eq!(call().await.status(), 200);
    caller.sandbox.clock().advance(Duration::from_secs(1));
    assert_eq!(refusal(call().await).await, is(401, "TOKEN_EXPIRED"));

    let token = caller.token("fx:read").await;
    let call = || async { caller.get(path).bearer_auth(&token).send().await.unwrap() };
    assert_eq!(call().await.status(), 200);
    assert!(caller.sandbox.revoke_tokens(&caller.application.client_id) >= 1);
    assert_eq!(refusal(call().await).await, is(401, "TOKEN_INVALID"));
}
