//! Secrets of the transport, on a real wire: client certificates through mutual TLS, the passwords of proxies, client secrets
//! from every source, and deliveries to a webhook. Nothing of this process logs, shows or panics with any of them. Alone in
//! its file, for the logs are those of the process.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that finds something else than it prepared should stop there"
)]

mod common;
mod log_common;
mod proxy_common;
mod tls_common;

use std::fmt::Write as _;
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use citi_core::webhook::{CitiSignature, Receiver, Signer, WebhookVerifier};
use citi_core::{
    ClientCredentials, Connection, EnvSecret, FileSecret, Identity, IdentitySource, Json, Proxy,
    Retry, SecretSource,
};
use common::{PAY, list, send, shown};
use log_common::{BANK, Log};
use proxy_common::{Double, Kind, PASSWORD, USER};
use tls_common::{Authority, NOWHERE, Server, Setup, acceptor};

const VARIABLE: &str = "CITI_CANARY_SECRET";
const ENV: &str = "canary1env";
const FILE: &str = "canary2file";
const KEYRING: &str = "canary3keyring";
const TOKEN: &str = "canary4tokenAbCdEf";
const WEBHOOK: &str = "canary5webhook";
const DELIVERY: &str = "canary6delivery";
const PKCS12: &str = "canary7pkcs12";
const ACCOUNT: &str = "9876543210123456";
const CARD: &str = "4111111111111111";

/// The bank and its proxies, on a thread of their own.
struct Outside {
    server: Server,
    http2: Server,
    connect: Double,
    tls: Double,
    socks: Double,
}

fn outside(authority: Authority, customers: &Authority) -> Outside {
    let clients = customers.der();
    let (told, ready) = std::sync::mpsc::channel();
    let serve = async move {
        let setup = |alpn| Setup {
            clients_of: Some(clients.clone()),
            answer: r#"{"access_token":"canary4tokenAbCdEf","token_type":"Bearer","expires_in":3600}"#,
            alpn,
            ..Setup::default()
        };
        let server = Server::start(&authority.leaf(), setup(&["http/1.1"])).await;
        let tls = Kind::Https(acceptor(&authority.leaf(), Setup::default()));
        let outside = Outside {
            connect: Double::start(Kind::Http, server.port).await,
            tls: Double::start(tls, server.port).await,
            socks: Double::start(Kind::Socks, server.port).await,
            http2: Server::start(&authority.leaf(), setup(&["h2"])).await,
            server,
        };
        told.send(outside).unwrap();
        std::future::pending::<()>().await;
    };
    let runtime = tokio::runtime::Builder::new_current_thread();
    let run = move || {
        let mut runtime = runtime;
        runtime.enable_all().build().unwrap().block_on(serve);
    };
    std::thread::Builder::new()
        .name(BANK.to_owned())
        .spawn(run)
        .unwrap();
    ready.recv().unwrap()
}

/// The ways in which bytes may show.
fn forms(bytes: &[u8]) -> Vec<String> {
    let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    let list: Vec<String> = bytes.iter().map(u8::to_string).collect();
    vec![
        STANDARD.encode(bytes),
        hex.to_uppercase(),
        hex,
        list.join(", "),
    ]
}

/// A delivery that is taken, one with another body, and the first one again.
async fn deliver(all: &mut String) {
    let receiver = Receiver::new(WebhookVerifier::new(WEBHOOK).unwrap());
    let signer = Signer::new(CitiSignature::new(), WEBHOOK).unwrap();
    let body = format!(r#"{{"id":"evt-1","note":"{DELIVERY}"}}"#);
    let headers = signer.sign(body.as_bytes()).unwrap();
    let delivery = receiver.receive(&headers, body.clone()).await.unwrap();
    write!(all, "{receiver:?} {signer:?} {delivery:?}").unwrap();
    let delivery = delivery
        .read(|body| serde_json::from_slice::<Json>(body))
        .await
        .unwrap();
    write!(all, "{delivery:?}").unwrap();
    assert_eq!(delivery.acknowledge().await.status(), 204);
    let other = format!("{body} {DELIVERY}");
    let refused = receiver.receive(&headers, other).await.unwrap_err();
    let again = receiver.receive(&headers, body).await.unwrap_err();
    assert!(again.is_duplicate() && !refused.is_duplicate());
    for error in [refused, again] {
        write!(all, "{error} {error:?} {:?}", error.reply()).unwrap();
    }
    let signature = headers.values().next().unwrap().to_str().unwrap();
    assert!(!all.contains(signature), "the signature is in {all}");
}

async fn journey(log: &Log) {
    let (authority, customers) = (Authority::new("bank"), Authority::new("customers"));
    let roots = authority.roots();
    let leaf = customers.leaf();
    let key = leaf.key.serialize_pem();
    let out = outside(authority, &customers);
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, held: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, held).unwrap();
        path
    };
    let bundle = file("client.pem", &format!("{}{key}", leaf.pem));
    let mut all = String::new();

    #[cfg(feature = "keyring")]
    let keyring: Arc<dyn SecretSource> = {
        let store: Arc<keyring_core::CredentialStore> = keyring_core::mock::Store::new().unwrap();
        let entry = store.build("citi", "app", None).unwrap();
        entry.set_password(KEYRING).unwrap();
        Arc::new(citi_core::KeyringSecret::new("citi", "app").store(store))
    };
    #[cfg(not(feature = "keyring"))]
    let keyring: Arc<dyn SecretSource> = Arc::new(citi_core::Secret::from(KEYRING));
    let sources: [(Arc<dyn SecretSource>, &str, Proxy); 3] = [
        (
            Arc::new(EnvSecret::new(VARIABLE)),
            ENV,
            out.connect.proxy("http"),
        ),
        (
            Arc::new(FileSecret::new(file("secret", FILE))),
            FILE,
            out.tls.proxy("https"),
        ),
        (keyring, KEYRING, out.socks.proxy("socks5h")),
    ];
    for (source, secret, proxy) in sources {
        let bank = format!("https://{NOWHERE}:{}", out.server.port);
        let url = format!("{bank}/token");
        let credentials = ClientCredentials::from_source(url, "app", source);
        let builder = Connection::builder(&bank)
            .roots(roots.clone())
            .identity_source(IdentitySource::bundle(FileSecret::new(&bundle)))
            .proxy(proxy)
            .pool_max_idle_per_host(0)
            .credentials(credentials)
            .retry(Retry::never());
        write!(all, "{builder:?}").unwrap();
        let connection = builder.build().unwrap();
        let answer = list(&connection).await.unwrap();
        write!(all, "{connection:?} {answer:?}").unwrap();
        let basic = STANDARD.encode(format!("app:{secret}"));
        let asked = out.server.taken();
        let request = &asked[asked.len() - 2].request;
        assert!(request.contains(&basic), "{secret} was used");
        all.push_str(&log.text());
        for form in [secret, &basic] {
            assert!(!all.contains(form), "{form} shows");
        }
    }
    // Every request came with the certificate, through its proxy.
    assert!(
        out.server
            .taken()
            .iter()
            .all(|taken| taken.client.is_some())
    );
    for double in [&out.connect, &out.tls, &out.socks] {
        assert!(
            double
                .asked()
                .iter()
                .all(|asked| asked.password == PASSWORD)
        );
        assert_eq!(double.asked().len(), 2);
    }

    // By HTTP/2, and with a proxy that refuses.
    let identity = || Identity::pem(&leaf.pem, &key.as_str().into()).unwrap();
    let http2 = Connection::builder(format!("https://localhost:{}", out.http2.port))
        .roots(roots.clone())
        .identity(identity())
        .bearer_token(TOKEN);
    let http2 = http2.build().unwrap();
    let query = format!("?account={ACCOUNT}&card={CARD}");
    let paid = send(&http2, &PAY, &query, DELIVERY).await;
    write!(all, "{:?}", paid.unwrap()).unwrap();
    let refusing = Proxy::new(format!("http://localhost:{}", out.connect.port));
    let refused = Connection::builder(format!("https://localhost:{}", out.server.port))
        .roots(roots.clone())
        .identity(identity())
        .proxy(refusing.credentials(USER, format!("{PASSWORD}2")))
        .bearer_token(TOKEN)
        .retry(Retry::never());
    all.push_str(&shown(&list(&refused.build().unwrap()).await.unwrap_err()));
    // Without the certificate.
    let stranger = Connection::builder(format!("https://localhost:{}", out.server.port))
        .roots(roots.clone())
        .bearer_token(TOKEN)
        .retry(Retry::never());
    all.push_str(&shown(&list(&stranger.build().unwrap()).await.unwrap_err()));
    #[cfg(feature = "pkcs12")]
    for text in pkcs12(&out, &roots, &leaf).await {
        all.push_str(&text);
    }
    deliver(&mut all).await;
    // What a panic prints of an answer that somebody unwraps.
    let panic = std::panic::catch_unwind(|| {
        Identity::pem(
            &leaf.pem,
            &format!("{key}{PKCS12}")
                .replace("-----END", "")
                .as_str()
                .into(),
        )
        .map(|_| ())
        .unwrap();
    });
    all.push_str(panic.unwrap_err().downcast_ref::<String>().unwrap());

    all.push_str(&log.text());
    let mut canaries: Vec<String> = [
        ENV, FILE, KEYRING, TOKEN, WEBHOOK, DELIVERY, PKCS12, ACCOUNT, CARD,
    ]
    .map(str::to_owned)
    .to_vec();
    canaries.extend([
        PASSWORD.to_owned(),
        PASSWORD.replace(' ', "%20").replace('@', "%40"),
    ]);
    canaries.push(STANDARD.encode(format!("{USER}:{PASSWORD}")));
    canaries.extend(
        key.lines()
            .skip(1)
            .filter(|line| !line.starts_with('-'))
            .map(str::to_owned),
    );
    // The number that is the key, within its DER (RFC 5915 §3).
    canaries.extend(forms(&leaf.key.serialize_der()[36..68]));
    for canary in canaries {
        let line = all.lines().find(|line| line.contains(&canary));
        assert_eq!(line, None, "{canary} shows");
    }
    // It was listened to everybody.
    for part in [
        "citi.call",
        "rustls",
        "hyper_util",
        "h2::",
        "reqwest::",
        "a delivery to the webhook",
    ] {
        assert!(all.contains(part), "nothing of {part} is in the log");
    }
}

/// Calls with the certificate of a PKCS#12 file, and what there is to see of it.
#[cfg(feature = "pkcs12")]
async fn pkcs12(out: &Outside, roots: &citi_core::Roots, leaf: &tls_common::Leaf) -> Vec<String> {
    let Some(file) = tls_common::exported(leaf, PKCS12) else {
        println!("left out: PKCS#12: there is no openssl to make a file with");
        return Vec::new();
    };
    let identity = Identity::pkcs12(&file, &PKCS12.into()).unwrap();
    let mut all = vec![format!("{identity:?}")];
    let builder = Connection::builder(format!("https://localhost:{}", out.server.port))
        .roots(roots.clone())
        .bearer_token(TOKEN)
        .identity(identity);
    all.push(format!("{builder:?}"));
    list(&builder.build().unwrap()).await.unwrap();
    let wrong = Identity::pkcs12(&file, &format!("{PKCS12}2").as_str().into());
    let error = wrong.unwrap_err();
    all.push(format!("{error} {error:?}"));
    for form in forms(file.get(64..96).unwrap()) {
        assert!(!all.concat().contains(&form));
    }
    all
}

#[test]
fn nothing_on_the_wire_shows_in_logs_errors_or_debug() {
    // The variable belongs to a process of its own: to set one here is not safe where others may read it.
    if std::env::var_os(VARIABLE).is_none() {
        let child = std::process::Command::new(std::env::current_exe().unwrap())
            .args([
                "--exact",
                "nothing_on_the_wire_shows_in_logs_errors_or_debug",
            ])
            .env(VARIABLE, ENV)
            .output()
            .unwrap();
        let said = format!(
            "{}{}",
            String::from_utf8_lossy(&child.stdout),
            String::from_utf8_lossy(&child.stderr)
        );
        assert!(
            child.status.success() && said.contains("1 passed"),
            "{said}"
        );
        return;
    }
    let log = Log::start();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(journey(&log));
}
