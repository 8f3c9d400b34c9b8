use super::{FORM, page, submit};
use crate::support::{Caller, header, is, refusal};

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
async fn the_collection_for_postman_is_there_to_take_along() {
    let caller = Caller::new().await;
    let list = page(&caller, "/portal/documents").await;
    assert!(list.contains("href=\"/portal/postman.json\" download"));
    let answer = caller.get("/portal/postman.json").send().await.unwrap();
    let name = header(&answer, "content-disposition").to_owned();
    assert!(name.starts_with("attachment"), "{name}");
    let text = answer.text().await.unwrap();
    assert!(text.contains(caller.sandbox.base_url()) && text.contains("createDomesticPayment"));
}
