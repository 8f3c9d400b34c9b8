use serde_json::Value;

use super::{page, submit};
use crate::support::Caller;

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
