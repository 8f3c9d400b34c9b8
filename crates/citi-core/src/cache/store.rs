//! The store.

use std::future::Future;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use http::StatusCode;
use moka::future::Cache as Store;

use super::{Key, freshness};
use crate::retry::Deadline;
use crate::support::answer::Parts;
use crate::{Clock, Error};

/// How much is kept in all, in bytes.
const ALL: u64 = 16 * 1024 * 1024;

/// How large an answer is kept, in bytes: one must not push out all the others.
const BYTES: usize = 64 * 1024;

/// What an answer takes beside its body and its headers, in bytes; about.
const ENTRY: usize = 512;

/// When memory is given back that nobody asked for again, by the store's own clock.
const IDLE: Duration = Duration::from_secs(60 * 60);

/// Answers that may be kept.
///
/// The store knows nothing of our time: each answer carries until when it is good, and one that is
/// not is never given out.
pub(crate) struct Cache {
    answers: Store<Key, Arc<Kept>>,
}

struct Kept {
    parts: Parts,
    /// On the clock's elapsed time.
    until: Duration,
}

/// What a call got.
pub(crate) enum Found<T> {
    /// What was kept, or what another call has just brought.
    Kept(Parts),
    /// What the call itself brought.
    Asked(T),
}

impl Cache {
    pub(crate) fn new() -> Self {
        let answers = Store::builder()
            .max_capacity(ALL)
            .weigher(|key: &Key, kept: &Arc<Kept>| weight(key, &kept.parts))
            .time_to_idle(IDLE)
            .build();
        Self { answers }
    }

    /// Keeps an answer, if it may be kept; `asked` is when it was asked for.
    pub(crate) async fn put(&self, key: Key, parts: &Parts, table: Duration, asked: Duration) {
        if let Some(kept) = keep(parts, table, asked) {
            self.answers.insert(key, Arc::new(kept)).await;
        }
    }

    /// The answer that is kept, if it is still good; else asks, unless somebody is asking already: then
    /// waits for that. If that brings nothing that may be kept, it asks after all. Whoever asks may be
    /// dropped midway: then one of those who wait asks.
    pub(crate) async fn get_or_ask<T>(
        &self,
        key: Key,
        table: Duration,
        clock: &dyn Clock,
        deadline: Deadline<'_>,
        ask: impl Future<Output = Result<T, Error>>,
        parts: fn(&T) -> &Parts,
    ) -> Result<Found<T>, Error> {
        let mut ask = pin!(ask);
        let mut mine = None;
        let is_over = |kept: &Arc<Kept>| clock.elapsed() >= kept.until;
        let asked = async {
            let asked = clock.elapsed();
            let result = ask.as_mut().await;
            let kept = match &result {
                Ok(got) => keep(parts(got), table, asked),
                Err(_) => None,
            };
            mine = Some(result);
            Arc::new(kept.unwrap_or_else(nothing))
        };
        let entry = self.answers.entry(key).or_insert_with_if(asked, is_over);
        let entry = deadline.within(entry).await;
        if let Some(result) = mine {
            return result.map(Found::Asked);
        }
        match entry.map(moka::Entry::into_value) {
            Some(kept) if !is_over(&kept) => Ok(Found::Kept(kept.parts.clone())),
            _ => ask.await.map(Found::Asked),
        }
    }
}

/// What is kept of an answer, if it may be kept.
fn keep(parts: &Parts, table: Duration, asked: Duration) -> Option<Kept> {
    if parts.status != StatusCode::OK || parts.body.len() > BYTES {
        return None;
    }
    let life = freshness::lifetime(table, &parts.headers)?;
    let parts = Parts {
        // The body may be a piece of a larger buffer, which would be kept with it.
        body: bytes::Bytes::copy_from_slice(&parts.body),
        ..parts.clone()
    };
    let until = asked.saturating_add(life);
    Some(Kept { parts, until })
}

/// What stands in the place of an answer that may not be kept: it is over from the start.
fn nothing() -> Kept {
    Kept {
        parts: Parts {
            status: StatusCode::OK,
            headers: http::HeaderMap::new(),
            body: bytes::Bytes::new(),
        },
        until: Duration::ZERO,
    }
}

/// About how many bytes an entry takes.
fn weight(key: &Key, parts: &Parts) -> u32 {
    let headers = parts.headers.iter();
    let headers: usize = headers
        .map(|(name, value)| name.as_str().len() + value.len())
        .sum();
    let bytes = ENTRY + key.len() + parts.body.len() + headers;
    u32::try_from(bytes).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::SystemClock;

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

    /// Whether it is kept.
    async fn is_kept(cache: &Cache, clock: &SystemClock, number: usize) -> bool {
        let deadline = Deadline::after(clock, LIFE);
        let ask = async { Err(Error::refused("asked")) };
        cache
            .get_or_ask(key(number), LIFE, clock, deadline, ask, |parts: &Parts| {
                parts
            })
            .await
            .is_ok()
    }

    #[tokio::test(start_paused = true)]
    async fn an_answer_is_kept_for_its_time_from_when_it_was_asked_for() {
        let (cache, clock) = (Cache::new(), SystemClock::new());
        tokio::time::advance(Duration::from_secs(10)).await;
        let asked = Duration::from_secs(5);
        cache.put(key(1), &parts(200, 1), LIFE, asked).await;
        tokio::time::advance(Duration::from_nanos(24_999_999_999)).await;
        assert!(is_kept(&cache, &clock, 1).await);
        assert!(!is_kept(&cache, &clock, 2).await);
        tokio::time::advance(Duration::from_nanos(1)).await;
        assert!(!is_kept(&cache, &clock, 1).await);
    }

    #[tokio::test(start_paused = true)]
    async fn only_small_successes_are_kept() {
        let (cache, clock) = (Cache::new(), SystemClock::new());
        for status in [201, 204, 301, 404, 500] {
            let parts = parts(status, 1);
            cache.put(key(1), &parts, LIFE, Duration::ZERO).await;
        }
        let large = parts(200, BYTES + 1);
        cache.put(key(1), &large, LIFE, Duration::ZERO).await;
        assert!(!is_kept(&cache, &clock, 1).await);
        let fits = parts(200, BYTES);
        cache.put(key(1), &fits, LIFE, Duration::ZERO).await;
        assert!(is_kept(&cache, &clock, 1).await);
    }

    #[tokio::test(start_paused = true)]
    async fn what_is_kept_in_all_is_bounded_by_its_bytes() {
        let cache = Cache::new();
        for number in 0..1000 {
            let parts = parts(200, BYTES);
            cache.put(key(number), &parts, LIFE, Duration::ZERO).await;
        }
        cache.answers.run_pending_tasks().await;
        assert!(cache.answers.weighted_size() <= ALL);
        assert!(cache.answers.entry_count() > 200);
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
