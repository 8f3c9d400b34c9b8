//! Arguments, operations, members and types may be called like anything, and travel under their own names.

#![allow(clippy::unwrap_used, reason = "a test stops at what breaks")]

use citi_core::{Connection, Number};
use citi_quirks::Client;
use citi_quirks::types::{Mark, Note2, OptionType, ResultType, SelfType, StringType, Types, Words};
use wiremock::{Mock, MockServer, Request, ResponseTemplate};

async fn server(template: ResponseTemplate) -> (MockServer, Client) {
    let server = MockServer::start().await;
    Mock::given(|_: &Request| true)
        .respond_with(template)
        .mount(&server)
        .await;
    let connection = Connection::builder(server.uri())
        .bearer_token("t")
        .build()
        .unwrap();
    (server, Client::new(connection))
}

/// Sets each argument to the name that it has in the document, and lists those names.
macro_rules! named {
    ($call:expr, $($setter:ident $wire:literal,)*) => {
        ($call$(.$setter($wire))*, [$($wire),*])
    };
}

#[tokio::test]
async fn an_argument_may_be_called_like_what_its_builder_uses() {
    let (server, client) = server(ResponseTemplate::new(204)).await;
    let call = client.words().self_("mine").crate_("c");
    let (call, names) = named!(
        call, call "call", url "url", request "request", client "client", options "options", decode "decode",
        types "types", operations "operations", answer "answer", wire "wire", super_ "super", value "value",
        result "result", info "info", response "response", header_map "header_map", query "query", check "check",
        cookies "cookies", cookie "cookie", key "key", parts "parts", path "path", pairs "pairs", headers "headers",
        builder "builder", text "text", ok "Ok", err "Err", none "None", some "Some", v "V", async_ "async",
        union "union", loop_ "loop", true_ "true", drop "drop", into "into", from "from", fmt "fmt",
        default "default", std "std", reqwest "reqwest", format "format", crate_query "crate", self_query "Self",
        // Those that a builder has itself stand under their name and their place.
        body_query "body", send_query "send", new_query "new", clone_query "clone", exchange_query "exchange",
        items_query "items", pages_query "pages", with_options_query "with_options",
        with_idempotency_key_query "with_idempotency_key", body_xml_query "body_xml", send_xml_query "send_xml",
        prepare_query "prepare", resume_query "resume", send_streamed_query "send_streamed",
    );
    let words = Words::builder().key("k").build().unwrap();
    let call = call
        .body(words)
        .header("h")
        .cookies_header("c")
        .call_cookie("d");
    // The builder's own methods are still there.
    let answer = call.clone().send().await.unwrap();
    assert_eq!(answer.status(), 204);

    let requests = server.received_requests().await.unwrap();
    let request = &requests[0];
    assert_eq!(request.url.path(), "/words/mine/c");
    let mut sent: Vec<(String, String)> = request.url.query_pairs().into_owned().collect();
    let mut wanted: Vec<(String, String)> = names
        .iter()
        .map(|name| ((*name).to_owned(), (*name).to_owned()))
        .collect();
    sent.sort();
    wanted.sort();
    assert_eq!(sent, wanted);
    for (name, value) in [("header", "h"), ("cookies", "c"), ("cookie", "call=d")] {
        assert_eq!(request.headers.get(name).unwrap(), value, "{name}");
    }
    assert_eq!(request.body, b"{\"key\":\"k\"}");
}

#[tokio::test]
async fn an_operation_may_be_called_like_a_method_of_every_type() {
    let (server, client) = server(ResponseTemplate::new(204)).await;
    // The client's own methods, and that of a trait, are what they were.
    let client = Client::clone(&Client::new(client.connection().clone()));
    let mut called = Vec::new();
    macro_rules! call {
        ($($method:ident $path:literal,)*) => {$(
            client.$method().send().await.unwrap();
            called.push(format!("/methods/{}", $path));
        )*};
    }
    call!(
        connection_2 "connection", new_2 "new", clone_2 "clone", fmt_2 "fmt", send "send", types "types",
        builder "builder", client "client", default "default", drop "drop", into_2 "into", from "from",
        self_ "self", super_ "super", operations_2 "operations", security "security", headers "headers",
        inner "inner", value "value", result "Result", option "Option",
        // An id that says no more than that something is called.
        get_methods_call "Call",
    );
    let requests = server.received_requests().await.unwrap();
    let sent: Vec<&str> = requests.iter().map(|request| request.url.path()).collect();
    assert_eq!(sent, called);
}

#[test]
fn members_and_types_may_be_called_like_what_rust_has() {
    let text = "{\"self\":\"a\",\"super\":\"b\",\"crate\":\"c\",\"type\":\"d\",\"@type\":\"e\",\"$type\":\"f\",\"a.b\":\"g\",\
                \"a[b]\":\"h\",\"a b \":\"i\",\"1\":\"j\",\"true\":\"k\",\"new\":\"l\",\"builder\":\"m\",\"build\":\"n\",\
                \"clone\":\"o\",\"fmt\":\"p\",\"default\":\"q\",\"from\":\"r\",\"into\":\"s\",\"value\":1.50,\"key\":\"t\",\
                \"option\":{\"some\":\"u\"},\"result\":{\"ok\":true},\"string\":{\"len\":1},\"client\":{\"connection\":\"v\"},\
                \"first\":\"w\",\"self_\":2.50,\"mark\":\"\",\"types\":{\"mod\":\"x\"},\
                \"small\":{\"small\":true}}";
    let read: Words = serde_json::from_str(text).unwrap();
    assert_eq!(serde_json::to_string(&read).unwrap(), text);
    let built = Words::builder()
        .self_("a")
        .super_("b")
        .crate_("c")
        .type_("d")
        .type_2("e")
        .type_3("f")
        .a_b("g")
        .a_b_2("h")
        .a_b_3("i")
        .x1("j")
        .true_("k")
        .new("l")
        .builder("m")
        .build_("n")
        .clone("o")
        .fmt("p")
        .default("q")
        .from("r")
        .into("s")
        .value("1.50".parse::<Number>().unwrap())
        .key("t")
        .option(OptionType::builder().some("u").build().unwrap())
        .result(ResultType::builder().ok(true).build().unwrap())
        .string(StringType::builder().len(1).build().unwrap())
        .client(
            citi_quirks::types::Client::builder()
                .connection("v")
                .build()
                .unwrap(),
        )
        .first("w")
        .self_2(SelfType::Number("2.50".parse().unwrap()))
        .mark(Mark::Empty)
        .small(Note2::builder().small(true).build().unwrap())
        .types(Types::builder().mod_("x").build().unwrap())
        .build()
        .unwrap();
    assert_eq!(serde_json::to_string(&built).unwrap(), text);
}

#[test]
fn values_of_an_enumeration_that_look_alike_are_all_there() {
    for (value, mark) in [
        ("", Mark::Empty),
        (" ", Mark::Blank),
        ("A B", Mark::AB),
        ("a_b", Mark::AB2),
        ("A-B", Mark::AB3),
        (">", Mark::Greater),
        ("<", Mark::Less),
        ("unknown", Mark::UnknownValue),
        ("self", Mark::SelfType),
        ("Self", Mark::SelfType2),
        ("1", Mark::X1),
        ("2", Mark::X2),
        ("true", Mark::True),
        ("1.5", Mark::X1Dot5),
        ("15", Mark::X15),
        ("Größe", Mark::Grosse),
        ("new", Mark::Unknown("new".to_owned())),
    ] {
        let json = format!("\"{value}\"");
        let read: Mark = serde_json::from_str(&json).unwrap();
        assert_eq!(read, mark);
        assert_eq!(serde_json::to_string(&read).unwrap(), json);
    }
}
