//! A process that ends, a call that is dropped or cancelled: the bank does it once.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use citi_core::{
    CallOptions, CancellationToken, Connection, Outcome, Prepared, Transport, TransportFuture,
};
use futures_util::FutureExt as _;

use crate::common::{Bank, Reply, answer as reply};
use crate::{key, prepare, resume};

/// A bank that does a payment once for each key, and loses its first answers.
#[derive(Clone, Default)]
struct Books {
    booked: Arc<Mutex<BTreeMap<String, (String, u32)>>>,
    lose: Arc<Mutex<u32>>,
}

impl Transport for Books {
    fn execute(&self, request: reqwest::Request) -> TransportFuture<'_> {
        let key = request.headers()["idempotency-key"].to_str().unwrap();
        let body = request.body().unwrap().as_bytes().unwrap();
        let body = String::from_utf8(body.to_vec()).unwrap();
        let mut booked = self.booked.lock().unwrap();
        let entry = booked.entry(key.to_owned()).or_insert((body.clone(), 0));
        assert_eq!(entry.0, body, "another body under the same key");
        entry.1 += 1;
        let status = if entry.1 == 1 { 201 } else { 200 };
        let mut lose = self.lose.lock().unwrap();
        if *lose > 0 {
            *lose -= 1;
            return Box::pin(std::future::pending());
        }
        let response = http::Response::builder().status(status).body("{}").unwrap();
        Box::pin(std::future::ready(Ok(response.into())))
    }
}

#[tokio::test(start_paused = true)]
async fn after_a_crash_the_bank_has_it_once() {
    let bank = Books::default();
    *bank.lose.lock().unwrap() = 1;
    let connection = || {
        Connection::builder("https://bank.example")
            .bearer_token("t")
            .transport(bank.clone())
            .build()
            .unwrap()
    };
    let row = {
        let connection = connection();
        let record = prepare(&connection).await;
        let row = serde_json::to_string(&record).unwrap();
        // It is on its way, and the process ends.
        let mut call = Box::pin(resume(&connection, &record));
        assert!((&mut call).now_or_never().is_none());
        row
    };
    assert_eq!(bank.booked.lock().unwrap().len(), 1);

    let record: Prepared = serde_json::from_str(&row).unwrap();
    let answer = resume(&connection(), &record).await.unwrap();
    assert_eq!(answer.status().as_u16(), 200, "the bank had it already");
    let booked = bank.booked.lock().unwrap();
    assert_eq!(booked.len(), 1);
    assert_eq!(booked[record.idempotency_key().as_str()].1, 2);
}

#[tokio::test(start_paused = true)]
async fn dropped_at_any_point_it_is_still_done_once() {
    // Each number of polls stops the call somewhere else: before its turn, its token, its attempt, its answer.
    for polls in 0..6 {
        let bank = Books::default();
        *bank.lose.lock().unwrap() = 1;
        let connection = Connection::builder("https://bank.example")
            .token_source(Late)
            .transport(bank.clone())
            .build()
            .unwrap();
        let record = prepare(&connection).await;
        {
            let mut call = Box::pin(resume(&connection, &record));
            for _ in 0..polls {
                assert!((&mut call).now_or_never().is_none());
                tokio::task::yield_now().await;
            }
        }
        *bank.lose.lock().unwrap() = 0;
        resume(&connection, &record).await.unwrap();
        assert_eq!(bank.booked.lock().unwrap().len(), 1, "{polls}");
    }
}

/// A token that is not there at once.
struct Late;

impl citi_core::TokenSource for Late {
    fn token<'a>(&'a self, _: citi_core::TokenRequest<'a>) -> citi_core::TokenFuture<'a> {
        Box::pin(async {
            tokio::task::yield_now().await;
            Ok(citi_core::AccessToken::new("t").expires_in(Duration::from_secs(3600)))
        })
    }
}

#[tokio::test(start_paused = true)]
async fn a_cancelled_call_is_resumed() {
    let bank = Bank::new([Reply::Silent, reply(201, "{}")]);
    let connection = bank.builder().bearer_token("t").build().unwrap();
    let record = prepare(&connection).await;
    let stop = CancellationToken::new();
    let stopped = connection.with_options(CallOptions::new().cancelled_by(stop.clone()));
    let (result, ()) = tokio::join!(resume(&stopped, &record), async {
        tokio::time::sleep(Duration::from_secs(1)).await;
        stop.cancel();
    });
    let error = result.unwrap_err();
    assert!(error.is_cancelled());
    assert_eq!((error.outcome(), error.attempts()), (Outcome::Unknown, 1));
    assert_eq!(error.idempotency_key(), Some(record.idempotency_key()));
    resume(&connection, &record).await.unwrap();
    let calls = bank.calls();
    assert_eq!(key(&calls[0]), key(&calls[1]));
    assert_eq!(calls[0].body, calls[1].body);
}
