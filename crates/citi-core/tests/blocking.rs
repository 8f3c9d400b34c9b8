//! A program without async: calls to a server on this machine, tokens that are refreshed between them.

#![cfg(feature = "blocking")]
#![allow(
    clippy::unwrap_used,
    reason = "a test that finds something else than it prepared should stop there"
)]

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpListener;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use citi_core::blocking::{Wait as _, WaitEach as _};
use citi_core::support::answer::{self, Parts};
use citi_core::support::{pages, wire};
use citi_core::{
    Answer, CallOptions, ClientCredentials, Clock, Connection, DecodeError, Error, Items, Json,
    Operation, Pages, Sleep, SystemClock,
};

static LIST: Operation = Operation {
    id: "listThings",
    path: "/things",
    idempotent: true,
    ..Operation::EMPTY
};

/// A server that answers each path with a text, and tells what it was asked for.
fn server(answer: impl Fn(&str) -> String + Send + 'static) -> (String, Receiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let (asked, arrived) = channel();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let mut reader = BufReader::new(stream.try_clone().unwrap());
            let (mut first, mut length) = (String::new(), 0);
            reader.read_line(&mut first).unwrap();
            loop {
                let mut line = String::new();
                reader.read_line(&mut line).unwrap();
                if let Some(value) = line.to_lowercase().strip_prefix("content-length:") {
                    length = value.trim().parse().unwrap();
                }
                if line.trim().is_empty() {
                    break;
                }
            }
            let mut body = vec![0; length];
            reader.read_exact(&mut body).unwrap();
            let path = first.split(' ').nth(1).unwrap_or_default().to_owned();
            let text = answer(&path);
            let head = "HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-type: application/json";
            let length = text.len();
            write!(stream, "{head}\r\ncontent-length: {length}\r\n\r\n{text}").unwrap();
            // Nobody may listen any more.
            let _ = asked.send(path);
        }
    });
    (address, arrived)
}

#[derive(Clone)]
struct List<'a> {
    connection: &'a Connection,
    cursor: Option<String>,
}

#[derive(serde::Deserialize)]
struct Page {
    things: Vec<u32>,
    next: Option<String>,
}

fn page(parts: &Parts) -> Result<Page, DecodeError> {
    let text: Json = answer::json(parts)?;
    serde_json::from_str(text.as_str()).map_err(|error| DecodeError::new(error.to_string()))
}

impl<'a> List<'a> {
    async fn send(self) -> Result<Answer<Page>, Error> {
        let call = wire::call(self.connection, &LIST, CallOptions::new());
        let cursor = self.cursor.map(|cursor| format!("?cursor={cursor}"));
        let url = format!("{}/things{}", call.baseurl(), cursor.unwrap_or_default());
        let request = call.client().get(url).build();
        let built = request
            .map(|request| call.ready(request))
            .map_err(Into::into);
        answer::call(built, page).await
    }

    fn pages(self) -> Pages<'a, Page> {
        let at = |call: Self, cursor| Self {
            cursor: Some(cursor),
            ..call
        };
        let from = self.cursor.clone();
        pages::pages(
            &LIST,
            from,
            self,
            at,
            |call| Box::pin(call.send()),
            |page| page.next.as_deref(),
        )
    }

    fn items(self) -> Items<'a, u32> {
        pages::items(self.pages(), |page| page.things)
    }
}

#[test]
fn a_program_without_async_calls_and_goes_through_lists() {
    let (address, arrived) = server(|path| match path {
        "/token" => r#"{"access_token":"t","token_type":"Bearer","expires_in":3600}"#.to_owned(),
        "/things" => r#"{"things":[1,2],"next":"b"}"#.to_owned(),
        _ => r#"{"things":[3]}"#.to_owned(),
    });
    let credentials = ClientCredentials::new(format!("{address}/token"), "id", "secret");
    let connection = Connection::builder(&address)
        .credentials(credentials)
        .build()
        .unwrap();
    let list = List {
        connection: &connection,
        cursor: None,
    };
    let answer = list.clone().send().wait().unwrap();
    assert_eq!((answer.status().as_u16(), answer.attempts()), (200, 1));
    assert_eq!(answer.things, [1, 2]);
    let all: Vec<u32> = list
        .clone()
        .items()
        .wait_each()
        .collect::<Result<_, _>>()
        .unwrap();
    assert_eq!(all, [1, 2, 3]);
    let pages = list.pages().wait_each();
    assert_eq!(
        pages.map(|page| page.unwrap().things.len()).sum::<usize>(),
        3
    );
    let arrived: Vec<String> = arrived.try_iter().collect();
    let tokens = arrived.iter().filter(|path| *path == "/token").count();
    assert_eq!((tokens, arrived.len()), (1, 6));
}

#[test]
fn a_token_is_refreshed_between_calls_while_nobody_waits() {
    let (address, arrived) = server(|path| match path {
        "/token" => r#"{"access_token":"t","token_type":"Bearer","expires_in":3600}"#.to_owned(),
        _ => r#"{"things":[]}"#.to_owned(),
    });
    let clock = Late::default();
    let credentials = ClientCredentials::new(format!("{address}/token"), "id", "secret");
    let connection = Connection::builder(&address)
        .credentials(credentials)
        .clock(clock.clone())
        .build()
        .unwrap();
    let call = || {
        let cursor = None;
        let connection = &connection;
        List { connection, cursor }.send().wait().unwrap()
    };
    call();
    // Its end is near: this call takes it and has a new one fetched behind it.
    clock.0.store(3580, Ordering::Relaxed);
    call();
    let until = std::time::Instant::now() + Duration::from_secs(20);
    let mut tokens = 0;
    while tokens < 2 && std::time::Instant::now() < until {
        let path = arrived.recv_timeout(Duration::from_secs(1));
        tokens += usize::from(path.as_deref() == Ok("/token"));
    }
    assert_eq!(
        tokens, 2,
        "the second was fetched while this thread did nothing"
    );
}

/// A clock that is late by so many seconds.
#[derive(Clone, Default)]
struct Late(Arc<AtomicU64>, SystemClock);

impl Clock for Late {
    fn now(&self) -> jiff::Timestamp {
        self.1.now()
    }

    fn elapsed(&self) -> Duration {
        self.1.elapsed() + Duration::from_secs(self.0.load(Ordering::Relaxed))
    }

    fn sleep(&self, duration: Duration) -> Sleep<'_> {
        self.1.sleep(duration)
    }
}

#[tokio::test]
async fn inside_a_runtime_nothing_is_sent() {
    let (address, arrived) = server(|_| "{}".to_owned());
    let connection = Connection::builder(&address).build().unwrap();
    let list = List {
        connection: &connection,
        cursor: None,
    };
    let Err(error) = list.clone().send().wait() else {
        unreachable!("it was waited for")
    };
    assert!(error.is_refused());
    assert!(list.items().wait_each().next().unwrap().is_err());
    assert!(arrived.try_recv().is_err());
}
