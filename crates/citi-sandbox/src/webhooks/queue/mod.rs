//! What waits for each webhook.

mod done;
mod due;
mod job;
mod push;
mod queues;
mod spot;
#[cfg(test)]
mod testing;
mod waiting;

pub(super) use job::Job;
pub(crate) use queues::Queues;
