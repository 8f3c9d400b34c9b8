//! A token is replaced before its time is over, and the old one goes on until then.

use std::time::Duration;

use tokio::time::sleep;

use crate::common::{Bank, Reply, answer, list, token};
use crate::{bearers, builder};

#[tokio::test(start_paused = true)]
async fn it_is_replaced_in_the_background_before_its_time_is_over() {
    let slow = Reply::Slow(Duration::from_secs(5), Box::new(token("t-2", 3600)));
    let bank = Bank::with_tokens([answer(200, "{}")], [token("t-1", 3600), slow]);
    let connection = builder(&bank).build().unwrap();
    list(&connection).await.unwrap();
    // A minute before the end, less the half of it that chance allows.
    sleep(Duration::from_secs(3569)).await;
    list(&connection).await.unwrap();
    assert_eq!(bank.token_requests().len(), 1);
    sleep(Duration::from_secs(1)).await;
    let began = tokio::time::Instant::now();
    list(&connection).await.unwrap();
    list(&connection).await.unwrap();
    assert_eq!(began.elapsed(), Duration::ZERO);
    sleep(Duration::from_secs(6)).await;
    list(&connection).await.unwrap();
    assert_eq!(bank.token_requests().len(), 2);
    assert_eq!(
        bearers(&bank),
        ["t-1", "t-1", "t-1", "t-1", "t-2"].map(|token| format!("Bearer {token}"))
    );
}

#[tokio::test(start_paused = true)]
async fn the_old_one_goes_on_while_a_new_one_cannot_be_had() {
    let bank = Bank::with_tokens(
        [answer(200, "{}")],
        [
            token("t-1", 1000),
            answer(400, ""),
            answer(400, ""),
            token("t-2", 1000),
        ],
    );
    let connection = builder(&bank).build().unwrap();
    for _ in 0..101 {
        list(&connection).await.unwrap();
        sleep(Duration::from_secs(10)).await;
    }
    // Not one call was without a token, and the endpoint was not asked by each of them.
    assert_eq!(bank.token_requests().len(), 4);
    assert_eq!(bearers(&bank).last().unwrap(), "Bearer t-2");
}

#[tokio::test(start_paused = true)]
async fn a_new_one_that_cannot_be_had_is_not_asked_for_by_every_call() {
    let bank = Bank::with_tokens([answer(200, "{}")], [token("t-1", 1000), answer(400, "")]);
    let connection = builder(&bank).build().unwrap();
    for _ in 0..1000 {
        list(&connection).await.unwrap();
        sleep(Duration::from_secs(1)).await;
    }
    let requests = bank.token_requests();
    let times: Vec<_> = requests
        .iter()
        .map(|request| request.at.as_secs())
        .collect();
    // A quarter of what is left each time, a second at least.
    assert_eq!(times[..6], [0, 970, 978, 984, 988, 991]);
    assert!(times.len() < 12, "{times:?}");
    assert!(list(&connection).await.unwrap_err().is_token());
}

#[tokio::test(start_paused = true)]
async fn its_time_counts_from_the_request_that_brought_it() {
    let failure = Reply::Slow(Duration::from_secs(8), Box::new(answer(503, "")));
    let bank = Bank::with_tokens([answer(200, "{}")], [failure, token("t-1", 100)]);
    let connection = builder(&bank).build().unwrap();
    // It came at 8.2 seconds, and is good until 108.2.
    list(&connection).await.unwrap();
    sleep(Duration::from_secs(94)).await;
    list(&connection).await.unwrap();
    sleep(Duration::from_millis(1)).await;
    assert_eq!(bank.token_requests().len(), 2);
    sleep(Duration::from_secs(1)).await;
    list(&connection).await.unwrap();
    sleep(Duration::from_millis(1)).await;
    assert_eq!(bank.token_requests().len(), 3);
}

#[tokio::test(start_paused = true)]
async fn without_a_time_it_is_good_for_five_minutes_from_when_it_was_asked_for() {
    let forever = answer(200, r#"{"access_token":"t-1"}"#);
    let slow = Reply::Slow(Duration::from_secs(9), Box::new(forever));
    let bank = Bank::with_tokens([answer(200, "{}")], [slow, token("t-2", 3600)]);
    let connection = builder(&bank).build().unwrap();
    list(&connection).await.unwrap();
    sleep(Duration::from_secs(300 - 9)).await;
    list(&connection).await.unwrap();
    assert_eq!(bearers(&bank), ["Bearer t-1", "Bearer t-2"]);
}
