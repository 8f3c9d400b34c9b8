//! What became of a write: each row of the table, over real sockets where it is about the network.

#![allow(
    clippy::unwrap_used,
    reason = "a test that finds something else than it prepared should stop there"
)]

mod common;

use std::time::Duration;

use citi_core::{CallOptions, ClientCredentials, Connection, Error, Outcome, Retry};
use common::{Bank, LIST, Reply, answer, pay, send, shown};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// A server that does this with the connections that come, in turn.
async fn server<F, Done>(act: F) -> String
where
    F: Fn(usize, TcpStream) -> Done + Send + 'static,
    Done: Future<Output = ()> + Send + 'static,
{
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        for number in 0.. {
            let (stream, _) = listener.accept().await.unwrap();
            tokio::spawn(act(number, stream));
        }
    });
    address
}

async fn take(stream: &mut TcpStream) {
    let mut buffer = [0; 4096];
    assert!(stream.read(&mut buffer).await.unwrap() > 0);
}

async fn write(stream: &mut TcpStream, text: &str) {
    stream.write_all(text.as_bytes()).await.unwrap();
}

fn once(address: &str) -> Connection {
    Connection::builder(address)
        .retry(Retry::never())
        .build()
        .unwrap()
}

fn twice(address: &str) -> Connection {
    Connection::builder(address)
        .retry(Retry::default().attempts(2).base(Duration::from_millis(1)))
        .build()
        .unwrap()
}

/// The address of a port that nobody listens on.
async fn nobody() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    format!("http://{}", listener.local_addr().unwrap())
}

fn end(result: Result<citi_core::Answer<citi_core::Json>, Error>) -> (Outcome, u32, String) {
    let error = result.unwrap_err();
    (error.outcome(), error.attempts(), shown(&error))
}

#[tokio::test]
async fn not_sent_a_refused_connection() {
    let (outcome, attempts, shown) = end(pay(&once(&nobody().await)).await);
    assert_eq!((outcome, attempts), (Outcome::NotSent, 1), "{shown}");
    // However often.
    let (outcome, attempts, shown) = end(pay(&twice(&nobody().await)).await);
    assert_eq!((outcome, attempts), (Outcome::NotSent, 2), "{shown}");
}

#[tokio::test]
async fn not_sent_a_name_that_nobody_knows() {
    let error = pay(&once("https://nosuch.invalid")).await.unwrap_err();
    assert!(error.is_connect(), "{}", shown(&error));
    assert_eq!(error.outcome(), Outcome::NotSent);
}

#[tokio::test]
async fn not_sent_no_tls() {
    let plain = server(|_, mut stream| async move {
        take(&mut stream).await;
        write(&mut stream, "HTTP/1.1 400 Bad Request\r\n\r\n").await;
    })
    .await;
    let error = pay(&once(&plain.replace("http:", "https:")))
        .await
        .unwrap_err();
    assert!(error.is_connect(), "{}", shown(&error));
    assert_eq!(error.outcome(), Outcome::NotSent);
}

#[tokio::test]
async fn not_sent_refused_here() {
    let connection = once(&nobody().await);
    let error = send(&connection, &LIST, "/../payments", "")
        .await
        .unwrap_err();
    assert!(error.is_refused());
    assert_eq!((error.outcome(), error.attempts()), (Outcome::NotSent, 0));
}

#[tokio::test]
async fn not_sent_no_token() {
    let nobody = nobody().await;
    let connection = Connection::builder(nobody.as_str())
        .credentials(ClientCredentials::new(format!("{nobody}/token"), "id", "s"))
        .retry(Retry::never())
        .build()
        .unwrap();
    let error = pay(&connection).await.unwrap_err();
    assert!(error.is_token() && !error.is_connect(), "{}", shown(&error));
    assert_eq!((error.outcome(), error.attempts()), (Outcome::NotSent, 0));
}

#[tokio::test]
async fn not_sent_kept_by_the_limiter() {
    let bank = Bank::new([answer(200, "{}")]);
    let connection = bank
        .builder()
        .calls_per_minute("payments", Some(1))
        .call_timeout(Duration::from_secs(10))
        .build()
        .unwrap();
    pay(&connection).await.unwrap();
    let error = pay(&connection).await.unwrap_err();
    assert!(error.is_limited_here());
    assert_eq!((error.outcome(), error.attempts()), (Outcome::NotSent, 0));
}

#[tokio::test]
async fn rejected_by_the_bank() {
    for status in [400, 401, 403, 404, 408, 409, 422, 425, 429] {
        let bank = Bank::new([answer(status, r#"{"error_code":"NO"}"#)]);
        let connection = bank.builder().retry(Retry::never()).build().unwrap();
        let (outcome, attempts, shown) = end(pay(&connection).await);
        assert_eq!((outcome, attempts), (Outcome::Rejected, 1), "{shown}");
    }
}

#[tokio::test]
async fn unknown_a_connection_that_is_dropped_once_the_request_is_there() {
    let address = server(|_, mut stream| async move { take(&mut stream).await }).await;
    let (outcome, _, shown) = end(pay(&once(&address)).await);
    assert_eq!(outcome, Outcome::Unknown, "{shown}");
    assert!(shown.contains("same idempotency key"), "{shown}");
}

#[tokio::test]
async fn unknown_a_connection_that_is_dropped_as_it_comes() {
    // The request may be on its way by then.
    let address = server(|_, stream| async move { drop(stream) }).await;
    let (outcome, _, shown) = end(pay(&once(&address)).await);
    assert_eq!(outcome, Outcome::Unknown, "{shown}");
}

#[tokio::test]
async fn unknown_a_reset() {
    let address = server(|_, stream| async move {
        // Closed with bytes unread, a connection is reset.
        stream.readable().await.unwrap();
        stream.set_zero_linger().unwrap();
    })
    .await;
    let (outcome, _, shown) = end(pay(&once(&address)).await);
    assert_eq!(outcome, Outcome::Unknown, "{shown}");
}

#[tokio::test]
async fn unknown_half_an_answer() {
    for status in ["200 OK", "201 Created"] {
        let address = server(move |_, mut stream| async move {
            take(&mut stream).await;
            let head = format!("HTTP/1.1 {status}\r\ncontent-length: 100\r\n\r\n{{\"id\":");
            write(&mut stream, &head).await;
        })
        .await;
        let (outcome, _, shown) = end(pay(&once(&address)).await);
        assert_eq!(outcome, Outcome::Unknown, "{shown}");
    }
    let address = server(|_, mut stream| async move {
        take(&mut stream).await;
        write(&mut stream, "HTTP/1.1 20").await;
    })
    .await;
    let (outcome, _, shown) = end(pay(&once(&address)).await);
    assert_eq!(outcome, Outcome::Unknown, "{shown}");
}

#[tokio::test]
async fn unknown_no_answer_in_time() {
    let address = server(|_, mut stream| async move {
        take(&mut stream).await;
        std::future::pending::<()>().await;
    })
    .await;
    let options = CallOptions::new().timeout(Duration::from_millis(50));
    let error = pay(&once(&address).with_options(options))
        .await
        .unwrap_err();
    assert!(error.is_timeout(), "{}", shown(&error));
    assert_eq!(error.outcome(), Outcome::Unknown);
}

#[tokio::test]
async fn unknown_an_answer_that_nobody_can_read() {
    for body in ["<html>ok</html>", "{\"id\":", "nonsense"] {
        let bank = Bank::new([answer(200, body)]);
        let error = pay(&bank.builder().build().unwrap()).await.unwrap_err();
        assert!(error.is_decode(), "{error}");
        assert_eq!((error.outcome(), error.attempts()), (Outcome::Unknown, 1));
    }
    let address = server(|_, mut stream| async move {
        take(&mut stream).await;
        write(&mut stream, "SMTP ready\r\n\r\n").await;
    })
    .await;
    let (outcome, _, shown) = end(pay(&once(&address)).await);
    assert_eq!(outcome, Outcome::Unknown, "{shown}");
}

#[tokio::test]
async fn unknown_a_server_that_failed() {
    for status in 500..=511 {
        let bank = Bank::new([answer(status, r#"{"error_code":"NO"}"#)]);
        let connection = bank.builder().retry(Retry::never()).build().unwrap();
        let (outcome, _, shown) = end(pay(&connection).await);
        assert_eq!(outcome, Outcome::Unknown, "{shown}");
    }
}

#[tokio::test]
async fn once_unknown_a_later_refused_connection_does_not_settle_it() {
    // The first connection takes the request and goes away, and the server with it.
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        drop(listener);
        take(&mut stream).await;
    });
    let error = pay(&twice(&address)).await.unwrap_err();
    assert!(error.is_connect(), "{}", shown(&error));
    assert_eq!((error.outcome(), error.attempts()), (Outcome::Unknown, 2));
    assert!(
        error.to_string().contains("same idempotency key"),
        "{error}"
    );
}

/// What a first failed attempt and then these end in.
async fn after(first: Reply, then: impl IntoIterator<Item = Reply>) -> Outcome {
    let bank = Bank::new([first].into_iter().chain(then));
    let connection = bank
        .builder()
        .retry(Retry::default().attempts(2))
        .build()
        .unwrap();
    pay(&connection).await.unwrap_err().outcome()
}

#[tokio::test(start_paused = true)]
async fn once_unknown_only_an_answer_that_settles_it_counts() {
    let unknown = [
        answer(502, ""),
        answer(503, ""),
        answer(504, ""),
        Reply::Cut(201),
        Reply::Silent,
    ];
    for first in unknown {
        for status in [401, 408, 425, 429] {
            let end = after(first.clone(), [answer(status, "")]).await;
            assert_eq!(end, Outcome::Unknown, "{status}");
        }
        let running = answer(409, r#"{"error_code":"REQUEST_IN_PROGRESS"}"#);
        assert_eq!(after(first.clone(), [running]).await, Outcome::Unknown);
        assert_eq!(after(first.clone(), [Reply::Away]).await, Outcome::Unknown);
        for status in [400, 403, 404, 422] {
            let end = after(first.clone(), [answer(status, "")]).await;
            assert_eq!(end, Outcome::Rejected, "{status}");
        }
        // A conflict settles it if it says which one it is.
        let reused = answer(409, r#"{"error_code":"IDEMPOTENCY_KEY_REUSED"}"#);
        assert_eq!(after(first.clone(), [reused]).await, Outcome::Rejected);
        let cut = answer(409, r#"{"error_co"#);
        assert_eq!(after(first.clone(), [cut]).await, Outcome::Unknown);
    }
    // An attempt that was not sent, or was refused, leaves nothing to settle.
    for first in [Reply::Away, answer(429, "")] {
        assert_eq!(after(first.clone(), [Reply::Away]).await, Outcome::NotSent);
        assert_eq!(after(first, [answer(429, "")]).await, Outcome::Rejected);
    }
}

#[tokio::test(start_paused = true)]
async fn once_unknown_a_call_without_a_token_stays_so() {
    // The first attempt may have arrived; then the bank refuses the token, and there is no other.
    let bank = Bank::with_tokens(
        [answer(503, ""), answer(401, "")],
        [
            common::token("t-1", 3600),
            answer(400, r#"{"error":"invalid_client"}"#),
        ],
    );
    let connection = bank
        .builder()
        .credentials(ClientCredentials::new(
            "https://bank.example/token",
            "id",
            "s",
        ))
        .build()
        .unwrap();
    let error = pay(&connection).await.unwrap_err();
    assert!(error.is_token(), "{error}");
    assert_eq!((error.outcome(), error.attempts()), (Outcome::Unknown, 2));
    assert!(error.to_string().contains("not sent again"), "{error}");
    assert!(error.to_string().contains("is not known"), "{error}");
}

#[tokio::test(start_paused = true)]
async fn a_call_that_the_bank_is_still_at_is_unknown_until_it_answers() {
    let running = answer(409, r#"{"error_code":"REQUEST_IN_PROGRESS"}"#);
    let bank = Bank::new([running.clone()]);
    let connection = bank.builder().build().unwrap();
    let error = pay(&connection).await.unwrap_err();
    assert_eq!((error.outcome(), error.attempts()), (Outcome::Unknown, 4));
    let bank = Bank::new([Reply::Cut(201), running, answer(201, "{}")]);
    let connection = bank.builder().build().unwrap();
    assert_eq!(pay(&connection).await.unwrap().attempts(), 3);
}

#[tokio::test(start_paused = true)]
async fn once_unknown_an_answer_settles_it() {
    for first in [answer(502, ""), Reply::Cut(201), Reply::Silent] {
        let bank = Bank::new([first, answer(201, "{}")]);
        let connection = bank.builder().build().unwrap();
        let answer = pay(&connection).await.unwrap();
        assert_eq!((answer.status().as_u16(), answer.attempts()), (201, 2));
    }
    // And an answer that cannot be read does not.
    let bank = Bank::new([answer(502, ""), answer(201, "{")]);
    let connection = bank.builder().build().unwrap();
    let (outcome, attempts, shown) = end(pay(&connection).await);
    assert_eq!((outcome, attempts), (Outcome::Unknown, 2), "{shown}");
}
