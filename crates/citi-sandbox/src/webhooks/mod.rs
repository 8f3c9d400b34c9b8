//! Events on their way to the applications.

mod by_hand;
mod check;
mod courier;
mod fault;
mod history;
mod message;
mod queue;
mod record;
mod resolve;
mod schedule;
mod send;
mod sign;
mod story;
#[cfg(test)]
mod tests;
mod trusted;

pub use by_hand::SendError;
pub(crate) use by_hand::{replay, resend, send_test};
pub(crate) use courier::{collect, run};
pub(crate) use queue::Queues;
pub use record::{DeliveryRecord, EventRecord};
pub(crate) use send::client;
pub(crate) use story::{Answer, Attempt, Seen};
