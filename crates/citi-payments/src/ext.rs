//! What users of payments would otherwise write themselves.

use crate::types::PaymentStatus;

impl PaymentStatus {
    /// Whether the payment is at its end: its status never changes again. `false` for a status that
    /// this crate does not know, so that a loop that waits for the end goes on asking.
    ///
    /// ```
    /// use citi_payments::types::PaymentStatus;
    /// assert!(PaymentStatus::Completed.is_final());
    /// assert!(!PaymentStatus::Processing.is_final());
    /// ```
    #[must_use]
    pub fn is_final(&self) -> bool {
        matches!(self, Self::Completed | Self::Rejected | Self::Cancelled)
    }

    /// Whether the bank takes a cancellation. It may be too late by the time that one arrives: the
    /// bank then answers 409.
    ///
    /// ```
    /// use citi_payments::types::PaymentStatus;
    /// assert!(PaymentStatus::Validated.is_cancellable());
    /// assert!(!PaymentStatus::Processing.is_cancellable());
    /// ```
    #[must_use]
    pub fn is_cancellable(&self) -> bool {
        matches!(self, Self::Received | Self::Validated)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_status_is_never_both_final_and_cancellable() {
        let ends = ["COMPLETED", "REJECTED", "CANCELLED"];
        let open = ["RECEIVED", "VALIDATED"];
        for text in ["PROCESSING", "ON_HOLD"].iter().chain(&ends).chain(&open) {
            let status = PaymentStatus::from((*text).to_owned());
            assert_eq!(status.is_final(), ends.contains(text), "{text}");
            assert_eq!(status.is_cancellable(), open.contains(text), "{text}");
        }
    }
}
