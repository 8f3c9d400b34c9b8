//! Portals that do not answer, or not to the end: nothing on disk changes.

use tokio::io::{AsyncReadExt, AsyncWriteExt};

use super::super::http::{Portal, Sleep};
use super::*;

/// A server that answers every request with `text` and hangs up.
async fn raw(text: String) -> Origin {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let text = text.clone();
            tokio::spawn(async move {
                let mut request = [0; 4096];
                let _ = stream.read(&mut request).await;
                let _ = stream.write_all(text.as_bytes()).await;
                let _ = stream.shutdown().await;
            });
        }
    });
    Origin::Url(format!("http://{address}").parse().unwrap())
}

async fn cut(text: String) {
    let house = House::new();
    let server = MockServer::start().await;
    house.pin(&server).await;
    let before = all(house.specs());
    let report = house.pull(&raw(text).await).await;
    assert_eq!(report.failed.len(), 2, "{report:?}");
    for failed in &report.failed {
        assert!(failed.reason.contains("cut off"), "{}", failed.reason);
    }
    assert_eq!(all(house.specs()), before, "half a body changed something");
}

#[tokio::test]
async fn half_a_body_is_refused_when_its_length_was_announced() {
    // The half is a good document by itself: only the length tells.
    cut(format!(
        "HTTP/1.1 200 OK\r\ncontent-type: text/yaml\r\ncontent-length: {}\r\n\r\n{NEW}",
        NEW.len() * 2
    ))
    .await;
}

#[tokio::test]
async fn half_a_body_is_refused_when_it_came_in_chunks() {
    cut(format!(
        "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n{:x}\r\n{NEW}\r\n",
        NEW.len()
    ))
    .await;
}

#[tokio::test]
async fn a_connection_that_ends_before_an_answer_is_a_failure() {
    cut(String::new()).await;
}

#[tokio::test]
async fn a_portal_that_is_not_there_is_named() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    drop(listener);
    let house = House::new();
    let report = house
        .pull(&Origin::Url(format!("http://{address}").parse().unwrap()))
        .await;
    assert_eq!(report.failed.len(), 2);
    assert!(
        report.failed[0].reason.contains("can't be reached"),
        "{report:?}"
    );
    assert_eq!(house.lock(), Lock::default());
}

#[tokio::test]
async fn a_portal_that_never_answers_is_left_in_time() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let base = format!("http://{address}").parse().unwrap();
    let wait = Duration::from_millis(20);
    let sleep: Sleep = Arc::new(|_| Box::pin(std::future::ready(())));
    let portal = Portal::new(base, wait, 4096, sleep).unwrap();
    let reason = portal.document("/rates.yaml", None).await.unwrap_err();
    assert!(reason.contains("in time"), "{reason}");
}
