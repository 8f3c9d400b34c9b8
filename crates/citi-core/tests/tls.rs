//! Whom a connection trusts, with handshakes as they are.

#![allow(
    clippy::unwrap_used,
    reason = "a test that finds something else than it prepared should stop there"
)]

mod common;
mod tls_common;

use std::sync::{Arc, Mutex};
use std::time::Duration;

use citi_core::{Clock, Connection, Outcome, Pin, PinSet, Roots, Sleep, SystemClock};
use common::{list, pay, shown};
use jiff::Timestamp;
use metrics_util::debugging::{DebugValue, DebuggingRecorder};
use tls_common::{Authority, Server, Setup, other_pin};
use tokio::io::{AsyncReadExt, AsyncWriteExt};

/// A clock whose time of day is moved by hand.
#[derive(Clone)]
struct Moved(SystemClock, Arc<Mutex<Timestamp>>);

impl Clock for Moved {
    fn now(&self) -> Timestamp {
        *self.1.lock().unwrap()
    }

    fn elapsed(&self) -> Duration {
        self.0.elapsed()
    }

    fn sleep(&self, duration: Duration) -> Sleep<'_> {
        self.0.sleep(duration)
    }
}

const VERSIONS: [&[&rustls::SupportedProtocolVersion]; 2] =
    [&[&rustls::version::TLS12], &[&rustls::version::TLS13]];

fn pins(pins: impl IntoIterator<Item = Pin>) -> PinSet {
    PinSet::new("localhost", pins)
}

#[tokio::test]
async fn a_pinned_key_is_taken_in_tls_1_2_and_1_3() {
    let bank = Authority::new("bank");
    let leaf = bank.leaf();
    for versions in VERSIONS {
        let setup = Setup {
            versions,
            ..Setup::default()
        };
        let server = Server::start(&leaf, setup).await;
        let connection = server
            .builder()
            .roots(bank.roots())
            .pins(pins([leaf.pin(), other_pin()]))
            .build()
            .unwrap();
        list(&connection).await.unwrap();
        assert!(server.taken()[0].request.contains("Bearer t0ken"));
    }
}

#[tokio::test]
async fn another_key_is_refused_before_anything_is_sent() {
    let bank = Authority::new("bank");
    let leaf = bank.leaf();
    let server = Server::start(&leaf, Setup::default()).await;
    let told = Arc::new(Mutex::new(Vec::new()));
    let ear = Arc::clone(&told);
    let connection = server
        .builder()
        .retry(citi_core::Retry::default())
        .roots(bank.roots())
        .pins(pins([other_pin(), other_pin()]))
        .pin_reports(move |mismatch| ear.lock().unwrap().push(mismatch.clone()))
        .build()
        .unwrap();
    let error = pay(&connection).await.unwrap_err();
    assert!(error.is_pin_mismatch() && error.is_connect(), "{error}");
    assert_eq!((error.outcome(), error.attempts()), (Outcome::NotSent, 1));
    let text = error.to_string();
    let seen = leaf.pin().to_string();
    assert!(text.contains("localhost") && text.contains(&seen), "{text}");
    let mismatch = error.pin_mismatch().unwrap();
    assert_eq!(
        (mismatch.host(), mismatch.seen()),
        ("localhost", leaf.pin())
    );
    assert!(!mismatch.has_ended());
    assert_eq!(told.lock().unwrap().iter().collect::<Vec<_>>(), [mismatch]);
    assert_eq!(server.requests(), 0);
    assert!(!shown(&error).contains("t0ken"));
}

#[tokio::test]
async fn the_key_in_reserve_takes_over() {
    let bank = Authority::new("bank");
    let (old, new) = (bank.leaf(), bank.leaf());
    let set = pins([old.pin(), new.pin()]);
    for leaf in [&old, &new] {
        let server = Server::start(leaf, Setup::default()).await;
        let builder = server.builder().roots(bank.roots()).pins(set.clone());
        list(&builder.build().unwrap()).await.unwrap();
    }
    // A renewed certificate with the same key needs no new pin.
    let key = rcgen::KeyPair::from_pem(&old.key.serialize_pem()).unwrap();
    let renewed = bank.leaf_with(key);
    assert_ne!(renewed.der, old.der);
    assert_eq!(renewed.pin(), old.pin());
}

#[tokio::test]
async fn a_pin_that_has_ended_is_none_and_no_session_outlives_it() {
    let bank = Authority::new("bank");
    let leaf = bank.leaf();
    let server = Server::start(&leaf, Setup::default()).await;
    let today = Timestamp::now();
    let end = today + jiff::SignedDuration::from_hours(1);
    let clock = Moved(SystemClock::new(), Arc::new(Mutex::new(today)));
    let connection = server
        .builder()
        .roots(bank.roots())
        .pins(pins([leaf.pin().until(end), other_pin()]))
        .clock(clock.clone())
        .build()
        .unwrap();
    list(&connection).await.unwrap();
    list(&connection).await.unwrap();
    // Both were held against the pins: a session that is resumed would not be.
    assert!(server.taken().iter().all(|taken| !taken.resumed));
    *clock.1.lock().unwrap() = end;
    let error = list(&connection).await.unwrap_err();
    assert!(error.is_pin_mismatch(), "{error}");
    assert!(error.pin_mismatch().unwrap().has_ended());
    assert!(error.to_string().contains("has ended"), "{error}");
    assert_eq!(server.requests(), 2);
}

#[tokio::test]
async fn sessions_are_resumed_among_connections_with_the_same_pins_only() {
    let bank = Authority::new("bank");
    let leaf = bank.leaf();
    for versions in VERSIONS {
        let setup = Setup {
            versions,
            ..Setup::default()
        };
        let server = Server::start(&leaf, setup).await;
        let connection = server
            .builder()
            .roots(bank.roots())
            .pins(pins([leaf.pin(), other_pin()]))
            .build()
            .unwrap();
        list(&connection).await.unwrap();
        list(&connection).await.unwrap();
        let resumed: Vec<_> = server.taken().iter().map(|taken| taken.resumed).collect();
        assert_eq!(resumed, [false, true]);
        let stricter = server
            .builder()
            .roots(bank.roots())
            .pins(pins([other_pin(), other_pin()]))
            .build()
            .unwrap();
        let error = list(&stricter).await.unwrap_err();
        assert!(error.is_pin_mismatch(), "{error}");
        assert_eq!(server.requests(), 2);
    }
}

#[test]
fn report_only_lets_through_and_tells_and_all_is_counted() {
    let recorder = DebuggingRecorder::new();
    let snapshotter = recorder.snapshotter();
    let end = Timestamp::from_second(4_102_444_800).unwrap();
    let ending = other_pin().until(end);
    metrics::with_local_recorder(&recorder, || {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        runtime.block_on(async {
            let bank = Authority::new("bank");
            let server = Server::start(&bank.leaf(), Setup::default()).await;
            let told = Arc::new(Mutex::new(0));
            let ear = Arc::clone(&told);
            let connection = server
                .builder()
                .roots(bank.roots())
                .pins(pins([ending, other_pin()]).report_only())
                .pin_reports(move |_| *ear.lock().unwrap() += 1)
                .build()
                .unwrap();
            list(&connection).await.unwrap();
            assert_eq!(*told.lock().unwrap(), 1);
        });
    });
    let mut seen = Vec::new();
    for (key, _, _, value) in snapshotter.snapshot().into_vec() {
        let labels: Vec<_> = key.key().labels().map(|it| it.value().to_owned()).collect();
        match (key.key().name(), value) {
            ("citi_pin_mismatches_total", DebugValue::Counter(count)) => {
                seen.push(format!("{labels:?} {count}"));
            }
            ("citi_pin_expiry_timestamp_seconds", DebugValue::Gauge(value)) => {
                seen.push(format!("{labels:?} {value}"));
            }
            _ => {}
        }
    }
    seen.sort();
    let short: String = ending.to_string().chars().skip(7).take(8).collect();
    let mut want = vec![
        r#"["localhost"] 1"#.to_owned(),
        format!(r#"["localhost", "{short}"] 4102444800"#),
    ];
    want.sort();
    assert_eq!(seen, want);
}

#[tokio::test]
async fn a_key_of_the_verified_path_counts_where_it_is_asked_for() {
    let root = Authority::new("root");
    let between = root.below("between");
    let leaf = between.leaf();
    let setup = || Setup {
        came_along: vec![between.der()],
        ..Setup::default()
    };
    let server = Server::start(&leaf, setup()).await;
    for pin in [leaf.pin(), between.pin(), root.pin()] {
        let set = pins([pin, other_pin()]);
        let builder = || server.builder().roots(root.roots());
        let anywhere = builder().pins(set.clone().anywhere_in_path());
        list(&anywhere.build().unwrap()).await.unwrap();
        let strict = list(&builder().pins(set).build().unwrap()).await;
        assert_eq!(strict.is_ok(), pin == leaf.pin());
    }
}

#[tokio::test]
async fn a_pinned_certificate_that_only_came_along_counts_for_nothing() {
    let (bank, evil) = (Authority::new("bank"), Authority::new("evil"));
    // Everything that the bank has: its authority, its own certificate, one signed by it.
    let genuine = bank.leaf();
    let setup = Setup {
        came_along: vec![bank.der(), genuine.der.clone()],
        ..Setup::default()
    };
    let server = Server::start(&evil.leaf(), setup).await;
    let both = bank.roots().and_pem(evil.0.pem()).unwrap();
    let connection = server
        .builder()
        .roots(both)
        .pins(pins([bank.pin(), genuine.pin()]).anywhere_in_path())
        .build()
        .unwrap();
    let error = list(&connection).await.unwrap_err();
    assert!(error.is_pin_mismatch(), "{error}");
    assert_eq!(server.requests(), 0);
}

#[tokio::test]
async fn a_pin_does_not_stand_in_for_validation() {
    let (bank, other) = (Authority::new("bank"), Authority::new("other"));
    let leaf = bank.leaf();
    let server = Server::start(&leaf, Setup::default()).await;
    let set = || pins([leaf.pin(), other_pin()]);
    // Nobody whom the connection trusts vouches for it.
    for roots in [other.roots(), Roots::platform()] {
        let connection = server.builder().roots(roots).pins(set()).build().unwrap();
        let error = list(&connection).await.unwrap_err();
        assert!(error.is_connect() && !error.is_pin_mismatch(), "{error}");
        assert_eq!(error.outcome(), Outcome::NotSent);
        assert!(error.to_string().contains("UnknownIssuer"), "{error}");
    }
    // It is of another host, or not yet or no more valid.
    let elsewhere = Connection::builder(format!("https://other.localhost:{}", server.port));
    let elsewhere = elsewhere
        .roots(bank.roots())
        .pins(PinSet::new("*.localhost", [leaf.pin(), other_pin()]))
        .retry(citi_core::Retry::never())
        .build()
        .unwrap();
    let error = list(&elsewhere).await.unwrap_err();
    assert!(error.is_connect() && !error.is_pin_mismatch(), "{error}");
    let long_ago = Timestamp::from_second(60).unwrap();
    let connection = server
        .builder()
        .roots(bank.roots())
        .pins(set())
        .clock(Moved(SystemClock::new(), Arc::new(Mutex::new(long_ago))))
        .build()
        .unwrap();
    let error = list(&connection).await.unwrap_err();
    assert!(error.to_string().contains("not valid yet"), "{error}");
    assert_eq!(server.requests(), 0);
}

#[test]
fn pins_that_protect_nothing_are_refused() {
    let builder = || Connection::builder("https://api.bank.example");
    let two = [other_pin(), other_pin()];
    for (builder, reason) in [
        (
            builder().pins(PinSet::new("api.bank.example", [two[0]])),
            "key in reserve",
        ),
        (
            builder().pins(PinSet::new("api.bnak.example", two)),
            "none for api.bank.example",
        ),
        (
            builder()
                .pins(PinSet::new("api.bank.example", two))
                .pins(PinSet::new("API.bank.example", two)),
            "pins twice",
        ),
    ] {
        let error = builder.build().unwrap_err();
        assert!(
            error.is_refused() && error.to_string().contains(reason),
            "{error}"
        );
    }
    assert!(
        builder()
            .pins(PinSet::new("*.bank.example", two))
            .build()
            .is_ok()
    );
}

#[test]
fn plain_http_is_refused() {
    let error = Connection::builder("http://bank.example")
        .pins(PinSet::new("bank.example", [other_pin(), other_pin()]))
        .bearer_token("t0ken")
        .build()
        .unwrap_err();
    assert!(
        error.is_refused() && error.to_string().contains("https"),
        "{error}"
    );
}

#[tokio::test]
async fn a_server_that_speaks_plain_http_where_tls_is_due_gets_nothing() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let bank = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut got = vec![0; 4096];
        let read = stream.read(&mut got).await.unwrap();
        stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n").await.unwrap();
        got.truncate(read);
        got
    });
    let connection = Connection::builder(format!("https://127.0.0.1:{port}"))
        .bearer_token("t0ken")
        .retry(citi_core::Retry::never())
        .build()
        .unwrap();
    let error = list(&connection).await.unwrap_err();
    assert!(error.is_connect(), "{error}");
    assert_eq!(error.outcome(), Outcome::NotSent);
    let got = bank.await.unwrap();
    // A handshake, in which neither the token nor the path is.
    assert_eq!(got[0], 22);
    assert!(!String::from_utf8_lossy(&got).contains("t0ken"));
}

#[tokio::test]
async fn tls_1_1_is_refused() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let old = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut hello = vec![0; 4096];
        let _read = stream.read(&mut hello).await.unwrap();
        // ServerHello of TLS 1.1 (RFC 4346 §7.4.1.3): version, random, no session, AES-128-SHA, no compression.
        let mut body = vec![3, 2];
        body.extend([7; 32]);
        body.extend([0, 0, 0x2f, 0]);
        let length = u8::try_from(body.len()).unwrap();
        let mut answer = vec![22, 3, 2, 0, length + 4, 2, 0, 0, length];
        answer.extend(body);
        stream.write_all(&answer).await.unwrap();
        let mut alert = Vec::new();
        let _gone = stream.read_to_end(&mut alert).await;
        alert
    });
    let connection = Connection::builder(format!("https://127.0.0.1:{port}"))
        .bearer_token("t0ken")
        .retry(citi_core::Retry::never())
        .build()
        .unwrap();
    let error = list(&connection).await.unwrap_err();
    assert!(error.is_connect(), "{error}");
    assert_eq!(error.outcome(), Outcome::NotSent);
    assert!(error.to_string().contains("TLS"), "{error}");
    // A fatal alert `protocol_version` (RFC 5246 §7.2.2), and nothing else.
    let alert = old.await.unwrap();
    assert_eq!((alert[0], &alert[3..]), (21, &[0, 2, 2, 70][..]));
}

#[tokio::test]
async fn http_2_is_spoken_where_the_server_speaks_it() {
    let bank = Authority::new("bank");
    let leaf = bank.leaf();
    let setup = || Setup {
        alpn: &["h2", "http/1.1"],
        ..Setup::default()
    };
    let server = Server::start(&leaf, setup()).await;
    let builder = || server.builder().roots(bank.roots());
    list(&builder().build().unwrap()).await.unwrap();
    list(&builder().http1_only().build().unwrap())
        .await
        .unwrap();
    let spoken: Vec<_> = server.taken().iter().map(|it| it.alpn.clone()).collect();
    assert_eq!(spoken, ["h2", "http/1.1"]);
}
