//! Cargo, asked and understood.

mod invoke;
mod messages;

pub use invoke::{CargoError, Task, invoke};
pub use messages::{Finding, Messages, Outcome};
