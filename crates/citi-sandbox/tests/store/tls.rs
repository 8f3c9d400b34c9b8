use citi_sandbox::{Sandbox, TlsClients};
use reqwest::{Certificate, Client, ClientBuilder, Identity, Version};
use serde_json::{Value, json};

use crate::deeds::{Caller, Deed, builder};

fn trusting(sandbox: &Sandbox) -> ClientBuilder {
    let ca = sandbox.tls().unwrap().ca_pem().as_bytes();
    Client::builder()
        .no_proxy()
        .tls_certs_only([Certificate::from_pem(ca).unwrap()])
}

async fn health(client: &Client, sandbox: &Sandbox) -> Option<Version> {
    let url = format!("{}/health", sandbox.base_url());
    let answer = client.get(url).send().await.ok()?;
    assert_eq!(answer.status(), 200);
    Some(answer.version())
}

#[tokio::test]
async fn it_speaks_both_versions_of_http_at_each_of_its_names() {
    let sandbox = builder().tls(TlsClients::Unasked).start().await.unwrap();
    let client = trusting(&sandbox).build().unwrap();
    assert_eq!(health(&client, &sandbox).await, Some(Version::HTTP_2));
    let old = trusting(&sandbox).http1_only().build().unwrap();
    assert_eq!(health(&old, &sandbox).await, Some(Version::HTTP_11));

    let port = sandbox.address().port();
    let portal = format!("https://localhost:{port}/");
    let page = client.get(portal).send().await.unwrap();
    assert_eq!(
        (page.status().as_u16(), page.version()),
        (200, Version::HTTP_2)
    );
    // By HTTP/2 a page of another site is kept out too.
    let url = format!("https://localhost:{port}/_sandbox/reset");
    let other = client.post(&url).header("origin", "https://example.com");
    assert_eq!(other.send().await.unwrap().status(), 403);
    let own = client
        .post(&url)
        .header("origin", format!("https://localhost:{port}"));
    assert_eq!(own.send().await.unwrap().status(), 200);

    let plain = format!("http://127.0.0.1:{port}/health");
    assert!(client.get(plain).send().await.is_err());
    assert!(
        Client::new()
            .get(format!("{}/health", sandbox.base_url()))
            .send()
            .await
            .is_err()
    );
}

#[tokio::test]
async fn a_stop_waits_for_no_handshake() {
    let sandbox = builder().tls(TlsClients::Unasked).start().await.unwrap();
    let idle = tokio::net::TcpStream::connect(sandbox.address())
        .await
        .unwrap();
    let begun = std::time::Instant::now();
    sandbox.shutdown().await;
    assert!(begun.elapsed() < std::time::Duration::from_secs(4));
    drop(idle);
}

#[tokio::test]
async fn who_is_asked_for_a_certificate_may_have_none_but_no_stranger_s() {
    let sandbox = builder().tls(TlsClients::Asked).start().await.unwrap();
    let elsewhere = builder().tls(TlsClients::Asked).start().await.unwrap();
    let client = trusting(&sandbox).build().unwrap();
    assert!(health(&client, &sandbox).await.is_some());

    let with = |pem: String| {
        let identity = Identity::from_pem(pem.as_bytes()).unwrap();
        trusting(&sandbox).identity(identity).build().unwrap()
    };
    let url = format!("{}/_sandbox/tls/clients", sandbox.base_url());
    let issued = client.post(&url).json(&json!({"name": "tour"}));
    let issued = issued.send().await.unwrap();
    assert_eq!(issued.status(), 201);
    assert_eq!(issued.headers()["cache-control"], "no-store");
    let issued: Value = issued.json().await.unwrap();
    let pem = |name: &str| issued[name].as_str().unwrap().to_owned();
    assert!(
        health(&with(pem("certificate") + &pem("key")), &sandbox)
            .await
            .is_some()
    );

    let strange = elsewhere.tls().unwrap().client_identity("tour").unwrap();
    let strange = with(strange.certificate + strange.key.expose());
    assert!(health(&strange, &sandbox).await.is_none());
    let nameless = client.post(&url).json(&json!({"name": ""}));
    assert_eq!(nameless.send().await.unwrap().status(), 400);
}

#[tokio::test]
async fn the_admin_api_shows_the_keys_and_changes_them() {
    let sandbox = builder().tls(TlsClients::Demanded).start().await.unwrap();
    let tls = sandbox.tls().unwrap();
    let given = tls.client_identity("admin").unwrap();
    let pem = given.certificate + given.key.expose();
    let client = trusting(&sandbox)
        .identity(Identity::from_pem(pem.as_bytes()).unwrap())
        .build()
        .unwrap();
    let url = |path: &str| format!("{}/_sandbox/tls{path}", sandbox.base_url());
    let before = tls.pins();
    let shown: Value = client
        .get(url(""))
        .send()
        .await
        .unwrap()
        .json()
        .await
        .unwrap();
    let expected = json!({
        "pins": {"current": before.current, "next": before.next},
        "clients": "demanded",
    });
    assert_eq!(shown, expected);
    let ca = client.get(url("/ca.pem")).send().await.unwrap();
    assert_eq!(ca.text().await.unwrap(), tls.ca_pem());
    let rotated: Value = client
        .post(url("/rotate"))
        .send()
        .await
        .unwrap()
        .json()
        .await
        .unwrap();
    assert_eq!(rotated["pins"]["current"], before.next);
    assert_eq!(rotated["pins"]["next"], tls.pins().next);
    assert!(!format!("{tls:?}").contains("PRIVATE"));
}

#[tokio::test]
async fn without_tls_there_are_no_keys() {
    let sandbox = builder().start().await.unwrap();
    assert!(sandbox.tls().is_none());
    let answer = reqwest::get(format!("{}/_sandbox/tls", sandbox.base_url())).await;
    assert_eq!(answer.unwrap().status(), 404);
    let mut caller = Caller::of(&sandbox);
    caller.does(&sandbox, &Deed::Token).await;
    assert!(caller.log.starts_with("200"));
}
