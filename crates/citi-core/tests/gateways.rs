//! Answers that are not the bank's: pages of proxies and gateways in front of it.

#![allow(
    clippy::unwrap_used,
    reason = "a test that finds something else than it prepared should stop there"
)]

mod common;

use citi_core::{Error, Outcome, Retry};
use common::{Bank, Reply, list, pay, shown};

async fn page(status: u16, body: &str) -> Error {
    let reply = Reply::Answer(
        status,
        vec![
            ("content-type", "text/html".to_owned()),
            ("x-request-id", "r-77".to_owned()),
        ],
        body.to_owned(),
    );
    let bank = Bank::new([reply]);
    let connection = bank.builder().retry(Retry::never()).build().unwrap();
    pay(&connection).await.unwrap_err()
}

#[tokio::test]
async fn a_page_is_an_error_with_status_request_id_and_a_short_excerpt() {
    for (status, body, excerpt) in [
        (
            502,
            "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>No upstream</h1></center>\r\n<hr><center>proxy/1.2</center>\r\n</body>\r\n</html>",
            "502 Bad Gateway No upstream proxy/1.2",
        ),
        (
            403,
            "<HTML><HEAD>\n<TITLE>Access Denied</TITLE>\n<style>b { color: red }</style></HEAD><BODY>\n<H1>Access Denied</H1>\nThis address may not be asked for from 4111111111111111.<P>\nReference 18.2f3c5a17.1769904000.4be0a21f\n</BODY></HTML>",
            "Access Denied Access Denied This address may not be asked for from 411111******1111. Reference",
        ),
        (
            503,
            "upstream connect error or disconnect",
            "upstream connect error",
        ),
        (504, "", "answered 504 Gateway Timeout;"),
        (500, "{\"unexpected\": [1, 2]}", "unexpected"),
    ] {
        let error = page(status, body).await;
        let text = error.to_string();
        assert!(text.contains(excerpt), "{text}");
        assert_eq!(error.status().unwrap().as_u16(), status);
        assert_eq!((error.request_id(), error.code()), (Some("r-77"), None));
        assert!(text.contains("(request id r-77)"), "{text}");
        assert!(!text.contains(['\n', '\r', '<']), "{text}");
        assert!(!shown(&error).contains("4111111111111111"));
        // All of it is there for who asks.
        assert_eq!(error.body().unwrap(), body.as_bytes());
        let outcome = if status < 500 {
            Outcome::Rejected
        } else {
            Outcome::Unknown
        };
        assert_eq!(error.outcome(), outcome);
    }
}

#[tokio::test]
async fn a_long_page_is_a_short_line() {
    let page = page(502, &format!("<p>{}</p>", "word ".repeat(100_000))).await;
    assert!(page.to_string().len() < 400, "{page}");
}

#[tokio::test]
async fn a_page_in_place_of_a_success_is_no_success() {
    let login = "<html><body><form>Sign in to the network</form></body></html>";
    let bank = Bank::new([common::answer(200, login)]);
    let connection = bank.builder().build().unwrap();
    let error = list(&connection).await.unwrap_err();
    assert!(error.is_decode() && error.status().unwrap().is_success());
    assert!(!error.to_string().contains('<'), "{error}");
}

#[tokio::test]
async fn an_answer_has_a_largest_size_whatever_its_status() {
    for status in [200, 500] {
        let bank = Bank::new([common::answer(status, &"x".repeat(2000))]);
        let connection = bank
            .builder()
            .retry(Retry::never())
            .max_body_bytes(1000)
            .build()
            .unwrap();
        let error = pay(&connection).await.unwrap_err();
        assert_eq!(error.outcome(), Outcome::Unknown, "{error}");
        assert!(error.body().is_none_or(|body| body.len() <= 1000));
    }
}
