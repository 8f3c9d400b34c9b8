//! The limiter of this side: no more calls than the bank takes, counted for each group.

mod group;
mod limiter;
mod ticks;

use group::Group;
pub(crate) use limiter::Limiter;
use ticks::Ticks;
