//! What became of a write when the network is to blame: over real sockets, with TLS and HTTP/2.

#![allow(
    clippy::unwrap_used,
    reason = "a test that finds something else than it prepared should stop there"
)]

mod common;

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use citi_core::support::{answer, wire};
use citi_core::{CallOptions, Connection, ConnectionBuilder, Outcome, Retry, Upload};
use common::{PAY, pay, shown};
use futures_util::stream;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::pki_types::PrivateKeyDer;

async fn listen() -> (TcpListener, String) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap().to_string();
    (listener, address)
}

fn once(address: &str) -> ConnectionBuilder {
    Connection::builder(address).retry(Retry::never())
}

const DONE: &[u8] = b"HTTP/1.1 201 Created\r\ncontent-length: 2\r\n\r\n{}";

/// Reads a whole request: its body ends with a brace.
async fn read_all(stream: &mut TcpStream) -> bool {
    let mut read = Vec::new();
    let mut buffer = [0; 4096];
    while !read.ends_with(b"}") {
        match stream.read(&mut buffer).await {
            Ok(0) | Err(_) => return false,
            Ok(bytes) => read.extend(&buffer[..bytes]),
        }
    }
    true
}

#[tokio::test]
async fn not_sent_a_certificate_that_nobody_vouches_for() {
    let signed = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    let key = PrivateKeyDer::try_from(signed.signing_key.serialize_der()).unwrap();
    let chain = vec![signed.cert.der().clone()];
    let config = ServerConfig::builder_with_provider(Arc::new(
        tokio_rustls::rustls::crypto::aws_lc_rs::default_provider(),
    ))
    .with_safe_default_protocol_versions()
    .unwrap()
    .with_no_client_auth()
    .with_single_cert(chain, key)
    .unwrap();
    let (listener, address) = listen().await;
    let served = tokio::spawn(async move {
        let (stream, _) = listener.accept().await.unwrap();
        TlsAcceptor::from(Arc::new(config))
            .accept(stream)
            .await
            .is_ok()
    });
    let address = address.replace("127.0.0.1", "https://localhost");
    let error = pay(&once(&address).build().unwrap()).await.unwrap_err();
    assert!(error.is_connect(), "{}", shown(&error));
    assert_eq!(error.outcome(), Outcome::NotSent);
    // It was the certificate, and nothing before it.
    assert!(
        shown(&error).to_lowercase().contains("certificate"),
        "{}",
        shown(&error)
    );
    assert!(!served.await.unwrap());
}

#[tokio::test]
async fn not_sent_a_connection_that_takes_too_long() {
    // The network is there, and the handshake never answered.
    let (listener, address) = listen().await;
    let connection = once(&format!("https://{address}"))
        .connect_timeout(Duration::from_millis(50))
        .build()
        .unwrap();
    let error = pay(&connection).await.unwrap_err();
    assert!(
        error.is_connect() && !error.is_decode(),
        "{}",
        shown(&error)
    );
    assert_eq!(error.outcome(), Outcome::NotSent);
    drop(listener);
}

#[tokio::test]
async fn unknown_a_time_limit_that_ends_before_anyone_knows() {
    // The whole time of the call is over while the connection is still being made: what was sent is not known.
    let (listener, address) = listen().await;
    let options = CallOptions::new().timeout(Duration::from_millis(50));
    let connection = once(&format!("https://{address}")).build().unwrap();
    let error = pay(&connection.with_options(options)).await.unwrap_err();
    assert!(error.is_timeout(), "{}", shown(&error));
    assert_eq!(error.outcome(), Outcome::Unknown);
    drop(listener);
}

#[tokio::test]
async fn unknown_a_reset_after_the_body() {
    let (listener, address) = listen().await;
    let served = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let all = read_all(&mut stream).await;
        stream.set_zero_linger().unwrap();
        all
    });
    let connection = once(&format!("http://{address}")).build().unwrap();
    let error = pay(&connection).await.unwrap_err();
    assert_eq!(error.outcome(), Outcome::Unknown, "{}", shown(&error));
    assert!(served.await.unwrap());
}

#[tokio::test]
async fn unknown_a_reset_of_a_connection_that_was_kept() {
    let (listener, address) = listen().await;
    let seen = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&seen);
    tokio::spawn(async move {
        // The second request on the same connection is read and never answered; no other connection comes.
        let (mut stream, _) = listener.accept().await.unwrap();
        drop(listener);
        for answered in [true, false] {
            assert!(read_all(&mut stream).await);
            count.fetch_add(1, Ordering::SeqCst);
            match answered {
                true => stream.write_all(DONE).await.unwrap(),
                false => stream.set_zero_linger().unwrap(),
            }
        }
    });
    let connection = once(&format!("http://{address}")).build().unwrap();
    pay(&connection).await.unwrap();
    let error = pay(&connection).await.unwrap_err();
    assert_eq!(error.outcome(), Outcome::Unknown, "{}", shown(&error));
    assert!(!error.is_connect());
    assert_eq!(seen.load(Ordering::SeqCst), 2);
}

#[tokio::test]
async fn unknown_a_body_that_broke_because_its_own_source_could_not_be_reached() {
    let (listener, address) = listen().await;
    let served = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut read = Vec::new();
        stream.read_to_end(&mut read).await.ok();
        read
    });
    let (nobody, elsewhere) = listen().await;
    drop(nobody);
    let elsewhere = reqwest::get(format!("http://{elsewhere}"))
        .await
        .unwrap_err();
    assert!(elsewhere.is_connect());
    let pieces = stream::iter([Ok("{\"half\":"), Err(elsewhere)]);
    let connection = once(&format!("http://{address}")).build().unwrap();
    let url = format!("http://{address}/payments");
    let request = connection.http().post(url).build().unwrap();
    let upload = Some(Upload::stream(pieces));
    let options = wire::instead(CallOptions::new(), "body", "application/json", upload, Ok);
    let call = wire::call(&connection, &PAY, options).ready(request);
    let sent = answer::call(Ok(call), |_| Ok(()));
    let error = sent.await.unwrap_err();
    assert!(!error.is_connect(), "{}", shown(&error));
    assert_eq!(error.outcome(), Outcome::Unknown, "{}", shown(&error));
    drop(served);
}

/// A server of HTTP/2 that resets every stream for this reason, or breaks the connection.
async fn http2(reset: Option<h2::Reason>) -> (Connection, Arc<AtomicUsize>) {
    let (listener, address) = listen().await;
    let seen = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&seen);
    tokio::spawn(async move {
        loop {
            let (stream, _) = listener.accept().await.unwrap();
            let mut connection = h2::server::handshake(stream).await.unwrap();
            while let Some(Ok((_, mut respond))) = connection.accept().await {
                count.fetch_add(1, Ordering::SeqCst);
                match reset {
                    Some(reason) => respond.send_reset(reason),
                    None => break,
                }
            }
        }
    });
    let http = reqwest::Client::builder()
        .http2_prior_knowledge()
        .retry(reqwest::retry::never())
        .build()
        .unwrap();
    let builder = once(&format!("http://{address}"));
    (builder.transport(http).build().unwrap(), seen)
}

#[tokio::test]
async fn unknown_a_stream_of_http2_that_is_reset() {
    let reasons = [
        Some(h2::Reason::INTERNAL_ERROR),
        Some(h2::Reason::CANCEL),
        Some(h2::Reason::REFUSED_STREAM),
        Some(h2::Reason::ENHANCE_YOUR_CALM),
        None,
    ];
    for reason in reasons {
        let (connection, seen) = http2(reason).await;
        // The second goes on the connection that the first has left.
        for sent in 1..=2 {
            let error = pay(&connection).await.unwrap_err();
            let text = shown(&error);
            assert_eq!(error.outcome(), Outcome::Unknown, "{reason:?}: {text}");
            assert!(!error.is_connect(), "{reason:?}: {text}");
            assert_eq!((error.attempts(), seen.load(Ordering::SeqCst)), (1, sent));
        }
    }
}
