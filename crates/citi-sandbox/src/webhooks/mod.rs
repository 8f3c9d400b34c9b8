//! Events on their way to the applications.

mod check;
mod courier;
mod fault;
mod queue;
mod record;
mod resolve;
mod schedule;
mod sign;
#[cfg(test)]
mod tests;

pub(crate) use courier::{client, collect, run};
pub(crate) use queue::Queues;
pub use record::DeliveryRecord;
