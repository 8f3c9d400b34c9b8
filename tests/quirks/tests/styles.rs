//! Every style of a parameter, as OpenAPI 3.1 writes it (§4.8.12.5).

#![allow(clippy::unwrap_used, reason = "a test stops at what breaks")]

use citi_core::{Connection, Number};
use citi_quirks::Client;
use citi_quirks::types::Range;
use wiremock::{Mock, MockServer, Request, ResponseTemplate};

fn number(text: &str) -> Number {
    text.parse().unwrap()
}

fn range() -> Range {
    Range::builder()
        .from(number("0.10"))
        .to(number("1E+400"))
        .build()
        .unwrap()
}

fn list(values: [&str; 2]) -> Vec<String> {
    values.map(str::to_owned).to_vec()
}

async fn server() -> (MockServer, Client) {
    let server = MockServer::start().await;
    Mock::given(|_: &Request| true)
        .respond_with(ResponseTemplate::new(204))
        .mount(&server)
        .await;
    let connection = Connection::builder(server.uri())
        .bearer_token("t")
        .build()
        .unwrap();
    (server, Client::new(connection))
}

#[tokio::test]
async fn every_style_is_written_as_openapi_says_and_every_digit_stays() {
    let (server, client) = server().await;
    client
        .styles()
        .label(list(["a", "b/c"]))
        .matrix(range())
        .simple(vec![number("1.00"), number("2e-30")])
        .multi(list(["a", "b,c"]))
        .csv(list(["a", "b,c"]))
        .ssv(list(["a", "b"]))
        .pipes(list(["a", "b"]))
        .form(range())
        .flat(range())
        .deep(range())
        .json(range())
        .raw("a/b?c:d")
        .limit(5)
        .filter_name("n")
        .type_("t")
        .top(3)
        .x_list(list(["a", "b"]))
        .x_range(range())
        .marks(list(["a", "b"]))
        .send()
        .await
        .unwrap();
    let requests = server.received_requests().await.unwrap();
    let request = &requests[0];
    assert_eq!(
        request.url.path(),
        "/styles/.a.b%2Fc/;matrix=from,0.10,to,1E%2B400/1.00,2e-30"
    );
    let query: Vec<&str> = request.url.query().unwrap().split('&').collect();
    assert_eq!(
        query,
        [
            "multi=a",
            "multi=b%2Cc",
            "csv=a,b%2Cc",
            "ssv=a%20b",
            "pipes=a%7Cb",
            "from=0.10",
            "to=1E%2B400",
            "flat=from,0.10,to,1E%2B400",
            "deep%5Bfrom%5D=0.10",
            "deep%5Bto%5D=1E%2B400",
            "json=%7B%22from%22%3A0.10%2C%22to%22%3A1E%2B400%7D",
            "raw=a/b?c:d",
            "limit=5",
            "filter%5Bname%5D=n",
            "%40type=t",
            "%24top=3",
        ]
    );
    for (name, value) in [
        ("x-list", "a,b"),
        ("x-range", "from=0.10,to=1E+400"),
        ("cookie", "marks=a,b"),
    ] {
        assert_eq!(request.headers.get(name).unwrap(), value, "{name}");
    }
}

#[tokio::test]
async fn what_is_not_given_is_not_sent_a_default_neither() {
    let (server, client) = server().await;
    let call = client.styles().label(list(["a", "b"])).matrix(range());
    call.simple(vec![number("1")]).send().await.unwrap();
    let requests = server.received_requests().await.unwrap();
    let request = &requests[0];
    assert_eq!(request.url.query(), None);
    assert!(request.headers.get("cookie").is_none());
}
