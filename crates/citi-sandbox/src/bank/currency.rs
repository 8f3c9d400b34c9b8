//! [`Currency`]: the currencies that the bank deals in.

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A currency that the bank deals in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Currency {
    Aud,
    Cad,
    Chf,
    Eur,
    Gbp,
    Hkd,
    Jpy,
    Mxn,
    Sgd,
    Usd,
}

impl Currency {
    /// All of them, by their letters.
    pub(crate) const ALL: [Self; 10] = [
        Self::Aud,
        Self::Cad,
        Self::Chf,
        Self::Eur,
        Self::Gbp,
        Self::Hkd,
        Self::Jpy,
        Self::Mxn,
        Self::Sgd,
        Self::Usd,
    ];

    /// Its three letters of ISO 4217.
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::Aud => "AUD",
            Self::Cad => "CAD",
            Self::Chf => "CHF",
            Self::Eur => "EUR",
            Self::Gbp => "GBP",
            Self::Hkd => "HKD",
            Self::Jpy => "JPY",
            Self::Mxn => "MXN",
            Self::Sgd => "SGD",
            Self::Usd => "USD",
        }
    }

    /// How many decimal places its amounts have (ISO 4217).
    pub(crate) const fn decimals(self) -> u32 {
        match self {
            Self::Jpy => 0,
            _ => 2,
        }
    }

    /// The currency of these letters, if the bank deals in it.
    pub(crate) fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.code() == code)
    }
}

impl Serialize for Currency {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

impl<'de> Deserialize<'de> for Currency {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let code = String::deserialize(deserializer)?;
        Self::from_code(&code).ok_or_else(|| D::Error::custom("not a currency of this bank"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_and_currency_belong_together() {
        for currency in Currency::ALL {
            assert_eq!(Currency::from_code(currency.code()), Some(currency));
        }
        assert_eq!(Currency::from_code("XAU"), None);
        assert_eq!(Currency::from_code("usd"), None);
    }
}
