//! Deliveries that came before.

mod guard;
mod id;
mod memory;

pub use guard::{Claim, GuardError, GuardFuture, ReplayGuard};
pub use id::DeliveryId;
pub use memory::MemoryReplayGuard;
