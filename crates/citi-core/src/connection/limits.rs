//! What holds for a call: its own options before those of the connection.

use std::future::Future;
use std::time::Duration;

use super::value::Connection;
use crate::{Error, Retry};

impl Connection {
    /// How long a call may take from now on: its time limit, or less if its deadline or the life of its prepared key is
    /// nearer.
    pub(super) fn limit(&self) -> Duration {
        let limit = self.options.timeout.unwrap_or(self.settings.call_timeout);
        let left = self.until_deadline();
        let life = self.options.resumed.as_ref();
        let life = life.map(|record| record.left(self.settings.clock.now()));
        [left, life].into_iter().flatten().fold(limit, Ord::min)
    }

    /// How long it is until the deadline, if there is one.
    pub(crate) fn until_deadline(&self) -> Option<Duration> {
        let left = self
            .options
            .deadline?
            .duration_since(self.settings.clock.now());
        // What is over leaves nothing.
        Some(Duration::try_from(left).unwrap_or_default())
    }

    /// How long one attempt may take.
    pub(super) fn attempt_timeout(&self) -> Duration {
        let own = self.options.attempt_timeout;
        own.unwrap_or(self.settings.attempt_timeout)
    }

    /// How often it is sent, and how long between.
    pub(super) fn retry(&self) -> Retry {
        let settings = &self.settings.retry;
        match &self.options.retry {
            Some(own) => own.clone().of_call(settings),
            None => settings.clone(),
        }
    }

    /// What `work` gives; `None` if it is cancelled first.
    pub(crate) async fn unless_cancelled<T>(&self, work: impl Future<Output = T>) -> Option<T> {
        match &self.options.cancelled {
            None => Some(work.await),
            Some(token) => tokio::select! {
                biased;
                () = token.cancelled() => None,
                output = work => Some(output),
            },
        }
    }

    /// An error if it is cancelled by now.
    pub(super) fn check_wanted(&self) -> Result<(), Error> {
        let token = self.options.cancelled.as_ref();
        match token.is_some_and(|token| token.is_cancelled()) {
            true => Err(Error::cancelled()),
            false => Ok(()),
        }
    }
}
