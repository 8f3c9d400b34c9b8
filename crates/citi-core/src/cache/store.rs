//! The store.

use std::future::Future;
use std::num::NonZeroUsize;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use http::StatusCode;
use lru::LruCache;

use super::{Flights, Key, freshness};
use crate::Error;
use crate::retry::Deadline;
use crate::support::answer::Parts;

/// How many answers are kept.
const ANSWERS: NonZeroUsize = match NonZeroUsize::new(1000) {
    Some(answers) => answers,
    None => NonZeroUsize::MIN,
};

/// How large an answer is kept, in bytes: 1,000 of them are still little.
const BYTES: usize = 64 * 1024;

/// Answers that may be kept, the last used ones.
pub(crate) struct Cache {
    answers: Mutex<LruCache<Key, Kept>>,
    flights: Flights,
}

struct Kept {
    parts: Parts,
    /// On the clock's elapsed time.
    until: Duration,
}

impl Cache {
    pub(crate) fn new() -> Self {
        Self {
            answers: Mutex::new(LruCache::new(ANSWERS)),
            flights: Flights::default(),
        }
    }

    /// The answer that is kept, if it is still good.
    pub(crate) fn get(&self, key: &Key, now: Duration) -> Option<Parts> {
        let mut answers = self.lock();
        match answers.get(key) {
            Some(kept) if now < kept.until => Some(kept.parts.clone()),
            Some(_) => {
                answers.pop(key);
                None
            }
            None => None,
        }
    }

    /// Keeps an answer, if it may be kept; `asked` is when it was asked for.
    pub(crate) fn put(&self, key: Key, parts: &Parts, table: Duration, asked: Duration) {
        if parts.status != StatusCode::OK || parts.body.len() > BYTES {
            return;
        }
        if let Some(life) = freshness::lifetime(table, &parts.headers) {
            let until = asked.saturating_add(life);
            let parts = Parts {
                // The body may be a piece of a larger buffer, which would be kept with it.
                body: bytes::Bytes::copy_from_slice(&parts.body),
                ..parts.clone()
            };
            self.lock().put(key, Kept { parts, until });
        }
    }

    /// Asks, unless somebody is asking already: then waits for that. If that brings nothing, it asks
    /// after all.
    pub(crate) async fn once<T>(
        &self,
        key: &Key,
        deadline: Deadline<'_>,
        again: impl FnOnce() -> Option<T>,
        ask: impl Future<Output = Result<T, Error>>,
    ) -> Result<T, Error> {
        let _flight = match self.flights.begin(key) {
            Ok(flight) => Some(flight),
            Err(mut other) => {
                // It ends with an error: whoever could tell is gone, for the call is over.
                let _over = deadline.within(other.changed()).await;
                if let Some(found) = again() {
                    return Ok(found);
                }
                None
            }
        };
        ask.await
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, LruCache<Key, Kept>> {
        self.answers.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(number: usize) -> Key {
        let url = format!("https://bank.example/fx?n={number}");
        Key::new("getRates", &url.parse().unwrap(), &http::HeaderMap::new())
    }

    fn parts(status: u16, bytes: usize) -> Parts {
        Parts {
            status: StatusCode::from_u16(status).unwrap(),
            headers: http::HeaderMap::new(),
            body: vec![b'1'; bytes].into(),
        }
    }

    const LIFE: Duration = Duration::from_secs(30);

    #[test]
    fn an_answer_is_kept_for_its_time_from_when_it_was_asked_for() {
        let cache = Cache::new();
        cache.put(key(1), &parts(200, 1), LIFE, Duration::from_secs(100));
        let last = Duration::from_nanos(129_999_999_999);
        assert!(cache.get(&key(1), last).is_some());
        assert!(cache.get(&key(2), last).is_none());
        assert!(cache.get(&key(1), Duration::from_secs(130)).is_none());
        assert!(cache.lock().is_empty());
    }

    #[test]
    fn only_small_successes_are_kept_and_not_many() {
        let cache = Cache::new();
        for status in [201, 204, 301, 404, 500] {
            cache.put(key(1), &parts(status, 1), LIFE, Duration::ZERO);
        }
        cache.put(key(1), &parts(200, BYTES + 1), LIFE, Duration::ZERO);
        assert!(cache.lock().is_empty());
        for number in 0..1001 {
            cache.put(key(number), &parts(200, 1), LIFE, Duration::ZERO);
        }
        assert_eq!(cache.lock().len(), 1000);
        assert!(cache.get(&key(0), Duration::ZERO).is_none());
        assert!(cache.get(&key(1), Duration::ZERO).is_some());
    }

    #[test]
    fn headers_that_are_arguments_tell_answers_apart() {
        let url = "https://bank.example/fx".parse().unwrap();
        let key = |language: &'static str| {
            let mut headers = http::HeaderMap::new();
            headers.insert("accept-language", http::HeaderValue::from_static(language));
            Key::new("getRates", &url, &headers)
        };
        assert!(key("en") == key("en") && key("en") != key("de"));
    }
}
