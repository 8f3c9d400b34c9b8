//! Secrets of HashiCorp Vault, against a double that keeps to its API: KV v2, AppRole, tokens that end.

#![allow(
    clippy::unwrap_used,
    reason = "a test that finds something else than it prepared should stop there"
)]

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use citi_core::{
    CachedSecret, Clock, SecretSource, Sleep, SystemClock, Vault, VaultLogin, VaultSecret,
};
use wiremock::{Mock, MockServer, Request, Respond, ResponseTemplate, matchers};

/// Elapsed time that is moved by hand.
#[derive(Clone)]
struct Hand(Arc<Mutex<Duration>>);

impl Hand {
    fn pass(&self, seconds: u64) {
        *self.0.lock().unwrap() += Duration::from_secs(seconds);
    }
}

impl Clock for Hand {
    fn now(&self) -> jiff::Timestamp {
        SystemClock::new().now()
    }

    fn elapsed(&self) -> Duration {
        *self.0.lock().unwrap()
    }

    fn sleep(&self, duration: Duration) -> Sleep<'_> {
        Box::pin(tokio::time::sleep(duration))
    }
}

#[derive(Clone)]
struct Double(Arc<Mutex<State>>, Hand);

struct State {
    /// Tokens, and when they end.
    tokens: BTreeMap<String, Duration>,
    /// Versions of `secret/citi/sandbox`, the first one first; `None`: deleted.
    versions: Vec<Option<String>>,
    sealed: bool,
    renewable: bool,
    seen: Vec<String>,
    logins: u32,
}

const LEASE: u64 = 300;

impl Respond for Double {
    fn respond(&self, request: &Request) -> ResponseTemplate {
        let mut state = self.0.lock().unwrap();
        let now = self.1.elapsed();
        let path = request.url.path().to_owned();
        state.seen.push(path.clone());
        let header = |name: &str| {
            request
                .headers
                .get(name)
                .map(|it| it.to_str().unwrap().to_owned())
        };
        let refused = |status: u16, text: &str| {
            ResponseTemplate::new(status).set_body_string(format!(r#"{{"errors":["{text}"]}}"#))
        };
        if state.sealed {
            return refused(503, "Vault is sealed");
        }
        assert_eq!(header("x-vault-request").as_deref(), Some("true"));
        if header("x-vault-namespace").as_deref() != Some("payments") {
            return refused(404, "no handler for route");
        }
        if path == "/v1/auth/approle/login" {
            let body: serde_json::Value = serde_json::from_slice(&request.body).unwrap();
            if body != serde_json::json!({"role_id": "citi", "secret_id": "canary-secret-id"}) {
                return refused(400, "invalid role or secret ID");
            }
            state.logins += 1;
            let token = format!("hvs.canary-{}", state.logins);
            state
                .tokens
                .insert(token.clone(), now + Duration::from_secs(LEASE));
            return granted(&token, state.renewable);
        }
        let token = header("x-vault-token").unwrap_or_default();
        if state.tokens.get(&token).is_none_or(|end| *end <= now) {
            return refused(403, "permission denied");
        }
        match path.as_str() {
            "/v1/auth/token/lookup-self" => {
                let ttl = (state.tokens[&token] - now).as_secs();
                let renewable = state.renewable;
                ResponseTemplate::new(200).set_body_string(format!(
                    r#"{{"data":{{"ttl":{ttl},"renewable":{renewable}}}}}"#
                ))
            }
            "/v1/auth/token/renew-self" => {
                state
                    .tokens
                    .insert(token.clone(), now + Duration::from_secs(LEASE));
                granted(&token, state.renewable)
            }
            "/v1/secret/data/citi/sandbox" => {
                let query: BTreeMap<_, _> = request.url.query_pairs().collect();
                let newest = state.versions.len();
                let version = match query.get("version").map(|it| it.parse::<usize>().unwrap()) {
                    None | Some(0) => newest,
                    Some(version) => version,
                };
                let metadata = format!(
                    r#"{{"created_time":"2026-01-01T00:00:00Z","custom_metadata":null,"deletion_time":"","destroyed":false,"version":{version}}}"#
                );
                match state.versions.get(version.wrapping_sub(1)) {
                    None => ResponseTemplate::new(404).set_body_string(r#"{"errors":[]}"#),
                    Some(None) => ResponseTemplate::new(404).set_body_string(format!(
                        r#"{{"data":{{"data":null,"metadata":{metadata}}}}}"#
                    )),
                    Some(Some(secret)) => ResponseTemplate::new(200).set_body_string(format!(
                        r#"{{"request_id":"1","lease_id":"","renewable":false,"lease_duration":0,"data":{{"data":{{"client_secret":"{secret}","other":{{"a":[1]}}}},"metadata":{metadata}}},"wrap_info":null,"warnings":null,"auth":null}}"#
                    )),
                }
            }
            _ => refused(403, "permission denied"),
        }
    }
}

fn granted(token: &str, renewable: bool) -> ResponseTemplate {
    ResponseTemplate::new(200).set_body_string(format!(
        r#"{{"request_id":"1","auth":{{"client_token":"{token}","accessor":"a","policies":["citi"],"lease_duration":{LEASE},"renewable":{renewable},"token_type":"service"}}}}"#
    ))
}

struct World {
    server: MockServer,
    double: Double,
    clock: Hand,
}

impl World {
    async fn new(versions: &[&str]) -> Self {
        let clock = Hand(Arc::default());
        let double = Double(
            Arc::new(Mutex::new(State {
                tokens: BTreeMap::from([(
                    "hvs.canary-root".to_owned(),
                    Duration::from_secs(LEASE),
                )]),
                versions: versions.iter().map(|it| Some((*it).to_owned())).collect(),
                sealed: false,
                renewable: true,
                seen: Vec::new(),
                logins: 0,
            })),
            clock.clone(),
        );
        let server = MockServer::start().await;
        Mock::given(matchers::any())
            .respond_with(double.clone())
            .mount(&server)
            .await;
        Self {
            server,
            double,
            clock,
        }
    }

    fn state(&self) -> std::sync::MutexGuard<'_, State> {
        self.double.0.lock().unwrap()
    }

    fn vault(&self, login: VaultLogin) -> Vault {
        Vault::new(self.server.uri(), login)
            .namespace("payments")
            .clock(self.clock.clone())
    }

    fn secret(&self, login: VaultLogin) -> VaultSecret {
        self.vault(login)
            .secret("secret", "citi/sandbox", "client_secret")
    }

    /// What was asked for since the last time, by its last word.
    fn seen(&self) -> Vec<String> {
        let seen = std::mem::take(&mut self.state().seen);
        seen.iter()
            .map(|path| path.rsplit('/').next().unwrap().to_owned())
            .collect()
    }
}

fn token(text: &str) -> VaultLogin {
    VaultLogin::Token(text.into())
}

fn role(secret_id: &str) -> VaultLogin {
    VaultLogin::AppRole {
        mount: "approle".to_owned(),
        role_id: "citi".to_owned(),
        secret_id: secret_id.into(),
    }
}

async fn read(secret: &impl SecretSource) -> String {
    secret.secret().await.unwrap().expose().to_owned()
}

#[tokio::test]
async fn versions_of_a_field_are_read() {
    let world = World::new(&["canary-one", "canary-two"]).await;
    let secret = world.secret(token("hvs.canary-root"));
    assert_eq!(read(&secret).await, "canary-two");
    assert_eq!(read(&secret.clone().version(1)).await, "canary-one");
    let all = secret.versions().await.unwrap();
    let all: Vec<_> = all.iter().map(|it| it.expose()).collect();
    assert_eq!(all, ["canary-two", "canary-one"]);
    // A new one counts at once, and a deleted one no more.
    world.state().versions.push(Some("canary-three".to_owned()));
    world.state().versions[1] = None;
    assert_eq!(read(&secret).await, "canary-three");
    assert_eq!(secret.versions().await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_token_is_renewed_in_time() {
    let world = World::new(&["canary-one"]).await;
    let secret = world.secret(token("hvs.canary-root"));
    read(&secret).await;
    read(&secret).await;
    assert_eq!(world.seen(), ["lookup-self", "sandbox", "sandbox"]);
    for _ in 0..5 {
        world.clock.pass(201);
        read(&secret).await;
        assert_eq!(world.seen(), ["renew-self", "sandbox"]);
    }
    // Nobody read for too long: a token that was given cannot be had anew.
    world.clock.pass(LEASE);
    let error = secret.secret().await.unwrap_err().to_string();
    assert!(error.contains("it has ended"), "{error}");
}

#[tokio::test]
async fn a_role_logs_in_again_when_its_token_ends() {
    let world = World::new(&["canary-one"]).await;
    world.state().renewable = false;
    let secret = world.secret(role("canary-secret-id"));
    // One login for all who wait.
    let (a, b, c) = tokio::join!(secret.secret(), secret.secret(), secret.secret());
    assert!(a.is_ok() && b.is_ok() && c.is_ok());
    assert_eq!(world.state().logins, 1);
    world.clock.pass(LEASE);
    read(&secret).await;
    assert_eq!(world.state().logins, 2);
    // One that was taken away before its time.
    world.state().tokens.clear();
    read(&secret).await;
    assert_eq!(world.state().logins, 3);
}

#[tokio::test]
async fn what_goes_wrong_is_said_without_a_secret() {
    let world = World::new(&["canary-one"]).await;
    let vault = world.vault(token("hvs.canary-root"));
    for (secret, reason) in [
        (
            vault.secret("secret", "citi/sandbox", "password"),
            "has no field `password`",
        ),
        (
            vault.secret("secret", "citi/sandbox", "other"),
            "is no text",
        ),
        (
            vault
                .secret("secret", "citi/sandbox", "client_secret")
                .version(9),
            "404",
        ),
        (
            vault.secret("kv", "citi/sandbox", "client_secret"),
            "it has ended, or the policy",
        ),
        (vault.secret("secret", "../sys/seal", "x"), "no empty parts"),
        (world.secret(role("canary-wrong")), "400"),
        (
            world.secret(token("hvs.canary-nobody")),
            "does not take its token",
        ),
        (world.secret(token("hvs.canary\n")), "a header cannot carry"),
        (
            Vault::new("http://vault.example", token("hvs.canary")).secret("s", "p", "f"),
            "must be https",
        ),
        (
            Vault::new("http://127.0.0.1:1", token("hvs.canary")).secret("s", "p", "f"),
            "does not answer",
        ),
    ] {
        let error = secret.secret().await.unwrap_err();
        let shown = format!("{error} {error:?} {secret:?} {vault:?}");
        assert!(shown.contains(reason), "{reason}: {shown}");
        assert!(!shown.contains("canary"), "{shown}");
    }
}

#[tokio::test]
async fn the_old_secret_stays_good_while_vault_is_down() {
    let world = World::new(&["canary-one"]).await;
    let secret = CachedSecret::new(world.secret(role("canary-secret-id")))
        .every(Duration::from_secs(60))
        .clock(world.clock.clone());
    assert_eq!(read(&secret).await, "canary-one");
    world.state().versions.push(Some("canary-two".to_owned()));
    world.state().sealed = true;
    world.clock.pass(60);
    assert_eq!(read(&secret).await, "canary-one");
    world.state().sealed = false;
    world.clock.pass(5);
    assert_eq!(read(&secret).await, "canary-two");
}
