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
    assert_eq!(answer.status(), 200, "{path}");
    let policy = header(&answer, "content-security-policy");
    assert!(policy.starts_with("default-src 'none'"), "{path}");
    assert!(policy.contains("script-src 'self';"), "{path}: {policy}");
    assert!(
        policy.ends_with("frame-ancestors 'none'"),
        "{path}: {policy}"
    );
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
async fn every_operation_is_shown_with_a_request_and_answers() {
    let caller = Caller::new().await;
    let mut shown = String::new();
    for id in ["accounts", "payments", "cards", "fx", "events"] {
        shown += &page(&caller, &format!("/portal/documents/{id}/reference")).await;
    }
    for text in [
        "/payments/v1/domestic/{paymentId}/cancel",
        "/customers/{customerId}/cards",
        "Ask for a quote",
        "curl -X POST 'http://127.0.0.1:",
        "IDEMPOTENCY_KEY_MISSING",
        "&quot;amount&quot;: 1250.00",
        "href=\"/apidocs/redocusaurus/events.yaml\"",
        "DomesticPaymentRequest",
        "a multiple of 0.01",
    ] {
        assert!(shown.contains(text), "{text}");
    }
    assert_eq!(shown.matches("<details class=\"op\"").count(), 13);
    assert!(shown.contains(caller.sandbox.base_url()));
}

#[tokio::test]
async fn no_page_loads_anything_from_elsewhere_or_runs_anything_inline() {
    let caller = Caller::new().await;
    let application = format!("/portal/applications/{}", caller.application.client_id);
    for path in [
        "/",
        "/portal/applications",
        &application,
        "/portal/documents",
        "/portal/documents/fx",
        "/portal/documents/fx/reference",
        "/portal/requests",
        "/portal/events",
        "/portal/money",
        "/portal/money/123456789",
        "/portal/findings",
        "/portal/faults",
        "/portal/clock",
    ] {
        let page = page(&caller, path).await;
        for away in [
            "src=\"http",
            "href=\"http",
            "style=",
            "<style",
            "onclick",
            "javascript:",
        ] {
            assert!(!page.contains(away), "{path}: {away}");
        }
        for script in page.split("<script").skip(1) {
            assert!(script.starts_with(" src=\"/portal/assets/"), "{path}");
            let (_, inner) = script.split_once('>').unwrap();
            assert!(inner.starts_with("</script>"), "{path}");
        }
        assert_eq!(page.matches("aria-current=\"page\"").count(), 1, "{path}");
    }
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
async fn people_choose_scopes_change_secrets_and_remove_what_they_made() {
    let caller = Caller::new().await;
    let form = "name=Narrow&choose=scopes&scopes=fx%3Aread";
    let made = submit(&caller, "/portal/applications", form).await;
    let made = made.text().await.unwrap();
    let of = |page: &str, name: &str| -> String {
        let rest = page.split(&format!("export {name}=")).nth(1).unwrap();
        rest.chars()
            .take_while(|it| it.is_ascii_alphanumeric() || "-_".contains(*it))
            .collect()
    };
    let id = of(&made, "CITI_CLIENT_ID");
    let token = async |secret: &str, scope: &str| {
        let form = [("grant_type", "client_credentials"), ("scope", scope)];
        let ask = caller.post("/oauth2/token").basic_auth(&id, Some(secret));
        ask.form(&form).send().await.unwrap().status().as_u16()
    };
    let first = of(&made, "CITI_CLIENT_SECRET");
    assert_eq!(token(&first, "fx:read").await, 200);
    assert_eq!(token(&first, "cards:read").await, 400);

    let path = format!("/portal/applications/{id}");
    let none = submit(&caller, &format!("{path}/scopes"), "choose=scopes").await;
    assert_eq!(none.status(), 400);
    let more = "choose=scopes&scopes=cards%3Aread&scopes=fx%3Aread";
    let more = submit(&caller, &format!("{path}/scopes"), more).await;
    assert_eq!(more.status(), 303);
    assert_eq!(token(&first, "cards:read").await, 200);

    let rotated = submit(&caller, &format!("{path}/secret"), "").await;
    let second = of(&rotated.text().await.unwrap(), "CITI_CLIENT_SECRET");
    assert_eq!(token(&first, "fx:read").await, 401);
    assert_eq!(token(&second, "fx:read").await, 200);

    let granted = submit(&caller, &format!("{path}/token"), "").await;
    let granted: Value = granted.json().await.unwrap();
    let call = caller.get("/fx/v1/rates?base=USD&terms=EUR");
    let call = || {
        call.try_clone()
            .unwrap()
            .bearer_auth(granted["access_token"].as_str().unwrap())
    };
    assert_eq!(call().send().await.unwrap().status(), 200);
    let removed = submit(&caller, &format!("{path}/delete"), "").await;
    assert_eq!(removed.status(), 303);
    assert_eq!(call().send().await.unwrap().status(), 401);
    assert_eq!(token(&second, "fx:read").await, 401);
    let gone = submit(&caller, &format!("{path}/token"), "").await;
    assert_eq!(gone.status(), 404);
}

#[tokio::test]
async fn people_let_time_go_by() {
    let caller = Caller::new().await;
    let turn = submit(&caller, "/portal/clock", "turn=hour").await;
    assert_eq!(
        (turn.status().as_u16(), header(&turn, "location")),
        (303, "/portal/clock")
    );
    assert!(
        page(&caller, "/portal/clock")
            .await
            .contains("2026-03-02 15:00:00")
    );
    let unknown = submit(&caller, "/portal/clock", "turn=back").await;
    assert_eq!(unknown.status(), 400);
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
    for path in [
        "/portal/faults",
        "/portal/faults/clear",
        "/portal/clock",
        "/portal/findings/clear",
        "/portal/deliveries/dlv-1/resend",
        "/portal/events/evt-1/replay",
        &format!(
            "/portal/applications/{}/token",
            caller.application.client_id
        ),
    ] {
        for from in [
            ("origin", "https://evil.example"),
            ("sec-fetch-site", "cross-site"),
        ] {
            let answer = caller
                .post(path)
                .header(from.0, from.1)
                .send()
                .await
                .unwrap();
            assert_eq!(refusal(answer).await, is(403, "CROSS_SITE"), "{path}");
        }
    }
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

#[tokio::test]
async fn exchanges_are_shown_whole_and_without_what_opens_doors() {
    let caller = Caller::new().await;
    let token = caller.token("").await;
    let order = r#"{"method":"ACH","debtorAccountId":"123456789","creditor":{"name":"<i>Acme</i>",
        "accountNumber":"9876543210","routingNumber":"011000015"},"amount":1250.00,"currency":"USD",
        "executionDate":"2026-03-04"}"#;
    let pay = caller.post("/payments/v1/domestic").bearer_auth(&token);
    let pay = pay
        .header("idempotency-key", "k-1")
        .header("content-type", "application/json");
    assert_eq!(pay.body(order).send().await.unwrap().status(), 201);
    let account = "/accounts/v1/accounts/123456789/transactions?limit=2&fromDate=2026-03-01";
    let answer = caller
        .get(account)
        .bearer_auth(&token)
        .send()
        .await
        .unwrap();
    assert_eq!(answer.status(), 200);

    let granted = page(&caller, "/portal/requests/1").await;
    assert!(
        granted.contains("&quot;access_token&quot;: &quot;***&quot;"),
        "{granted}"
    );
    let paid = page(&caller, "/portal/requests/2").await;
    assert!(paid.contains("&quot;amount&quot;: 1250.00"));
    assert!(paid.contains("&lt;i&gt;Acme&lt;/i&gt;") && !paid.contains("<i>Acme"));
    assert!(paid.contains("Bearer ***"));
    let listed = page(&caller, "/portal/requests/3").await;
    assert!(listed.contains("limit=2&amp;fromDate=2026-03-01"));
    let log = page(&caller, "/portal/requests?text=payment&status=2").await;
    assert!(log.contains("createDomesticPayment") && !log.contains("listAccountTransactions"));
    let secret = caller.application.client_secret.expose();
    for shown in [granted, paid, listed, log] {
        for hidden in [token.as_str(), secret, "9876543210", "123456789"] {
            assert!(!shown.contains(hidden), "{hidden}");
        }
    }
}
