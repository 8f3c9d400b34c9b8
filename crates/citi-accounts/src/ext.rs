//! What users of accounts would otherwise write themselves.

use citi_core::NumberError;
use rust_decimal::Decimal;

use crate::types::{Direction, Transaction};

impl Transaction {
    /// By how much the account grew: the amount, below zero for a debit. `None` if the bank sent a
    /// direction that this crate does not know.
    ///
    /// # Errors
    /// [`NumberError`] if the amount has more digits than a [`Decimal`] holds.
    ///
    /// ```
    /// # let json = r#"{"transactionId":"t-1","accountId":"1","status":"POSTED","direction":"DEBIT",
    /// #     "amount":84.20,"currency":"USD","valueDate":"2026-03-02"}"#;
    /// let transaction: citi_accounts::types::Transaction = serde_json::from_str(json)?;
    /// let change = transaction.signed_amount().transpose()?;
    /// assert_eq!(change.map(|change| change.to_string()).as_deref(), Some("-84.20"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn signed_amount(&self) -> Option<Result<Decimal, NumberError>> {
        let amount = self.amount.to_decimal();
        match self.direction {
            Direction::Credit => Some(amount),
            Direction::Debit => Some(amount.map(|amount| -amount)),
            Direction::Unknown(_) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change(direction: &str, amount: &str) -> Option<Result<Decimal, NumberError>> {
        let transaction: Transaction = serde_json::from_str(&format!(
            r#"{{"transactionId":"t-1","accountId":"1","status":"POSTED","direction":"{direction}",
            "amount":{amount},"currency":"USD","valueDate":"2026-03-02"}}"#
        ))
        .unwrap();
        transaction.signed_amount()
    }

    #[test]
    fn credits_add_and_debits_take_away() {
        assert_eq!(change("CREDIT", "10.50"), Some(Ok(Decimal::new(1050, 2))));
        assert_eq!(change("DEBIT", "10.50"), Some(Ok(Decimal::new(-1050, 2))));
    }

    #[test]
    fn a_direction_that_nobody_knows_is_no_amount() {
        assert_eq!(change("SIDEWAYS", "10.50"), None);
    }

    #[test]
    fn digits_that_do_not_fit_are_an_error_and_never_rounded() {
        let long = "0.12345678901234567890123456789";
        assert!(matches!(change("DEBIT", long), Some(Err(_))));
    }
}
