//! Requests as no good client writes them, byte by byte.

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::support::Caller;

/// What is answered to some text, after which the client says no more.
async fn answered(caller: &Caller, text: &str) -> String {
    let mut stream = TcpStream::connect(caller.sandbox.address()).await.unwrap();
    stream.write_all(text.as_bytes()).await.unwrap();
    stream.shutdown().await.unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.unwrap();
    String::from_utf8(answer).unwrap()
}

fn payment(token: &str, headers: &str, body: &str) -> String {
    format!(
        "POST /payments/v1/domestic HTTP/1.1\r\nhost: 127.0.0.1\r\nauthorization: Bearer {token}\r\n\
         idempotency-key: k-1\r\ncontent-type: application/json\r\n{headers}\r\n{body}"
    )
}

#[tokio::test]
async fn a_body_that_breaks_off_is_not_too_large() {
    let caller = Caller::new().await;
    let token = caller.token("payments:write").await;
    for (headers, body) in [
        ("transfer-encoding: chunked\r\n", "zz\r\n{}\r\n0\r\n\r\n"),
        ("transfer-encoding: chunked\r\n", "5\r\n{"),
        ("content-length: 100\r\n", "{\"a\""),
    ] {
        let answer = answered(&caller, &payment(&token, headers, body)).await;
        // The client may be gone by then; it is never told that its body is too large.
        assert!(
            answer.is_empty() || answer.starts_with("HTTP/1.1 400 "),
            "{headers}: {answer}"
        );
    }
    let broken = payment(&token, "transfer-encoding: chunked\r\n", "zz\r\n");
    let answer = answered(&caller, &broken).await;
    assert!(answer.contains("INVALID_BODY"), "{answer}");
    assert!(answer.contains("broke off"), "{answer}");
}

#[tokio::test]
async fn of_two_headers_that_say_who_asks_or_what_it_is_none_holds() {
    let caller = Caller::new().await;
    let token = caller.token("payments:write").await;
    for (extra, field) in [
        ("authorization: Bearer other\r\n", "Authorization"),
        ("content-type: application/json\r\n", "Content-Type"),
    ] {
        let headers = format!("{extra}content-length: 2\r\nconnection: close\r\n");
        let answer = answered(&caller, &payment(&token, &headers, "{}")).await;
        assert!(answer.starts_with("HTTP/1.1 400 "), "{answer}");
        let detail =
            format!("\"field\":\"{field}\",\"issue\":\"must not be given more than once\"");
        assert!(answer.contains(&detail), "{answer}");
    }
    assert!(caller.sandbox.violations().is_empty());
}

#[tokio::test]
async fn head_is_get_without_a_body() {
    let caller = Caller::new().await;
    let token = caller.token("accounts:read payments:write").await;
    let ask = |method: &str, path: &str| {
        format!(
            "{method} {path} HTTP/1.1\r\nhost: 127.0.0.1\r\nauthorization: Bearer {token}\r\n\
             x-request-id: r-1\r\nconnection: close\r\n\r\n"
        )
    };
    let path = "/accounts/v1/accounts/123456789";
    let got = answered(&caller, &ask("GET", path)).await;
    let head = answered(&caller, &ask("HEAD", path)).await;
    assert!(got.starts_with("HTTP/1.1 200 "), "{got}");
    let length = |answer: &str| {
        let mut lines = answer.lines();
        lines
            .find(|it| it.starts_with("content-length:"))
            .map(str::to_owned)
    };
    assert!(length(&got).is_some());
    assert_eq!(length(&got), length(&head));
    let (_, body) = head.split_once("\r\n\r\n").unwrap();
    assert_eq!(body, "");
    let other = answered(&caller, &ask("HEAD", "/payments/v1/domestic/p-1/cancel")).await;
    assert!(other.starts_with("HTTP/1.1 405 "), "{other}");
    assert!(caller.sandbox.violations().is_empty());
}

#[tokio::test]
async fn a_whole_number_in_a_query_is_written_as_one() {
    let caller = Caller::new().await;
    let token = caller.token("payments:read").await;
    for (limit, issue) in [
        ("1.0", "must be a whole number"),
        ("abc", "must be a whole number"),
        ("201", "must be between 1 and 200"),
    ] {
        let path = format!("/payments/v1/domestic?limit={limit}");
        let answer = caller.get(&path).bearer_auth(&token).send().await.unwrap();
        assert_eq!(answer.status(), 400, "{limit}");
        let text = answer.text().await.unwrap();
        assert!(text.contains(issue), "{limit}: {text}");
    }
}
