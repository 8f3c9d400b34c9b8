//! [`CachedSecret`]: keeps what a source gives.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Mutex;

use super::{SecretFuture, SecretSource, SecretVersions};
use crate::{Clock, Secret, SystemClock};

/// How soon a source that failed is asked again.
const AGAIN: Duration = Duration::from_secs(5);

/// Keeps what a source gives, and asks it again after a while: one request, however many wait. While the source is down the
/// old secret stays good, and the log says so.
///
/// ```
/// use std::time::Duration;
/// use citi_core::{CachedSecret, FileSecret};
/// let source = CachedSecret::new(FileSecret::new("/run/secrets/citi")).every(Duration::from_secs(60));
/// # let _ = source;
/// ```
pub struct CachedSecret<S> {
    source: S,
    every: Duration,
    clock: Arc<dyn Clock>,
    kept: Mutex<Option<Kept>>,
}

struct Kept {
    versions: Vec<Secret>,
    again: Duration,
}

impl<S: SecretSource> CachedSecret<S> {
    /// Asks again after five minutes, unless [`every`](Self::every) says otherwise.
    #[must_use]
    pub fn new(source: S) -> Self {
        Self {
            source,
            every: Duration::from_secs(300),
            clock: Arc::new(SystemClock::new()),
            kept: Mutex::new(None),
        }
    }

    /// After how long the source is asked again.
    #[must_use]
    pub fn every(mut self, every: Duration) -> Self {
        self.every = every;
        self
    }

    /// What time it is; the clock of this machine unless said.
    #[must_use]
    pub fn clock(mut self, clock: impl Clock + 'static) -> Self {
        self.clock = Arc::new(clock);
        self
    }
}

impl<S: SecretSource> SecretSource for CachedSecret<S> {
    fn secret(&self) -> SecretFuture<'_> {
        Box::pin(async {
            let versions = self.versions().await?;
            let none = || super::SecretError::new("the source has no version of it");
            versions.into_iter().next().ok_or_else(none)
        })
    }

    fn versions(&self) -> SecretVersions<'_> {
        Box::pin(async {
            // Whoever waits here finds what the first one got.
            let mut kept = self.kept.lock().await;
            let now = self.clock.elapsed();
            if let Some(kept) = kept.as_ref().filter(|kept| now < kept.again) {
                return Ok(kept.versions.clone());
            }
            match (self.source.versions().await, kept.as_mut()) {
                (Ok(versions), _) => {
                    *kept = Some(Kept {
                        versions: versions.clone(),
                        again: now.saturating_add(self.every),
                    });
                    Ok(versions)
                }
                (Err(error), Some(kept)) => {
                    tracing::warn!(%error, "a secret cannot be read again: the old one is used");
                    kept.again = now.saturating_add(AGAIN.min(self.every));
                    Ok(kept.versions.clone())
                }
                (Err(error), None) => Err(error),
            }
        })
    }
}

impl<S> fmt::Debug for CachedSecret<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CachedSecret")
            .field("every", &self.every)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;
    use crate::SecretError;

    /// Gives `1`, then `2`, fails, and so on.
    struct Third(AtomicUsize);

    impl SecretSource for Third {
        fn secret(&self) -> SecretFuture<'_> {
            Box::pin(async {
                tokio::time::sleep(Duration::from_secs(1)).await;
                match self.0.fetch_add(1, Ordering::Relaxed) + 1 {
                    count if count % 3 == 0 => Err(SecretError::new("down")),
                    count => Ok(Secret::from(count.to_string())),
                }
            })
        }
    }

    #[tokio::test(start_paused = true)]
    async fn it_is_asked_for_once_and_again_and_the_old_one_stays() {
        let source = CachedSecret::new(Third(AtomicUsize::new(0))).every(Duration::from_secs(60));
        let mut seen = String::new();
        for wait in [0, 58, 1, 60, 3, 2] {
            tokio::time::sleep(Duration::from_secs(wait)).await;
            let (one, other) = tokio::join!(source.secret(), source.secret());
            assert_eq!(one, other);
            seen += one.unwrap().expose();
        }
        // Kept, kept, new, down: the old one, soon asked again.
        assert_eq!(seen, "112224");
        assert_eq!(source.source.0.load(Ordering::Relaxed), 4);
        let down = CachedSecret::new(Third(AtomicUsize::new(2)));
        assert!(down.secret().await.is_err() && down.secret().await.is_ok());
    }
}
