//! Faults: one set of rules by which things go wrong, whoever makes them.

mod alter;
mod body;
mod called;
mod chance;
mod engine;
mod error;
mod failure;
mod fault;
mod hit;
mod kind;
mod known;
mod magic;
mod outcome;
mod parameter;
mod rule;
mod text;
mod token;

pub(crate) use called::called;
pub(crate) use engine::Faults;
pub use error::FaultError;
pub use fault::Fault;
pub(crate) use hit::Hit;
pub use kind::{FaultKind, FaultPlace};
pub(crate) use known::check_known;
pub use magic::{MAGIC, MagicValue};
pub(crate) use outcome::{Met, Skew, after};
pub use parameter::{FaultParameter, Form};
pub use rule::{FaultRecord, FaultRule};
pub(crate) use token::at_token;

/// The header by which a request asks for a fault, and an answer names the one that it met.
pub(crate) const X_SANDBOX_FAULT: http::HeaderName =
    http::HeaderName::from_static("x-sandbox-fault");
/// What the token endpoint is called among operations.
pub(crate) const TOKEN: &str = "oauth2/token";
