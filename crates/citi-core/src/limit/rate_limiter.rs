//! [`RateLimiter`]: when a call may go.

use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use http::HeaderMap;

use super::LimitError;

/// What [`RateLimiter::acquire`] gives.
pub type LimitFuture<'a> = Pin<Box<dyn Future<Output = Result<(), LimitError>> + Send + 'a>>;

/// Operations that share a limit, and how many calls of them the bank takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct LimitGroup {
    /// Its name, from the operation table: `accounts`.
    pub name: &'static str,
    /// Calls in a minute: what the connection was told, else the operation table; `None`: as many as
    /// come, as far as this side knows.
    pub calls_per_minute: Option<u32>,
}

impl LimitGroup {
    /// A group.
    #[must_use]
    pub const fn new(name: &'static str, calls_per_minute: Option<u32>) -> Self {
        Self {
            name,
            calls_per_minute,
        }
    }
}

/// When a call may go: what keeps a client within the limits of the bank.
///
/// The bank counts the calls of a client id, wherever they come from. [`LocalRateLimiter`] counts
/// those of one process; where several processes share a client id, this is what to stand before a
/// count that they share. A limiter serves one client id: connections with different ones need
/// limiters of their own.
///
/// ```
/// use std::time::Duration;
/// use citi_core::{Connection, LimitError, LimitFuture, LimitGroup, RateLimiter};
///
/// /// Asks a service that counts for all processes.
/// struct Counted;
///
/// impl RateLimiter for Counted {
///     fn acquire(&self, group: LimitGroup, patience: Duration) -> LimitFuture<'_> {
///         Box::pin(async move {
///             let (wait, free) = (Duration::ZERO, group.name != "closed");
///             match free && wait <= patience {
///                 true => Ok(()),
///                 false => Err(LimitError::too_long("no call is free in time")),
///             }
///         })
///     }
///
///     fn pause(&self, _group: LimitGroup, _wait: Duration) {}
/// }
/// let connection = Connection::builder("https://api.sandbox.citi.com")
///     .rate_limiter(Counted)
///     .build()?;
/// # let _ = connection;
/// # Ok::<(), citi_core::Error>(())
/// ```
pub trait RateLimiter: Send + Sync {
    /// Waits until a call of the group may go, for `patience` at most: the time that the call has left.
    /// Calls go in the order in which they came. Dropped, it leaves its place to the next.
    ///
    /// # Errors
    /// If that is not within `patience`, known at once or only then; or if the limiter cannot tell.
    fn acquire(&self, group: LimitGroup, patience: Duration) -> LimitFuture<'_>;

    /// The bank wants no calls of the group for this long (429): none goes, whoever makes it.
    fn pause(&self, group: LimitGroup, wait: Duration);

    /// An answer came with these headers, which may say how the client stands with its limit
    /// (`RateLimit-Remaining` and the like).
    fn observe(&self, group: LimitGroup, headers: &HeaderMap) {
        let _ = (group, headers);
    }
}

/// Never makes a call wait: for programs whose calls are limited elsewhere, such as by a gateway of
/// their own. A 429 is still waited out by the call that gets it.
///
/// ```
/// use citi_core::{Connection, NoRateLimiter};
/// let connection = Connection::builder("https://api.sandbox.citi.com")
///     .rate_limiter(NoRateLimiter)
///     .build()?;
/// # let _ = connection;
/// # Ok::<(), citi_core::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct NoRateLimiter;

impl RateLimiter for NoRateLimiter {
    fn acquire(&self, _group: LimitGroup, _patience: Duration) -> LimitFuture<'_> {
        Box::pin(std::future::ready(Ok(())))
    }

    fn pause(&self, _group: LimitGroup, _wait: Duration) {}
}

impl<T: RateLimiter + ?Sized> RateLimiter for std::sync::Arc<T> {
    fn acquire(&self, group: LimitGroup, patience: Duration) -> LimitFuture<'_> {
        (**self).acquire(group, patience)
    }

    fn pause(&self, group: LimitGroup, wait: Duration) {
        (**self).pause(group, wait);
    }

    fn observe(&self, group: LimitGroup, headers: &HeaderMap) {
        (**self).observe(group, headers);
    }
}
