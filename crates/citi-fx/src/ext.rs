//! What users of foreign exchange would otherwise write themselves.

use citi_core::{NumberError, TimeError};
use jiff::Timestamp;
use rust_decimal::Decimal;

use crate::types::{Quote, QuoteStatus, Rate, RateSheet};

impl RateSheet {
    /// The rate in `currency`, its letters in any case.
    ///
    /// ```
    /// # let json = r#"{"base":"USD","asOf":"2026-03-02T14:05:09Z","rates":[
    /// #     {"currency":"EUR","bid":0.91724,"ask":0.91748,"mid":0.91736}]}"#;
    /// let sheet: citi_fx::types::RateSheet = serde_json::from_str(json)?;
    /// assert_eq!(sheet.rate("EUR").map(|rate| rate.mid.as_str()), Some("0.91736"));
    /// assert_eq!(sheet.rate("GBP"), None);
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    #[must_use]
    pub fn rate(&self, currency: &str) -> Option<&Rate> {
        self.rates
            .iter()
            .find(|rate| rate.currency.eq_ignore_ascii_case(currency))
    }
}

impl Rate {
    /// What lies between the bank's two prices: `ask` less `bid`, exactly.
    ///
    /// # Errors
    /// [`NumberError::Decimal`] if a price, or what lies between them, has more digits than a
    /// [`Decimal`] holds.
    ///
    /// ```
    /// # let json = r#"{"currency":"EUR","bid":0.91724,"ask":0.91748,"mid":0.91736}"#;
    /// let rate: citi_fx::types::Rate = serde_json::from_str(json)?;
    /// assert_eq!(rate.spread()?.to_string(), "0.00024");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn spread(&self) -> Result<Decimal, NumberError> {
        let ask = self.ask.to_decimal()?.normalize();
        let bid = self.bid.to_decimal()?.normalize();
        let spread = ask.checked_sub(bid).ok_or(NumberError::Decimal)?;
        // A difference too wide for the type comes rounded, and with fewer places than its parts.
        if ask == bid || spread.scale() >= ask.scale().max(bid.scale()) {
            Ok(spread)
        } else {
            Err(NumberError::Decimal)
        }
    }
}

impl Quote {
    /// Whether the bank stands by the quote at `now`: it is open and its time has not run out.
    ///
    /// # Errors
    /// [`TimeError`] if `expires_at` is no instant.
    ///
    /// ```
    /// # let json = r#"{"quoteId":"q-1","status":"OPEN","sellCurrency":"USD","sellAmount":25000.00,
    /// #     "buyCurrency":"EUR","buyAmount":22931.00,"fixedSide":"SELL","rate":0.91724,
    /// #     "createdAt":"2026-03-02T14:05:09Z","expiresAt":"2026-03-02T14:05:39Z"}"#;
    /// let quote: citi_fx::types::Quote = serde_json::from_str(json)?;
    /// assert!(quote.is_open_at("2026-03-02T14:05:38Z".parse()?)?);
    /// assert!(!quote.is_open_at("2026-03-02T14:05:39Z".parse()?)?);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn is_open_at(&self, now: Timestamp) -> Result<bool, TimeError> {
        Ok(self.status == QuoteStatus::Open && now < self.expires_at.to_timestamp()?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spread(bid: &str, ask: &str) -> Result<String, NumberError> {
        let rate: Rate = serde_json::from_str(&format!(
            r#"{{"currency":"EUR","bid":{bid},"ask":{ask},"mid":1}}"#
        ))
        .unwrap();
        rate.spread().map(|spread| spread.normalize().to_string())
    }

    #[test]
    fn a_spread_is_exact_or_an_error() {
        assert_eq!(spread("0.91724", "0.91748").as_deref(), Ok("0.00024"));
        let tiny = "0.0000000000000000000000000001";
        assert_eq!(
            spread(tiny, "0.3").as_deref(),
            Ok("0.2999999999999999999999999999")
        );
        assert_eq!(spread(tiny, "10000000000"), Err(NumberError::Decimal));
        assert_eq!(spread("10000000000", tiny), Err(NumberError::Decimal));
        assert_eq!(spread("1", "1e40"), Err(NumberError::Decimal));
        assert_eq!(spread("1.50", "1.5").as_deref(), Ok("0"));
    }

    fn is_open_at(status: &str, expires: &str, now: &str) -> Result<bool, TimeError> {
        let quote: Quote = serde_json::from_str(&format!(
            r#"{{"quoteId":"q-1","status":"{status}","sellCurrency":"USD","sellAmount":1,
            "buyCurrency":"EUR","buyAmount":1,"fixedSide":"SELL","rate":1,
            "createdAt":"2026-03-02T14:05:09Z","expiresAt":"{expires}"}}"#
        ))
        .unwrap();
        quote.is_open_at(now.parse().unwrap())
    }

    #[test]
    fn a_quote_is_open_until_its_last_moment_and_only_while_the_bank_says_so() {
        let expires = "2026-03-02T14:05:39Z";
        assert_eq!(
            is_open_at("OPEN", expires, "2026-03-02T14:05:38.999Z"),
            Ok(true)
        );
        assert_eq!(is_open_at("OPEN", expires, expires), Ok(false));
        assert_eq!(
            is_open_at("USED", expires, "2026-03-02T14:05:10Z"),
            Ok(false)
        );
        assert_eq!(
            is_open_at("HELD", expires, "2026-03-02T14:05:10Z"),
            Ok(false)
        );
    }

    #[test]
    fn a_quote_without_an_instant_is_an_error_and_not_a_guess() {
        let now = "2026-03-02T14:05:10Z";
        assert!(is_open_at("OPEN", "2026-03-02T14:05:39", now).is_err());
    }
}
