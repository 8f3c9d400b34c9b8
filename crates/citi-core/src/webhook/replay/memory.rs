//! [`MemoryReplayGuard`].

use std::collections::{BTreeMap, VecDeque};
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use sha2::{Digest as _, Sha256};

use super::{Claim, DeliveryId, GuardError, GuardFuture, ReplayGuard};
use crate::{Clock, SystemClock};

type Digest = [u8; 32];

/// The deliveries that this process has seen, in its memory.
///
/// Ids are kept for 25 hours, one more than the bank sends a delivery again; claims for one minute; no more than 250 000
/// of both (some 40 MB), unless said. When there is no room, new deliveries are refused with 503 until an old one
/// leaves: to forget one that was handled would let it be handled again.
///
/// ```
/// use std::time::Duration;
/// use citi_core::webhook::MemoryReplayGuard;
/// let guard = MemoryReplayGuard::new()
///     .window(Duration::from_secs(7 * 24 * 3600))
///     .capacity(1_000_000);
/// # let _ = guard;
/// ```
pub struct MemoryReplayGuard {
    window: Duration,
    lease: Duration,
    capacity: usize,
    clock: Arc<dyn Clock>,
    seen: Mutex<Seen>,
}

#[derive(Default)]
struct Seen {
    ids: BTreeMap<Digest, Entry>,
    /// When claims end. One that is settled leaves at once.
    leases: BTreeMap<(Duration, u64), Digest>,
    /// When what was handled is forgotten, in that order.
    handled: VecDeque<(Duration, Digest)>,
    last: u64,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Entry {
    Claimed { number: u64, end: Duration },
    Handled,
}

impl MemoryReplayGuard {
    /// A guard that has seen nothing.
    #[must_use]
    pub fn new() -> Self {
        Self {
            window: Duration::from_secs(25 * 3600),
            lease: Duration::from_secs(60),
            capacity: 250_000,
            clock: Arc::new(SystemClock::new()),
            seen: Mutex::default(),
        }
    }

    /// How long a delivery that was handled is known.
    #[must_use]
    pub fn window(mut self, window: Duration) -> Self {
        self.window = window;
        self
    }

    /// How long a delivery may take to be handled, before another one with its id is taken.
    #[must_use]
    pub fn lease(mut self, lease: Duration) -> Self {
        self.lease = lease;
        self
    }

    /// How many deliveries are known at most.
    #[must_use]
    pub fn capacity(mut self, ids: usize) -> Self {
        self.capacity = ids;
        self
    }

    /// The clock by which they are forgotten; only its [`elapsed`](Clock::elapsed) time, so that a wall clock that is
    /// set does no harm.
    #[must_use]
    pub fn clock(mut self, clock: Arc<dyn Clock>) -> Self {
        self.clock = clock;
        self
    }

    /// Does something with what was seen, less what has ended.
    fn with<T>(&self, work: impl FnOnce(&mut Seen, Duration) -> T) -> T {
        let now = self.clock.elapsed();
        // What a panic left is whole: every change is one insertion or one removal.
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        seen.forget(now);
        work(&mut seen, now)
    }
}

impl Seen {
    fn forget(&mut self, now: Duration) {
        while let Some(lease) = self
            .leases
            .first_entry()
            .filter(|lease| lease.key().0 <= now)
        {
            let digest = lease.remove();
            self.ids.remove(&digest);
        }
        while let Some(&(end, digest)) = self.handled.front()
            && end <= now
        {
            self.handled.pop_front();
            self.ids.remove(&digest);
        }
    }

    /// Ends the claim on this, if it is the one with this number, or any.
    fn settle(&mut self, digest: &Digest, which: Option<u64>) {
        if let Some(&Entry::Claimed { number, end }) = self.ids.get(digest)
            && which.is_none_or(|which| which == number)
        {
            self.ids.remove(digest);
            self.leases.remove(&(end, number));
        }
    }
}

impl ReplayGuard for MemoryReplayGuard {
    fn claim<'a>(&'a self, id: &'a DeliveryId) -> GuardFuture<'a, Claim> {
        let claim = self.with(|seen, now| {
            let digest = digest(id);
            match seen.ids.get(&digest) {
                Some(Entry::Handled) => return Ok(Claim::Handled),
                Some(Entry::Claimed { .. }) => return Ok(Claim::Busy),
                None => {}
            }
            if seen.ids.len() >= self.capacity {
                return Err(GuardError::new(
                    "the replay guard has no room: give it a larger capacity or a shorter window",
                ));
            }
            seen.last += 1;
            let number = seen.last;
            let end = now.saturating_add(self.lease);
            seen.ids.insert(digest, Entry::Claimed { number, end });
            seen.leases.insert((end, number), digest);
            Ok(Claim::New(number))
        });
        Box::pin(std::future::ready(claim))
    }

    fn keep<'a>(&'a self, id: &'a DeliveryId, _: u64) -> GuardFuture<'a, ()> {
        self.with(|seen, now| {
            let digest = digest(id);
            // Also if the claim has ended meanwhile, or is another's: it was handled all the same.
            seen.settle(&digest, None);
            if seen.ids.insert(digest, Entry::Handled).is_none() {
                let end = now.saturating_add(self.window);
                seen.handled.push_back((end, digest));
            }
        });
        Box::pin(std::future::ready(Ok(())))
    }

    fn release<'a>(&'a self, id: &'a DeliveryId, number: u64) -> GuardFuture<'a, ()> {
        self.abandon(id, number);
        Box::pin(std::future::ready(Ok(())))
    }

    fn abandon(&self, id: &DeliveryId, number: u64) {
        self.with(|seen, _| seen.settle(&digest(id), Some(number)));
    }
}

/// Ids have any length; what is kept of them has one.
fn digest(id: &DeliveryId) -> Digest {
    Sha256::digest(id.as_str().as_bytes()).into()
}

impl Default for MemoryReplayGuard {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for MemoryReplayGuard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MemoryReplayGuard")
            .field("window", &self.window)
            .field("lease", &self.lease)
            .field("capacity", &self.capacity)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A guard on a clock that stands still until it is slept on.
    fn guard() -> (MemoryReplayGuard, Arc<dyn Clock>) {
        let clock: Arc<dyn Clock> = Arc::new(SystemClock::new());
        (MemoryReplayGuard::new().clock(Arc::clone(&clock)), clock)
    }

    async fn new(guard: &MemoryReplayGuard, id: &str) -> u64 {
        match guard.claim(&DeliveryId::new(id)).await {
            Ok(Claim::New(number)) => number,
            other => panic!("{other:?}"),
        }
    }

    #[tokio::test(start_paused = true)]
    async fn a_claim_is_one_persons_until_it_is_released_or_ends() {
        let (guard, clock) = guard();
        let id = DeliveryId::new("a");
        let number = new(&guard, "a").await;
        assert_eq!(guard.claim(&id).await, Ok(Claim::Busy));
        guard.release(&id, number).await.unwrap();
        let number = new(&guard, "a").await;
        clock.sleep(Duration::from_secs(60)).await;
        let later = new(&guard, "a").await;
        // The one who was too slow cannot take it from the next.
        guard.release(&id, number).await.unwrap();
        assert_eq!(guard.claim(&id).await, Ok(Claim::Busy));
        guard.keep(&id, later).await.unwrap();
        assert_eq!(guard.claim(&id).await, Ok(Claim::Handled));
    }

    #[tokio::test(start_paused = true)]
    async fn what_was_handled_is_known_for_the_window() {
        let (guard, clock) = guard();
        let id = DeliveryId::new("a");
        let number = new(&guard, "a").await;
        guard.keep(&id, number).await.unwrap();
        guard.release(&id, number).await.unwrap();
        clock.sleep(Duration::from_secs(25 * 3600 - 1)).await;
        assert_eq!(guard.claim(&id).await, Ok(Claim::Handled));
        clock.sleep(Duration::from_secs(1)).await;
        new(&guard, "a").await;
    }

    #[tokio::test(start_paused = true)]
    async fn there_is_room_for_so_many_and_none_is_forgotten_for_another() {
        let (guard, clock) = guard();
        let guard = guard.capacity(2);
        let number = new(&guard, "a").await;
        guard.keep(&DeliveryId::new("a"), number).await.unwrap();
        new(&guard, "b").await;
        assert!(guard.claim(&DeliveryId::new("c")).await.is_err());
        assert_eq!(guard.claim(&DeliveryId::new("a")).await, Ok(Claim::Handled));
        clock.sleep(Duration::from_secs(60)).await;
        new(&guard, "c").await;
    }

    #[tokio::test(start_paused = true)]
    async fn claims_that_come_and_go_take_no_memory() {
        let (guard, _) = guard();
        let guard = guard.capacity(10);
        for _ in 0..1000 {
            let number = new(&guard, "a").await;
            guard.abandon(&DeliveryId::new("a"), number);
        }
        assert_eq!(
            guard.with(|seen, _| (seen.ids.len(), seen.leases.len())),
            (0, 0)
        );
    }
}
