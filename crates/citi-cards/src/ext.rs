//! What users of cards would otherwise write themselves.

use crate::types::{Card, CardTransaction};

impl Card {
    /// The last four digits of the card number, to show which card is meant. `None` if the bank's
    /// text does not end in four digits, or has no digit hidden.
    ///
    /// ```
    /// # let json = r#"{"cardId":"card-1","type":"DEBIT","network":"VISA","status":"ACTIVE",
    /// #     "maskedCardNumber":"************1881","currency":"USD"}"#;
    /// let card: citi_cards::types::Card = serde_json::from_str(json)?;
    /// assert_eq!(card.last_four(), Some("1881"));
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    #[must_use]
    pub fn last_four(&self) -> Option<&str> {
        let at = self.masked_card_number.len().checked_sub(4)?;
        let (hidden, shown) = self.masked_card_number.split_at_checked(at)?;
        let masked = !hidden.is_empty() && !hidden.contains(|c: char| c.is_ascii_digit());
        (masked && shown.bytes().all(|byte| byte.is_ascii_digit())).then_some(shown)
    }
}

impl CardTransaction {
    /// Whether the merchant asked in another currency than the card's bill is in. `None` until the
    /// bank says in which it bills.
    ///
    /// ```
    /// # let json = r#"{"transactionId":"ct-1","cardId":"card-1","status":"POSTED","type":"PURCHASE",
    /// #     "amount":54.10,"currency":"EUR","billingCurrency":"USD","transactedAt":"2026-03-01T17:22:41Z",
    /// #     "merchant":{"name":"Marche Vert","categoryCode":"5411"}}"#;
    /// let transaction: citi_cards::types::CardTransaction = serde_json::from_str(json)?;
    /// assert_eq!(transaction.is_foreign(), Some(true));
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    #[must_use]
    pub fn is_foreign(&self) -> Option<bool> {
        let billed = self.billing_currency.as_deref()?;
        Some(!billed.eq_ignore_ascii_case(&self.currency))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn last_four(masked: &str) -> Option<String> {
        let card: Card = serde_json::from_str(&format!(
            r#"{{"cardId":"card-1","type":"DEBIT","network":"VISA","status":"ACTIVE",
            "maskedCardNumber":"{masked}","currency":"USD"}}"#
        ))
        .unwrap();
        card.last_four().map(str::to_owned)
    }

    #[test]
    fn only_four_digits_after_a_mask_are_shown() {
        assert_eq!(last_four("************1881").as_deref(), Some("1881"));
        for strange in [
            "",
            "1881",
            "***1",
            "4000000000001881",
            "********18é1",
            "*******€",
        ] {
            assert_eq!(last_four(strange), None, "{strange}");
        }
    }

    fn is_foreign(billing: &str) -> Option<bool> {
        let transaction: CardTransaction = serde_json::from_str(&format!(
            r#"{{"transactionId":"ct-1","cardId":"card-1","status":"POSTED","type":"PURCHASE",
            "amount":1,"currency":"EUR",{billing}"transactedAt":"2026-03-01T17:22:41Z",
            "merchant":{{"name":"Marche Vert","categoryCode":"5411"}}}}"#
        ))
        .unwrap();
        transaction.is_foreign()
    }

    #[test]
    fn foreign_is_known_once_the_bill_is() {
        assert_eq!(is_foreign(""), None);
        assert_eq!(is_foreign(r#""billingCurrency":"EUR","#), Some(false));
        assert_eq!(is_foreign(r#""billingCurrency":"USD","#), Some(true));
    }
}
