//! The limits of this side: no more calls than the bank takes, counted for each group.

mod error;
mod group;
mod limiter;
mod local;
mod rate;
mod rate_limiter;
mod standing;
mod ticks;

pub use error::LimitError;
use group::Group;
pub(crate) use limiter::Limiter;
pub use local::LocalRateLimiter;
use rate::Rate;
pub use rate_limiter::{LimitFuture, LimitGroup, NoRateLimiter, RateLimiter};
pub(crate) use standing::Standing;
use ticks::Ticks;
