//! Values that must not show, sent through everything that can hold them.

#![allow(
    clippy::unwrap_used,
    reason = "a test that finds something else than it prepared should stop there"
)]

mod common;

use std::fmt::Write as _;
use std::time::Duration;

use citi_core::support;
use citi_core::{
    AccessToken, Answer, CachedSecret, CallOptions, ClientCredentials, Connection,
    ConnectionBuilder, Error, ErrorBody, IdempotencyKey, Identity, IdentitySource, Json, Operation,
    Place, Proxy, Retry, Roots, Secret, TokenAnswer, TokenError, Vault, VaultLogin,
};
use common::{Bank, LIST, Reply, answer, list, pay, send, shown, token, with};

const CLIENT_SECRET: &str = "canary2secret";
const TOKEN: &str = "canary3tokenAbCdEfGhIjKlMnOpQrStUvWxYz";
const ACCOUNT: &str = "9876543210123456";
const CARD: &str = "4111111111111111";
const SUPPLIED: &str = "canary4supplied";
const HEADER: &str = "canary5header";
const BODY: &str = "canary6body";

fn clean(what: &str, shown: &str) {
    for canary in [CLIENT_SECRET, TOKEN, ACCOUNT, CARD, SUPPLIED, HEADER, BODY] {
        assert!(!shown.contains(canary), "{what}: {canary} in {shown}");
    }
    // base64("canary-client:canary2secret") begins with this.
    assert!(!shown.contains("Y2FuYXJ5LWNsaWVud"), "{what}: {shown}");
}

static ACCOUNT_OF: Operation = Operation {
    path: "/accounts/{accountId}",
    supplied: &[(Place::Header, "X-Key"), (Place::Query, "client_key")],
    ..LIST
};

fn credentials() -> ClientCredentials {
    ClientCredentials::new("https://bank.example/token", "canary-client", CLIENT_SECRET)
        .scopes(["accounts:read"])
}

fn builder(bank: &Bank) -> ConnectionBuilder {
    bank.builder()
        .credentials(credentials())
        .supply_header("X-Key", SUPPLIED)
        .supply_query("client_key", SUPPLIED)
        .call_timeout(Duration::from_secs(5))
}

fn options() -> CallOptions {
    CallOptions::new()
        .header("X-Secret", HEADER)
        .unwrap()
        .idempotency_key(IdempotencyKey::new("k-1").unwrap())
}

/// Reads an account; its number is in the path.
async fn account(connection: &Connection) -> Result<Answer<Json>, Error> {
    let request = connection
        .http()
        .get(format!("https://bank.example/accounts/{ACCOUNT}"))
        .build()
        .unwrap();
    let call = support::wire::call(connection, &ACCOUNT_OF, CallOptions::default());
    support::answer::call(Ok(call.ready(request)), |parts| {
        support::answer::json(parts)
    })
    .await
}

/// What a bank that repeats everything says.
fn echo() -> String {
    format!(
        r#"{{"error_code":"NO","message":"account {ACCOUNT} and card {CARD} with {TOKEN}","details":["{ACCOUNT}","{CARD}",{{"field":"a","issue":"{TOKEN}"}}],"own":"{BODY}"}}"#
    )
}

#[tokio::test(start_paused = true)]
async fn no_answer_and_no_error_of_a_call_shows_them() {
    let page = format!("<html><p>no {ACCOUNT}, {CARD}</p><script>{BODY}</script>{TOKEN}");
    let bare = format!("{{\"access_token\":\"{TOKEN}\"");
    let replies = [
        answer(400, &echo()),
        answer(401, &echo()),
        answer(403, &page),
        answer(404, &echo()),
        answer(500, &page),
        with(
            302,
            "location",
            &format!("https://evil.example/{TOKEN}"),
            &page,
        ),
        with(429, "set-cookie", TOKEN, &echo()),
        answer(200, &page),
        answer(200, &bare),
        Reply::Cut(200),
        Reply::Away,
        Reply::Silent,
    ];
    for reply in replies {
        let bank = Bank::with_tokens([reply], [token(TOKEN, 3600)]);
        let connection = builder(&bank).build().unwrap();
        for connection in [connection.clone(), connection.with_options(options())] {
            let error = account(&connection).await.unwrap_err();
            assert_eq!(error.operation(), Some(&ACCOUNT_OF));
            clean("error of a read", &shown(&error));
            clean(
                "error of a write",
                &shown(&pay(&connection).await.unwrap_err()),
            );
            clean("connection", &format!("{connection:?}"));
        }
        let call = &bank.calls()[0];
        assert!(call.header("authorization").unwrap().contains(TOKEN));
        assert_eq!(call.header("x-key"), Some(SUPPLIED));
    }
}

#[tokio::test(start_paused = true)]
async fn no_error_of_the_token_endpoint_shows_them() {
    let described = format!(
        r#"{{"error":"invalid_request","error_description":"{CLIENT_SECRET} and {TOKEN} of {ACCOUNT}"}}"#
    );
    for reply in [
        answer(400, &described),
        answer(401, &described),
        answer(503, &described),
        answer(404, &format!("<html>{CLIENT_SECRET} {TOKEN}")),
        answer(
            200,
            &format!(r#"{{"access_token":"{TOKEN}","token_type":"{TOKEN}"}}"#),
        ),
        answer(200, &format!(r#"{{"access_token":"{TOKEN} {BODY}"}}"#)),
        answer(
            200,
            &format!(r#"{{"access_token":"{TOKEN}","expires_in":"{BODY}"}}"#),
        ),
        answer(200, &format!(r#""{TOKEN}""#)),
        Reply::Cut(200),
        Reply::Away,
        Reply::Silent,
    ] {
        let bank = Bank::with_tokens([], [reply]);
        let connection = builder(&bank).retry(Retry::never()).build().unwrap();
        let error = list(&connection).await.unwrap_err();
        assert!(error.is_token(), "{error}");
        clean("error of a token", &shown(&error));
    }
}

#[tokio::test]
async fn no_error_of_a_real_connection_shows_them() {
    let nobody = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", nobody.local_addr().unwrap());
    drop(nobody);
    let connection = Connection::builder(address.as_str())
        .supply_query("client_key", SUPPLIED)
        .bearer_token(TOKEN)
        .retry(Retry::never())
        .build()
        .unwrap();
    static SEARCH: Operation = Operation {
        supplied: &[(Place::Query, "client_key")],
        ..LIST
    };
    let query = format!("?account={ACCOUNT}");
    let error = send(&connection, &SEARCH, &query, "").await.unwrap_err();
    assert!(error.is_connect());
    clean("refused connection", &shown(&error));
    let connection = Connection::builder(address.as_str())
        .credentials(ClientCredentials::new(
            format!("{address}/token?key={SUPPLIED}"),
            "canary-client",
            CLIENT_SECRET,
        ))
        .retry(Retry::never())
        .build()
        .unwrap();
    let error = list(&connection).await.unwrap_err();
    assert!(error.is_token());
    clean("token endpoint that is away", &shown(&error));
}

#[tokio::test(start_paused = true)]
async fn nothing_that_holds_them_shows_them() {
    let mut all = String::new();
    let bank = Bank::with_tokens([with(200, "set-cookie", TOKEN, "{}")], [token(TOKEN, 3600)]);
    let builder = builder(&bank);
    write!(all, "{builder:?}").unwrap();
    let connection = builder.build().unwrap().with_options(options());
    let answer = list(&connection).await.unwrap();
    write!(all, "{connection:?} {answer:?}").unwrap();
    let body: ErrorBody = serde_json::from_str(&echo()).unwrap();
    write!(all, "{body} {body:?} {:?}", body.details).unwrap();
    let text = format!(r#"{{"access_token":"{TOKEN}","expires_in":1}}"#);
    let token: TokenAnswer = serde_json::from_str(&text).unwrap();
    write!(all, "{token:?} {:?}", Secret::from(BODY)).unwrap();
    write!(all, "{:?} {:?}", AccessToken::new(TOKEN), credentials()).unwrap();
    let error = TokenError::new(format!("{TOKEN} of {ACCOUNT}"));
    write!(all, "{error} {error:?} {:?}", options()).unwrap();
    let given = [
        bank.builder().bearer_token(TOKEN),
        bank.builder().bearer_token(format!("{TOKEN}\n")),
        bank.builder()
            .supply_header("X-Key", format!("{SUPPLIED}\n")),
        bank.builder()
            .credentials(ClientCredentials::new("x:", "a:b", CLIENT_SECRET)),
        Connection::builder(format!("https://u:{CLIENT_SECRET}@bank.example")),
    ];
    for builder in given {
        write!(all, "{builder:?} ").unwrap();
        match builder.build() {
            Ok(connection) => write!(all, "{connection:?}").unwrap(),
            Err(error) => all.push_str(&shown(&error)),
        }
    }
    let refused = CallOptions::new().header("X", &format!("{HEADER}\n"));
    all.push_str(&shown(&refused.unwrap_err()));
    clean("all", &all);
}

const SAFE: &str = "canary7safe";

#[test]
fn nothing_that_holds_a_secret_of_the_transport_shows_it() {
    let key = || Secret::from(format!("-----BEGIN PRIVATE KEY-----\n{SAFE}\n"));
    let vault = Vault::new("https://vault.example", VaultLogin::Token(SAFE.into()));
    let role = VaultLogin::AppRole {
        mount: "approle".to_owned(),
        role_id: "r".to_owned(),
        secret_id: SAFE.into(),
    };
    let proxy = Proxy::new("http://proxy.example:1").credentials("app", SAFE);
    let bad = Proxy::new(format!("http://app:{SAFE}@proxy.example:1"));
    let source = IdentitySource::pair(Secret::from(SAFE), key());
    let mut all = format!("{vault:?} {role:?} {proxy:?} {bad:?} {source:?}");
    write!(all, "{:?}", vault.secret("secret", "citi", "field")).unwrap();
    write!(all, "{:?}", CachedSecret::new(Secret::from(SAFE))).unwrap();
    let from = ClientCredentials::from_source("https://bank.example/", "c", Secret::from(SAFE));
    let builder = || Connection::builder("https://bank.example");
    write!(all, "{from:?} {:?}", builder().credentials(from.clone())).unwrap();
    let connection = builder()
        .proxy(proxy)
        .credentials(from)
        .identity_source(source);
    write!(all, "{connection:?}").unwrap();
    write!(all, "{:?}", connection.build()).unwrap();
    all.push_str(&shown(&builder().proxy(bad).build().unwrap_err()));
    let certificate = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
    all.push_str(&shown(&Identity::pem(certificate, &key()).unwrap_err()));
    all.push_str(&shown(&Identity::pem(SAFE, &key()).unwrap_err()));
    all.push_str(&shown(&Roots::pem(SAFE).unwrap_err()));
    #[cfg(feature = "pkcs12")]
    all.push_str(&shown(
        &Identity::pkcs12(SAFE.as_bytes(), &SAFE.into()).unwrap_err(),
    ));
    // What a panic prints of a result that somebody unwraps.
    let panic = std::panic::catch_unwind(|| {
        let identity = Identity::pem(SAFE, &Secret::from(SAFE));
        identity.map(|_| ()).unwrap();
    });
    let panic = panic.unwrap_err();
    all.push_str(panic.downcast_ref::<String>().unwrap());
    assert!(!all.contains(SAFE), "{all}");
    clean("transport", &all);
}
