//! What one call does differently: limits of time, cancellation, attempts; and how it goes before what its connection
//! says.

#![allow(
    clippy::unwrap_used,
    reason = "a test that finds something else than it prepared should stop there"
)]

mod common;

use std::sync::Mutex;
use std::time::Duration;

use citi_core::support::answer;
use citi_core::{
    CallOptions, CancellationToken, Clock, Connection, Error, Operation, Outcome, Retry, Sleep,
    SystemClock,
};
use common::{Bank, Reply, answer as reply, list, pay, send, with};
use jiff::{SignedDuration, Timestamp};
use tokio::time::Instant;

fn secs(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

fn connection(bank: &Bank, options: CallOptions) -> Connection {
    let connection = bank.builder().bearer_token("t").build().unwrap();
    connection.with_options(options)
}

/// A wall clock that begins somewhere and is set by hours while a call waits.
struct Jumping {
    clock: SystemClock,
    now: Mutex<Timestamp>,
    by: SignedDuration,
}

impl Jumping {
    const START: &str = "2026-03-04T20:00:00Z";

    fn by_hours(hours: i64) -> Self {
        Self {
            clock: SystemClock::new(),
            now: Mutex::new(Self::START.parse().unwrap()),
            by: SignedDuration::from_hours(hours),
        }
    }
}

impl Clock for Jumping {
    fn now(&self) -> Timestamp {
        *self.now.lock().unwrap()
    }

    fn elapsed(&self) -> Duration {
        self.clock.elapsed()
    }

    fn sleep(&self, duration: Duration) -> Sleep<'_> {
        let mut now = self.now.lock().unwrap();
        *now = now.checked_add(self.by).unwrap();
        self.clock.sleep(duration)
    }
}

async fn until(at: &str, clock: Jumping, options: CallOptions) -> (Error, Duration) {
    let bank = Bank::new([Reply::Silent]);
    let connection = bank.builder().bearer_token("t").clock(clock);
    let connection = connection.retry(Retry::never()).build().unwrap();
    let options = options.deadline(at.parse().unwrap());
    let begun = Instant::now();
    let error = pay(&connection.with_options(options)).await.unwrap_err();
    (error, begun.elapsed())
}

#[tokio::test(start_paused = true)]
async fn a_deadline_ends_the_call_wherever_the_clock_jumps_meanwhile() {
    for hours in [-24, 0, 24] {
        let clock = Jumping::by_hours(hours);
        let (error, took) = until("2026-03-04T20:00:07Z", clock, CallOptions::new()).await;
        assert!(error.is_timeout());
        assert_eq!(
            (took, error.outcome()),
            (secs(7), Outcome::Unknown),
            "{hours}"
        );
    }
}

#[tokio::test(start_paused = true)]
async fn a_deadline_that_is_over_sends_nothing() {
    let clock = Jumping::by_hours(0);
    let (error, took) = until("2026-03-04T19:59:59Z", clock, CallOptions::new()).await;
    assert!(error.is_timeout());
    assert_eq!((error.outcome(), error.attempts()), (Outcome::NotSent, 0));
    assert_eq!(took, Duration::ZERO);
}

#[tokio::test(start_paused = true)]
async fn the_nearer_of_deadline_and_time_limit_holds() {
    for (timeout, seconds) in [(3, 3), (60, 7)] {
        let options = CallOptions::new().timeout(secs(timeout));
        let clock = Jumping::by_hours(0);
        let (_, took) = until("2026-03-04T20:00:07Z", clock, options).await;
        assert_eq!(took, secs(seconds));
    }
}

#[tokio::test(start_paused = true)]
async fn each_attempt_has_the_time_that_the_call_gives_it() {
    let bank = Bank::new([Reply::Silent, reply(200, "[]")]);
    let options = CallOptions::new()
        .attempt_timeout(secs(2))
        .timeout(secs(20));
    let connection = connection(&bank, options);
    let answer = list(&connection).await.unwrap();
    assert_eq!(answer.attempts(), 2);
    let calls = bank.calls();
    assert_eq!(calls[0].limit, Some(secs(2)));
    assert_eq!(
        calls[1].at,
        Duration::from_millis(2200),
        "the pause is 200 ms"
    );
}

#[tokio::test(start_paused = true)]
async fn the_call_says_how_often_it_is_sent() {
    let bank = Bank::new([reply(503, "{}")]);
    let connection = connection(&bank, CallOptions::new().retry(Retry::never()));
    assert_eq!(list(&connection).await.unwrap_err().attempts(), 1);
    let often = CallOptions::new().retry(Retry::default().attempts(3).base(secs(5)));
    let connection = connection.with_options(often);
    assert_eq!(list(&connection).await.unwrap_err().attempts(), 3);
    assert_eq!(bank.times(), [0, 0, 5000, 15_000]);
}

/// A call that is cancelled after so many milliseconds.
async fn cancelled(bank: &Bank, after: u64) -> (Error, Duration) {
    let stop = CancellationToken::new();
    let connection = connection(bank, CallOptions::new().cancelled_by(stop.clone()));
    let begun = Instant::now();
    let (result, ()) = tokio::join!(pay(&connection), async {
        tokio::time::sleep(Duration::from_millis(after)).await;
        stop.cancel();
    });
    let error = result.unwrap_err();
    assert!(error.is_cancelled(), "{error}");
    assert!(error.operation().is_some());
    (error, begun.elapsed())
}

#[tokio::test(start_paused = true)]
async fn a_call_is_cancelled_at_once_and_says_what_became_of_it() {
    let minute = Reply::Slow(secs(60), Box::new(reply(200, "{}")));
    let cases = [
        (vec![minute], 5, Outcome::Unknown, 1),
        // While it waits to be sent again: after an answer that says that nothing was done, …
        (
            vec![with(429, "retry-after", "9", "{}")],
            5000,
            Outcome::NotSent,
            1,
        ),
        // … one that doesn't, …
        (
            vec![with(503, "retry-after", "9", "{}")],
            5000,
            Outcome::Unknown,
            1,
        ),
        // … and where no connection came about.
        (vec![Reply::Away], 100, Outcome::NotSent, 1),
    ];
    for (replies, after, outcome, attempts) in cases {
        let bank = Bank::new(replies);
        let (error, took) = cancelled(&bank, after).await;
        assert_eq!(took, Duration::from_millis(after));
        assert_eq!(
            (error.outcome(), error.attempts()),
            (outcome, attempts),
            "{after}"
        );
        assert_eq!(bank.calls().len(), 1);
    }
}

#[tokio::test(start_paused = true)]
async fn a_call_that_waits_for_its_token_is_cancelled_unsent() {
    let bank = Bank::with_tokens([], [Reply::Silent]);
    let credentials = citi_core::ClientCredentials::new("https://bank.example/token", "i", "s");
    let stop = CancellationToken::new();
    let connection = bank.builder().credentials(credentials).build().unwrap();
    let connection = connection.with_options(CallOptions::new().cancelled_by(stop.clone()));
    let (result, ()) = tokio::join!(pay(&connection), async {
        tokio::time::sleep(secs(1)).await;
        stop.cancel();
    });
    let error = result.unwrap_err();
    assert_eq!((error.outcome(), error.attempts()), (Outcome::NotSent, 0));
    assert!(error.is_cancelled());
}

#[tokio::test(start_paused = true)]
async fn a_token_that_is_cancelled_sends_nothing() {
    let stop = CancellationToken::new();
    stop.cancel();
    let bank = Bank::new([]);
    let connection = connection(&bank, CallOptions::new().cancelled_by(stop));
    let error = list(&connection).await.unwrap_err();
    assert!(error.is_cancelled() && error.attempts() == 0);
    assert!(bank.calls().is_empty());
}

static RATES: Operation = Operation {
    id: "getRates",
    path: "/rates",
    idempotent: true,
    cache_seconds: Some(30),
    ..Operation::EMPTY
};

#[tokio::test(start_paused = true)]
async fn a_cancelled_call_neither_waits_for_another_nor_takes_it_along() {
    let slow = Reply::Slow(secs(10), Box::new(reply(200, "[1]")));
    let bank = Bank::new([slow]);
    let (first, second) = (CancellationToken::new(), CancellationToken::new());
    let connection = connection(&bank, CallOptions::new());
    let by = |token: &CancellationToken| {
        connection.with_options(CallOptions::new().cancelled_by(token.clone()))
    };
    let (leader, waiter, other) = (by(&first), by(&second), connection.clone());
    let (leader, waiter, other, ()) = tokio::join!(
        send(&leader, &RATES, "", ""),
        send(&waiter, &RATES, "", ""),
        send(&other, &RATES, "", ""),
        async {
            tokio::time::sleep(secs(1)).await;
            second.cancel();
            tokio::time::sleep(secs(1)).await;
            first.cancel();
        }
    );
    let waiter = waiter.unwrap_err();
    assert_eq!(
        (waiter.is_cancelled(), waiter.outcome()),
        (true, Outcome::NotSent)
    );
    let leader = leader.unwrap_err();
    assert_eq!(
        (leader.is_cancelled(), leader.outcome()),
        (true, Outcome::Unknown)
    );
    assert_eq!(other.unwrap().as_str(), "[1]");
    assert_eq!(bank.times(), [0, 2000]);
}

#[tokio::test(start_paused = true)]
async fn what_the_call_says_goes_before_its_connection_and_the_rest_stays() {
    let bank = Bank::new([Reply::Silent]);
    let defaults = CallOptions::new()
        .timeout(secs(40))
        .attempt_timeout(secs(9))
        .retry(Retry::never());
    let connection = connection(&bank, defaults).with_options(CallOptions::new().timeout(secs(4)));
    assert!(list(&connection).await.unwrap_err().is_timeout());
    let slower = CallOptions::new().timeout(secs(30)).no_cache();
    assert!(list(&connection.with_options(slower)).await.is_err());
    let limits: Vec<_> = bank
        .calls()
        .iter()
        .map(|call| call.limit.unwrap())
        .collect();
    assert_eq!(limits, [secs(4), secs(9)]);
}

#[tokio::test(start_paused = true)]
async fn an_answer_says_all_that_came_with_it() {
    let asked = with(200, "x-request-id", "r-1", "[1]");
    let bank = Bank::new([reply(503, "{}"), asked]);
    let connection = connection(&bank, CallOptions::new());
    for (from_cache, attempts) in [(false, 2), (true, 0)] {
        let answer = send(&connection, &RATES, "", "").await.unwrap();
        assert_eq!((answer.status().as_u16(), answer.as_str()), (200, "[1]"));
        assert_eq!(answer.request_id(), Some("r-1"));
        assert_eq!(answer.headers()["x-request-id"], "r-1");
        assert_eq!(
            (answer.is_from_cache(), answer.attempts()),
            (from_cache, attempts)
        );
    }
}

#[tokio::test]
async fn a_body_that_is_read_as_it_comes_ends_with_its_call() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let server = async {
        use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
        let (mut stream, _) = listener.accept().await.unwrap();
        let _ = stream.read(&mut [0; 4096]).await.unwrap();
        let head = "HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nabc";
        stream.write_all(head.as_bytes()).await.unwrap();
        stream
    };
    let stop = CancellationToken::new();
    let connection = Connection::builder(address).build().unwrap();
    let options = citi_core::support::wire::streamed(CallOptions::new().cancelled_by(stop.clone()));
    let call = citi_core::support::wire::call(&connection, &common::LIST, options);
    let request = call.client().get(format!("{}/accounts", call.baseurl()));
    let built = Ok(call.ready(request.build().unwrap()));
    let (_open, answer) = tokio::join!(server, answer::stream_call(built));
    let mut download = answer.unwrap().into_value();
    assert_eq!(&download.chunk().await.unwrap().unwrap()[..], b"abc");
    stop.cancel();
    assert!(download.chunk().await.unwrap_err().is_cancelled());
}

#[test]
fn options_travel_and_show_no_values() {
    fn travels<T: Send + Sync + Clone + 'static>() {}
    travels::<CallOptions>();
    let options = CallOptions::new()
        .cancelled_by(CancellationToken::new())
        .deadline(Jumping::START.parse().unwrap());
    let shown = format!("{options:?}");
    assert!(shown.contains("2026-03-04T20:00:00Z") && shown.contains("cancelled_by: true"));
}
