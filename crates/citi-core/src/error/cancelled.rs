//! Calls that are wanted no more, and calls that come too late to be sent again.

use super::{Error, Kind};

impl Error {
    /// Whoever made the call wants it no more.
    pub(crate) fn cancelled() -> Self {
        Self::make(Kind::Cancelled, "the call was cancelled".to_owned())
    }

    /// The life of its idempotency key is over.
    pub(crate) fn expired(hours: u32) -> Self {
        let reason = format!("its idempotency key is older than the {hours} hours of its life");
        Self::make(Kind::Expired, reason)
    }

    /// Whether the call was cancelled ([`CallOptions::cancelled_by`](crate::CallOptions::cancelled_by)).
    ///
    /// # Troubleshooting
    /// [`outcome`](Self::outcome) says whether anything was on its way by then. A write that was is sent again with the
    /// same idempotency key, or asked for by status; a [`Prepared`](crate::Prepared) one is resumed.
    ///
    /// ```
    /// # async fn pay(connection: citi_core::Connection) -> Result<(), citi_core::Error> { Ok(()) }
    /// # async fn example(connection: citi_core::Connection) {
    /// use citi_core::{CallOptions, CancellationToken};
    /// let stop = CancellationToken::new();
    /// let bank = connection.with_options(CallOptions::new().cancelled_by(stop.clone()));
    /// match pay(bank).await {
    ///     Err(error) if error.is_cancelled() => println!("stopped; {}", error.outcome()),
    ///     other => println!("{other:?}"),
    /// }
    /// # }
    /// ```
    #[must_use]
    pub fn is_cancelled(&self) -> bool {
        self.0.kind == Kind::Cancelled
    }

    /// Whether a [`Prepared`](crate::Prepared) call was not sent because the life of its idempotency key is over: the bank
    /// would take it for a new one.
    ///
    /// # Troubleshooting
    /// Ask for the status of what it was to do. If the bank does not know it, make a new call, with a key of its own. Never
    /// raise the life of the key above what the bank says.
    ///
    /// ```
    /// fn advice(error: &citi_core::Error) -> &'static str {
    ///     match error.is_expired() {
    ///         true => "ask for its status",
    ///         false => "resume it",
    ///     }
    /// }
    /// ```
    #[must_use]
    pub fn is_expired(&self) -> bool {
        self.0.kind == Kind::Expired
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Outcome;
    use crate::error::Call;

    #[test]
    fn a_cancelled_call_is_unknown_once_something_was_on_its_way() {
        assert_eq!(Error::cancelled().outcome(), Outcome::NotSent);
        let on_its_way = Error::cancelled().of(Call {
            attempts: 1,
            unsettled: true,
            ..Call::default()
        });
        assert!(on_its_way.is_cancelled() && !on_its_way.is_timeout());
        assert_eq!(on_its_way.outcome(), Outcome::Unknown);
        assert_eq!(on_its_way.to_string(), "the call was cancelled");
    }

    #[test]
    fn what_comes_too_late_is_not_advised_to_be_sent_again() {
        let error = Error::expired(24);
        assert_eq!(error.outcome(), Outcome::Unknown);
        assert_eq!(
            error.to_string(),
            "not sent: its idempotency key is older than the 24 hours of its life; whether the bank did it is not \
             known: ask for its status, and make a new call if there is none"
        );
    }
}
