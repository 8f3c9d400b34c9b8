use std::time::Duration;

use citi_sandbox::{Application, Fault, FaultKind, Sandbox};
use reqwest::Response;
use serde_json::{Value, json};

use crate::deeds::{Caller, Deed, builder, client};

async fn token(sandbox: &Sandbox, application: &Application) -> String {
    let answer = client()
        .post(format!("{}/oauth2/token", sandbox.base_url()))
        .basic_auth(
            &application.client_id,
            Some(application.client_secret.expose()),
        )
        .form(&[("grant_type", "client_credentials")]);
    let answer: Value = answer.send().await.unwrap().json().await.unwrap();
    answer["access_token"].as_str().unwrap().to_owned()
}

async fn rates(sandbox: &Sandbox, token: &str) -> Response {
    let url = format!("{}/fx/v1/rates?base=USD&terms=EUR", sandbox.base_url());
    client().get(url).bearer_auth(token).send().await.unwrap()
}

async fn remove(sandbox: &Sandbox, application: &Application) {
    let url = format!(
        "{}/portal/applications/{}",
        sandbox.base_url(),
        application.client_id
    );
    let secret = application.client_secret.expose();
    let request = client().delete(url);
    let request = request.basic_auth(&application.client_id, Some(secret));
    assert_eq!(request.send().await.unwrap().status(), 204);
}

#[tokio::test]
async fn its_tokens_open_nothing_and_the_next_one_s_do() {
    let sandbox = builder().start().await.unwrap();
    let (one, other) = (sandbox.register("One"), sandbox.register("Other"));
    let (ones, others) = (token(&sandbox, &one).await, token(&sandbox, &other).await);
    remove(&sandbox, &one).await;
    assert_eq!(rates(&sandbox, &ones).await.status(), 401);
    assert_eq!(rates(&sandbox, &others).await.status(), 200);
}

#[tokio::test]
async fn its_limits_and_what_it_called_are_gone() {
    let sandbox = builder().start().await.unwrap();
    let (one, other) = (sandbox.register("One"), sandbox.register("Other"));
    for application in [&one, &other] {
        sandbox.set_limit(&application.client_id, "fx", 3, Duration::from_secs(60));
        let token = token(&sandbox, application).await;
        assert_eq!(rates(&sandbox, &token).await.status(), 200);
    }
    let about = |client: &str| {
        let image = sandbox.snapshot().to_string();
        let image: Value = serde_json::from_str(&image).unwrap();
        image["parts"]["limits"].to_string().matches(client).count()
    };
    assert_eq!(about(&one.client_id), 2);
    remove(&sandbox, &one).await;
    assert_eq!(about(&one.client_id), 0);
    assert_eq!(about(&other.client_id), 2);
}

#[tokio::test]
async fn the_faults_that_are_for_it_alone_are_gone() {
    let sandbox = builder().start().await.unwrap();
    let (one, other) = (sandbox.register("One"), sandbox.register("Other"));
    let down = Fault::new(FaultKind::Unavailable);
    sandbox.fault(down.clone().client(&one.client_id)).unwrap();
    let others = down.clone().client(&other.client_id);
    let left = [sandbox.fault(others).unwrap(), sandbox.fault(down).unwrap()];
    remove(&sandbox, &one).await;
    assert_eq!(sandbox.faults(), left);
}

#[tokio::test]
async fn its_webhooks_and_what_waits_for_them_are_gone() {
    let sandbox = builder().start().await.unwrap();
    let mut caller = Caller::of(&sandbox);
    caller.does(&sandbox, &Deed::Token).await;
    caller.does(&sandbox, &Deed::Webhook).await;
    // A card is used every day, and its application is told.
    sandbox.clock().advance(Duration::from_secs(2 * 86_400));
    sandbox.settle().await;
    let tried = sandbox.deliveries().len();
    assert!(tried > 0);
    let waiting = || {
        let image: Value = serde_json::from_str(&sandbox.snapshot().to_string()).unwrap();
        let hooks = &image["parts"]["webhooks"];
        let part = |name: &str| hooks[name].clone();
        (part("rows"), part("waiting"), part("again"))
    };
    assert_ne!(waiting(), (json!({}), json!([]), json!([])));
    remove(&sandbox, &caller.application).await;
    assert_eq!(waiting(), (json!({}), json!([]), json!([])));
    sandbox.clock().advance(Duration::from_secs(7 * 86_400));
    sandbox.settle().await;
    assert_eq!(sandbox.deliveries().len(), tried);
}
