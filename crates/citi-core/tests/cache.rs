//! Answers that are kept: which, for how long, and for whom.

mod common;

use std::time::Duration;

use citi_core::{CallOptions, Connection, Error, Operation, Retry};
use common::{Bank, LIST, Reply, answer, list, send, with};
use futures_util::future::join_all;
use tokio::time::sleep;

static RATES: Operation = Operation {
    id: "getRates",
    path: "/rates",
    cache_seconds: Some(30),
    ..LIST
};

async fn rates(connection: &Connection) -> Result<(String, bool, u32), Error> {
    let answer = send(connection, &RATES, "?base=USD", "").await?;
    Ok((
        answer.as_str().to_owned(),
        answer.is_from_cache(),
        answer.attempts(),
    ))
}

fn fresh(body: &str) -> (String, bool, u32) {
    (body.to_owned(), false, 1)
}

fn kept(body: &str) -> (String, bool, u32) {
    (body.to_owned(), true, 0)
}

#[tokio::test(start_paused = true)]
async fn an_answer_is_kept_for_the_time_of_the_table() {
    let bank = Bank::new([answer(200, "1"), answer(200, "2")]);
    let connection = bank.builder().build().unwrap();
    assert_eq!(rates(&connection).await.unwrap(), fresh("1"));
    sleep(Duration::from_millis(29_999)).await;
    assert_eq!(rates(&connection.clone()).await.unwrap(), kept("1"));
    sleep(Duration::from_millis(1)).await;
    assert_eq!(rates(&connection).await.unwrap(), fresh("2"));
    assert_eq!(rates(&connection).await.unwrap(), kept("2"));
}

#[tokio::test(start_paused = true)]
async fn a_bank_that_says_more_keeps_nothing_for_longer() {
    for says in [
        "max-age=3600",
        "public, max-age=3600, immutable",
        "s-maxage=3600, stale-while-revalidate=60",
    ] {
        let bank = Bank::new([
            with(200, "cache-control", says, "1"),
            with(200, "cache-control", says, "2"),
        ]);
        let connection = bank.builder().build().unwrap();
        assert_eq!(rates(&connection).await.unwrap(), fresh("1"));
        // That it was asked for in between makes it no younger.
        for _ in 0..29 {
            sleep(Duration::from_secs(1)).await;
            assert_eq!(rates(&connection).await.unwrap(), kept("1"), "{says}");
        }
        sleep(Duration::from_secs(2)).await;
        assert_eq!(rates(&connection).await.unwrap(), fresh("2"), "{says}");
        assert_eq!(bank.times(), [0, 31_000]);
    }
}

#[tokio::test(start_paused = true)]
async fn what_is_over_is_never_given_out_though_the_bank_is_down() {
    let cases = [
        (Reply::Silent, None),
        (Reply::Away, None),
        (answer(500, ""), None),
        (with(503, "retry-after", "1", ""), None),
        (answer(429, ""), None),
        (answer(404, ""), None),
        (with(200, "cache-control", "no-store", "2"), Some("2")),
    ];
    for (refresh, gives) in cases {
        let says = "max-age=3600, stale-if-error=86400";
        let bank = Bank::new([
            with(200, "cache-control", says, "1"),
            refresh.clone(),
            answer(200, "3"),
        ]);
        let builder = bank.builder().retry(Retry::never());
        let connection = builder.build().unwrap();
        assert_eq!(rates(&connection).await.unwrap(), fresh("1"));
        sleep(Duration::from_secs(31)).await;
        let refreshed = rates(&connection).await.ok();
        assert_eq!(refreshed, gives.map(fresh), "{refresh:?}");
        // Nor does the failure bring back what was there before it, or stand in its place.
        sleep(Duration::from_secs(61)).await;
        assert_eq!(rates(&connection).await.unwrap(), fresh("3"));
    }
}

#[tokio::test(start_paused = true)]
async fn what_is_sensitive_is_never_kept_whatever_the_table_says() {
    static ACCOUNT: Operation = Operation {
        id: "getAccount",
        sensitive: true,
        ..RATES
    };
    let bank = Bank::new([
        with(200, "cache-control", "public, max-age=30", "1"),
        answer(200, "2"),
        answer(200, "3"),
    ]);
    let connection = bank.builder().build().unwrap();
    for (options, body) in [
        (CallOptions::new(), "1"),
        (CallOptions::new().no_cache(), "2"),
        (CallOptions::new(), "3"),
    ] {
        let call = connection.with_options(options);
        let answer = send(&call, &ACCOUNT, "?id=123456789", "").await.unwrap();
        assert_eq!((answer.as_str(), answer.is_from_cache()), (body, false));
    }
}

#[tokio::test(start_paused = true)]
async fn a_bank_that_says_less_is_obeyed() {
    let bank = Bank::new([
        Reply::Answer(
            200,
            vec![
                ("cache-control", "private, max-age=25".to_owned()),
                ("age", "15".to_owned()),
                ("x-request-id", "r-1".to_owned()),
            ],
            "1".to_owned(),
        ),
        with(200, "cache-control", "no-store", "2"),
        answer(200, "3"),
    ]);
    let connection = bank.builder().build().unwrap();
    rates(&connection).await.unwrap();
    sleep(Duration::from_secs(9)).await;
    let again = send(&connection, &RATES, "?base=USD", "").await.unwrap();
    assert!(again.is_from_cache());
    assert_eq!(again.request_id(), Some("r-1"));
    sleep(Duration::from_secs(1)).await;
    assert_eq!(rates(&connection).await.unwrap(), fresh("2"));
    assert_eq!(rates(&connection).await.unwrap(), fresh("3"));
}

#[tokio::test(start_paused = true)]
async fn only_the_same_call_gets_it() {
    let bank = Bank::new((1..=9).map(|number| answer(200, &number.to_string())));
    let connection = bank.builder().build().unwrap();
    assert_eq!(rates(&connection).await.unwrap(), fresh("1"));
    // Another query, another address, another operation.
    let other = send(&connection, &RATES, "?base=EUR", "").await.unwrap();
    assert_eq!(other.as_str(), "2");
    let below = connection.below("/fx/v1").unwrap();
    assert_eq!(rates(&below).await.unwrap(), fresh("3"));
    static LIVE: Operation = Operation {
        id: "getLiveRates",
        ..RATES
    };
    let live = send(&connection, &LIVE, "?base=USD", "").await.unwrap();
    assert_eq!(live.as_str(), "4");
    // A call with headers of its own neither gets nor leaves one.
    let options = CallOptions::new().header("Accept-Language", "de").unwrap();
    let german = connection.with_options(options);
    assert_eq!(rates(&german).await.unwrap(), fresh("5"));
    assert_eq!(rates(&connection).await.unwrap(), kept("1"));
    // A call that wants none replaces what is kept.
    let anew = connection.with_options(CallOptions::new().no_cache());
    assert_eq!(rates(&anew).await.unwrap(), fresh("6"));
    assert_eq!(rates(&connection).await.unwrap(), kept("6"));
}

#[tokio::test(start_paused = true)]
async fn nothing_is_kept_unless_the_table_says_so() {
    let bank = Bank::new([
        with(200, "cache-control", "max-age=600", "1"),
        answer(200, "2"),
    ]);
    let connection = bank.builder().build().unwrap();
    list(&connection).await.unwrap();
    assert_eq!(list(&connection).await.unwrap().as_str(), "2");
    // Nor an error, nor a write.
    let bank = Bank::new([answer(404, ""), answer(200, "2")]);
    let connection = bank.builder().build().unwrap();
    assert!(rates(&connection).await.is_err());
    assert_eq!(rates(&connection).await.unwrap(), fresh("2"));
    static DEAL: Operation = Operation {
        method: citi_core::Method::Post,
        ..RATES
    };
    let bank = Bank::new([answer(200, "1"), answer(200, "2")]);
    let connection = bank.builder().build().unwrap();
    send(&connection, &DEAL, "", "{}").await.unwrap();
    let second = send(&connection, &DEAL, "", "{}").await.unwrap();
    assert_eq!(second.as_str(), "2");
}

#[tokio::test(start_paused = true)]
async fn calls_at_the_same_time_ask_once() {
    let slow = Reply::Slow(Duration::from_secs(1), Box::new(answer(200, "1")));
    let bank = Bank::new([slow, answer(200, "2")]);
    let connection = bank.builder().build().unwrap();
    let answers = join_all((0..100).map(|_| rates(&connection))).await;
    let mut fresh_ones = 0;
    for answer in answers {
        let (body, from_cache, _) = answer.unwrap();
        assert_eq!(body, "1");
        fresh_ones += u32::from(!from_cache);
    }
    assert_eq!((fresh_ones, bank.calls().len()), (1, 1));
}

#[tokio::test(start_paused = true)]
async fn who_waited_for_a_call_that_brought_nothing_asks_itself() {
    let slow = Reply::Slow(Duration::from_secs(1), Box::new(answer(404, "")));
    let bank = Bank::new([slow, answer(200, "2")]);
    let connection = bank.builder().build().unwrap();
    let (first, second) = tokio::join!(rates(&connection), rates(&connection));
    assert!(first.is_err());
    assert_eq!(second.unwrap(), fresh("2"));
    // Or if it was given up.
    let bank = Bank::new([Reply::Silent, answer(200, "2")]);
    let connection = bank.builder().build().unwrap();
    let given_up = tokio::time::timeout(Duration::from_secs(1), rates(&connection));
    let (first, second) = tokio::join!(given_up, rates(&connection));
    assert!(first.is_err());
    assert_eq!(second.unwrap(), fresh("2"));
    // But not beyond its time.
    let bank = Bank::new([Reply::Silent]);
    let connection = bank.builder().build().unwrap();
    let short = CallOptions::new().timeout(Duration::from_secs(2));
    let short = connection.with_options(short);
    let began = tokio::time::Instant::now();
    let waiting = async {
        let error = rates(&short).await.unwrap_err();
        assert!(error.is_timeout(), "{error}");
        assert_eq!(began.elapsed(), Duration::from_secs(2));
    };
    tokio::select! {
        _ = rates(&connection) => panic!("it never answers"),
        () = waiting => {}
    }
}

#[tokio::test(start_paused = true)]
async fn when_who_asks_is_dropped_one_of_those_who_wait_asks() {
    let slow = Reply::Slow(Duration::from_secs(1), Box::new(answer(200, "2")));
    let bank = Bank::new([Reply::Silent, slow, answer(200, "3")]);
    let connection = bank.builder().build().unwrap();
    let dropped = tokio::time::timeout(Duration::from_secs(1), rates(&connection));
    let waiting = join_all((0..1000).map(|_| rates(&connection)));
    let (dropped, answers) = tokio::join!(dropped, waiting);
    assert!(dropped.is_err());
    assert!(
        answers
            .iter()
            .all(|answer| answer.as_ref().unwrap().0 == "2")
    );
    assert_eq!(bank.times(), [0, 1000]);
}
