//! Kept connections that turn out to be dead: no byte of a request is written twice, whatever the layers below do.

#![allow(
    clippy::unwrap_used,
    reason = "a test that finds something else than it prepared should stop there"
)]

mod common;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use citi_core::{Connection, Outcome, Retry};
use common::{pay, shown};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

const DONE: &[u8] = b"HTTP/1.1 201 Created\r\ncontent-length: 2\r\n\r\n{}";

/// Idempotency key → how often something of a request with it arrived.
type Seen = Arc<Mutex<BTreeMap<String, u32>>>;

async fn listen() -> (TcpListener, Connection) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let builder = Connection::builder(&address).retry(Retry::never());
    (listener, builder.build().unwrap())
}

/// Reads a request until its body ends with a brace, or `most` bytes of it; `None`: there is none.
async fn read(stream: &mut TcpStream, most: usize) -> Option<String> {
    let mut text = Vec::new();
    let mut byte = [0];
    while text.len() < most && !text.ends_with(b"}") {
        match stream.read(&mut byte).await {
            Ok(0) | Err(_) => break,
            Ok(_) => text.extend(byte),
        }
    }
    (!text.is_empty()).then(|| String::from_utf8(text).unwrap())
}

/// The key of a request; a request whose head is not there counts under no key.
fn key(request: &str) -> String {
    let mut lines = request.lines();
    let line = lines.find_map(|line| line.strip_prefix("idempotency-key: "));
    line.unwrap_or_default().to_owned()
}

#[tokio::test]
async fn what_has_begun_on_a_kept_connection_is_not_sent_on_another() {
    for most in [1, 20, 100_000] {
        let (listener, connection) = listen().await;
        let seen = Seen::default();
        let count = Arc::clone(&seen);
        let served = tokio::spawn(async move {
            let (mut kept, _) = listener.accept().await.unwrap();
            read(&mut kept, usize::MAX).await.unwrap();
            kept.write_all(DONE).await.unwrap();
            // Something of the second request is read, and the connection breaks. The bank can still be reached.
            read(&mut kept, most).await.unwrap();
            kept.set_zero_linger().unwrap();
            drop(kept);
            while let Ok((mut other, _)) = listener.accept().await {
                let request = read(&mut other, usize::MAX).await;
                *count
                    .lock()
                    .unwrap()
                    .entry(key(&request.unwrap_or_default()))
                    .or_default() += 1;
                other.write_all(DONE).await.ok();
            }
        });
        pay(&connection).await.unwrap();
        let error = pay(&connection).await.unwrap_err();
        assert_eq!(error.outcome(), Outcome::Unknown, "{}", shown(&error));
        assert_eq!(error.attempts(), 1);
        // A call of its own finds the bank, and is all that arrived since.
        let paid = pay(&connection).await.unwrap();
        assert_eq!(paid.attempts(), 1);
        let again = error.idempotency_key().unwrap().as_str().to_owned();
        let seen = seen.lock().unwrap();
        assert_eq!(seen.values().sum::<u32>(), 1, "{most}: {seen:?}");
        assert_eq!(seen.get(&again), None, "{most}");
        served.abort();
    }
}

#[tokio::test]
async fn each_write_arrives_once_though_every_kept_connection_dies() {
    let (listener, connection) = listen().await;
    let seen = Seen::default();
    let count = Arc::clone(&seen);
    let served = tokio::spawn(async move {
        // Each connection is good for one request, and says nothing of it: the client keeps it and finds it closed.
        while let Ok((mut stream, _)) = listener.accept().await {
            let count = Arc::clone(&count);
            tokio::spawn(async move {
                if let Some(request) = read(&mut stream, usize::MAX).await {
                    *count.lock().unwrap().entry(key(&request)).or_default() += 1;
                    stream.write_all(DONE).await.ok();
                }
            });
        }
    });
    let (mut done, mut unknown) = (0, 0);
    for call in 0..60 {
        match pay(&connection).await {
            Ok(_) => done += 1,
            // The request was already on its way when the end of the connection came.
            Err(error) => {
                assert_eq!(error.outcome(), Outcome::Unknown, "{}", shown(&error));
                assert_eq!(error.attempts(), 1);
                unknown += 1;
            }
        }
        // Sometimes the end is there before the next call, sometimes not.
        if call % 3 == 0 {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    }
    let seen = seen.lock().unwrap();
    assert!(seen.values().all(|times| *times == 1), "{seen:?}");
    assert!(!seen.contains_key(""), "{seen:?}");
    assert!((done..=done + unknown).contains(&seen.len()));
    served.abort();
}
