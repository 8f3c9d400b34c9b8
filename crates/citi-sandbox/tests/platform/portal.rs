use reqwest::Response;
use serde_json::{Value, json};

use crate::support::{Caller, header, is, refusal};

const FORM: &str = "application/x-www-form-urlencoded";

async fn page(caller: &Caller, path: &str) -> String {
    let answer = caller
        .get(path)
        .header("accept", "text/html")
        .send()
        .await
        .unwrap();
    assert_eq!(answer.status(), 200);
    assert!(header(&answer, "content-security-policy").starts_with("default-src 'none'"));
    answer.text().await.unwrap()
}

async fn submit(caller: &Caller, path: &str, form: &'static str) -> Response {
    let origin = caller.sandbox.base_url();
    let post = caller
        .post(path)
        .header("content-type", FORM)
        .header("origin", origin);
    post.body(form).send().await.unwrap()
}

#[tokio::test]
async fn the_first_page_shows_every_operation_with_a_request_and_answers() {
    let caller = Caller::new().await;
    let page = page(&caller, "/").await;
    for text in [
        "/payments/v1/domestic/{paymentId}/cancel",
        "/customers/{customerId}/cards",
        "Ask for a quote",
        "curl -X POST &#39;http://127.0.0.1:",
        "IDEMPOTENCY_KEY_MISSING",
        "&quot;amount&quot;: 1250.00",
        "href=\"/apidocs/redocusaurus/events.yaml\"",
        "DomesticPaymentRequest",
        "a multiple of 0.01",
    ] {
        let plain = text.replace("&#39;", "'");
        assert!(page.contains(text) || page.contains(&plain), "{text}");
    }
    assert_eq!(page.matches("<details class=\"op\"").count(), 13);
    for away in ["<script", "src=", "https://fonts", "@import"] {
        assert!(!page.contains(away), "{away}");
    }
    assert!(page.contains(caller.sandbox.base_url()));
}

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
async fn people_register_by_a_form_and_see_the_secret_once() {
    let caller = Caller::new().await;
    let answer = submit(
        &caller,
        "/portal/applications",
        "name=%3Cb%3EShop%3C%2Fb%3E",
    )
    .await;
    assert_eq!(answer.status(), 201);
    let shown = answer.text().await.unwrap();
    assert!(shown.contains("&lt;b&gt;Shop&lt;/b&gt;") && !shown.contains("<b>Shop"));
    let of = |name: &str| -> String {
        let rest = shown.split(&format!("export {name}=")).nth(1).unwrap();
        rest.chars()
            .take_while(|it| it.is_ascii_alphanumeric() || "-_".contains(*it))
            .collect()
    };
    let (id, secret) = (of("CITI_CLIENT_ID"), of("CITI_CLIENT_SECRET"));
    let form = [("grant_type", "client_credentials")];
    let token = caller
        .post("/oauth2/token")
        .basic_auth(&id, Some(&secret))
        .form(&form);
    assert_eq!(token.send().await.unwrap().status(), 200);

    let path = format!("/portal/applications/{id}");
    assert!(!page(&caller, &path).await.contains(&secret));
    let hooks = format!("{path}/webhooks");
    let form = "url=http%3A%2F%2Flocalhost%3A9%2Fhook&events=payment.completed";
    let added = submit(&caller, &hooks, form).await;
    assert_eq!(added.status(), 201);
    let again = page(&caller, &path).await;
    assert!(again.contains("http://localhost:9/hook") && !again.contains("only time"));
    let remove = again
        .split("action=\"")
        .find(|it| it.contains("/remove\""))
        .unwrap();
    let remove = remove.split('"').next().unwrap();
    let removed = submit(&caller, remove, "").await;
    assert_eq!(removed.status(), 303);
    assert!(page(&caller, &path).await.contains("None yet"));
}

#[tokio::test]
async fn forms_of_other_sites_and_bad_values_are_refused() {
    let caller = Caller::new().await;
    let post = caller
        .post("/portal/applications")
        .header("content-type", FORM)
        .body("name=x");
    let answer = post
        .header("origin", "https://evil.example")
        .send()
        .await
        .unwrap();
    assert_eq!(refusal(answer).await, is(403, "CROSS_SITE"));
    let empty = submit(&caller, "/portal/applications", "name=").await;
    assert_eq!(empty.status(), 400);
    let path = format!(
        "/portal/applications/{}/webhooks",
        caller.application.client_id
    );
    let private = submit(&caller, &path, "url=https%3A%2F%2F10.0.0.1%2F").await;
    assert_eq!(private.status(), 400);
    assert!(private.text().await.unwrap().contains("private network"));
    let unknown = caller
        .get("/portal/applications/app-none")
        .header("accept", "text/html");
    assert_eq!(unknown.send().await.unwrap().status(), 404);
}
