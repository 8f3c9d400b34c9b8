//! What a 401 leads to.

use citi_core::{CallOptions, Outcome, Retry};
use futures_util::future::join_all;

use crate::common::{Bank, answer, list, pay, token};
use crate::{bearers, builder};

#[tokio::test(start_paused = true)]
async fn a_refused_token_is_replaced_once_however_many_calls_had_it() {
    let refusals = (0..50).map(|_| answer(401, ""));
    let bank = Bank::new(refusals.chain([answer(200, "{}")]));
    let connection = builder(&bank).build().unwrap();
    let calls = join_all((0..50).map(|_| pay(&connection))).await;
    for call in calls {
        assert_eq!(call.unwrap().attempts(), 2);
    }
    assert_eq!((bank.calls().len(), bank.token_requests().len()), (100, 2));
    let bearers = bearers(&bank);
    assert!(bearers[..50].iter().all(|bearer| bearer == "Bearer t-1"));
    assert!(bearers[50..].iter().all(|bearer| bearer == "Bearer t-2"));
    // A write that may not be sent twice may be: the bank said that it did nothing.
    let bank = Bank::new([answer(401, ""), answer(200, "{}")]);
    let connection = builder(&bank).retry(Retry::never()).build().unwrap();
    let sent = crate::common::send(&connection, &crate::common::SEND, "", "{}").await;
    assert_eq!(sent.unwrap().attempts(), 2);
}

#[tokio::test(start_paused = true)]
async fn a_second_refusal_is_the_end() {
    let bank = Bank::new([answer(401, "")]);
    let connection = builder(&bank).build().unwrap();
    let error = list(&connection).await.unwrap_err();
    assert!(error.is_auth() && !error.is_token());
    assert_eq!((error.attempts(), error.outcome()), (2, Outcome::Rejected));
    assert_eq!(bank.token_requests().len(), 2);
    // The next call tries anew.
    assert!(list(&connection).await.is_err());
    assert_eq!(bank.token_requests().len(), 3);
}

#[tokio::test(start_paused = true)]
async fn without_another_token_the_refusal_stands_at_once() {
    // A token given by hand.
    let bank = Bank::new([answer(401, "")]);
    let connection = bank.builder().bearer_token("t-9").build().unwrap();
    let error = list(&connection).await.unwrap_err();
    assert!(error.is_auth() && error.attempts() == 1);
    // A header of the call's own, and no token is asked for.
    let bank = Bank::new([answer(401, "")]);
    let options = CallOptions::new()
        .header("Authorization", "Basic x")
        .unwrap();
    let connection = builder(&bank).build().unwrap().with_options(options);
    assert_eq!(list(&connection).await.unwrap_err().attempts(), 1);
    assert!(bank.token_requests().is_empty());
    // An endpoint that gives the same one.
    let bank = Bank::with_tokens([answer(401, "")], [token("t-1", 3600)]);
    let connection = builder(&bank).build().unwrap();
    let error = list(&connection).await.unwrap_err();
    assert_eq!(
        (error.attempts(), error.status().unwrap().as_u16()),
        (1, 401)
    );
    assert_eq!(bank.token_requests().len(), 2);
}
