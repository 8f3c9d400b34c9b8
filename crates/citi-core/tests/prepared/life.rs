//! The life of a key: past it nothing is sent.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use citi_core::{CallOptions, Clock, Outcome, Retry, Sleep};
use jiff::Timestamp;

use crate::common::{Bank, answer as reply, with};
use crate::{BODY, prepare, resume, send};

/// A wall clock that a test sets; the rest is the runtime's time.
#[derive(Clone)]
struct Wall(Arc<Mutex<Timestamp>>, citi_core::SystemClock);

impl Wall {
    fn at(text: &str) -> Self {
        Self(
            Arc::new(Mutex::new(text.parse().unwrap())),
            citi_core::SystemClock::new(),
        )
    }

    fn set(&self, text: &str) {
        *self.0.lock().unwrap() = text.parse().unwrap();
    }
}

impl Clock for Wall {
    fn now(&self) -> Timestamp {
        *self.0.lock().unwrap()
    }

    fn elapsed(&self) -> Duration {
        self.1.elapsed()
    }

    fn sleep(&self, duration: Duration) -> Sleep<'_> {
        self.1.sleep(duration)
    }
}

#[tokio::test(start_paused = true)]
async fn past_the_life_of_its_key_it_is_not_sent() {
    let bank = Bank::new([reply(201, "{}")]);
    let wall = Wall::at("2026-03-04T21:00:00Z");
    let connection = bank
        .builder()
        .bearer_token("t")
        .clock(wall.clone())
        .build()
        .unwrap();
    let record = prepare(&connection).await;
    assert_eq!(record.expires().to_string(), "2026-03-05T21:00:00Z");
    wall.set("2026-03-05T21:00:00Z");
    let error = resume(&connection, &record).await.unwrap_err();
    assert!(error.is_expired());
    assert_eq!((error.outcome(), error.attempts()), (Outcome::Unknown, 0));
    assert!(error.to_string().contains("ask for its status"), "{error}");
    let again = CallOptions::new().resuming(&record);
    assert!(
        send(&connection, again, BODY)
            .await
            .unwrap_err()
            .is_expired()
    );
    assert!(bank.calls().is_empty());
}

#[tokio::test(start_paused = true)]
async fn no_attempt_begins_past_the_life_of_its_key() {
    let bank = Bank::new([with(503, "retry-after", "3", "{}")]);
    let wall = Wall::at("2026-03-04T21:00:00Z");
    let connection = bank
        .builder()
        .bearer_token("t")
        .retry(Retry::default().attempts(10))
        .clock(wall.clone())
        .build()
        .unwrap();
    let record = prepare(&connection).await;
    wall.set("2026-03-05T20:59:55Z");
    let error = resume(&connection, &record).await.unwrap_err();
    assert_eq!(error.outcome(), Outcome::Unknown);
    assert_eq!(bank.times(), [0, 3000], "five seconds were left");
}
