//! [`Money`]: an exact amount of a currency.

use citi_core::Number;
use rust_decimal::Decimal;
use serde::{Serialize, Serializer};

use super::Currency;

/// An exact amount: whole minor units (cents, yen) of a currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Money {
    minor: i64,
    currency: Currency,
}

impl Money {
    /// So many minor units.
    pub(crate) const fn new(minor: i64, currency: Currency) -> Self {
        Self { minor, currency }
    }

    /// Nothing.
    pub(crate) const fn zero(currency: Currency) -> Self {
        Self::new(0, currency)
    }

    /// An amount as it is written, or `None` if it has more decimals than the currency or is beyond
    /// what an amount can be.
    pub(crate) fn read(number: &Number, currency: Currency) -> Option<Self> {
        Self::from_decimal(number.to_decimal().ok()?, currency)
    }

    /// An exact decimal, or `None` as for [`read`](Self::read).
    pub(crate) fn from_decimal(amount: Decimal, currency: Currency) -> Option<Self> {
        let scale = Decimal::from(10_i64.checked_pow(currency.decimals())?);
        let minor = amount.checked_mul(scale)?.normalize();
        match minor.scale() {
            0 => Some(Self::new(i64::try_from(minor.mantissa()).ok()?, currency)),
            _ => None,
        }
    }

    /// Its minor units.
    pub(crate) const fn minor(self) -> i64 {
        self.minor
    }

    /// Its currency.
    pub(crate) const fn currency(self) -> Currency {
        self.currency
    }

    /// It as a decimal, with the decimals of its currency.
    pub(crate) fn decimal(self) -> Decimal {
        Decimal::new(self.minor, self.currency.decimals())
    }

    /// Whether it is above zero.
    pub(crate) const fn is_positive(self) -> bool {
        self.minor > 0
    }

    /// The same amount the other way round, if there is one.
    pub(crate) fn negated(self) -> Option<Self> {
        Some(Self::new(self.minor.checked_neg()?, self.currency))
    }

    /// Both together; `None` if they are of two currencies or beyond what an amount can be.
    pub(crate) fn plus(self, other: Self) -> Option<Self> {
        match self.currency == other.currency {
            true => Some(Self::new(
                self.minor.checked_add(other.minor)?,
                self.currency,
            )),
            false => None,
        }
    }

    /// What is left; `None` as for [`plus`](Self::plus).
    pub(crate) fn minus(self, other: Self) -> Option<Self> {
        self.plus(other.negated()?)
    }

    /// Whether this is less than the other; never so for two currencies.
    pub(crate) fn is_below(self, other: Self) -> bool {
        self.currency == other.currency && self.minor < other.minor
    }
}

impl Serialize for Money {
    /// As a JSON number with the decimals of its currency: `1250.00`.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Number::from(self.decimal()).serialize(serializer)
    }
}

/// An amount in an image, `"USD 125000"`: its currency and its minor units.
pub(crate) mod whole {
    use serde::de::Error as _;
    use serde::{Deserialize, Deserializer, Serializer};

    use super::{Currency, Money};

    pub(crate) fn serialize<S: Serializer>(
        money: &Money,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&format_args!("{} {}", money.currency.code(), money.minor))
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Money, D::Error> {
        let text = String::deserialize(deserializer)?;
        read(&text).ok_or_else(|| D::Error::custom("not an amount"))
    }

    pub(super) fn read(text: &str) -> Option<Money> {
        let (code, minor) = text.split_once(' ')?;
        Some(Money::new(minor.parse().ok()?, Currency::from_code(code)?))
    }
}

/// The same, or nothing.
pub(crate) mod whole_or_none {
    use serde::de::Error as _;
    use serde::{Deserialize, Deserializer, Serializer};

    use super::Money;

    pub(crate) fn serialize<S: Serializer>(
        money: &Option<Money>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        match money {
            Some(money) => super::whole::serialize(money, serializer),
            None => serializer.serialize_none(),
        }
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Option<Money>, D::Error> {
        let wrong = || D::Error::custom("not an amount");
        Option::<String>::deserialize(deserializer)?
            .map(|text| super::whole::read(&text).ok_or_else(wrong))
            .transpose()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(text: &str, currency: Currency) -> Option<i64> {
        Money::read(&Number::new(text).unwrap(), currency).map(Money::minor)
    }

    #[test]
    fn it_is_written_with_the_decimals_of_its_currency() {
        let text = |minor, currency| serde_json::to_string(&Money::new(minor, currency)).unwrap();
        assert_eq!(text(125_000, Currency::Usd), "1250.00");
        assert_eq!(text(-5, Currency::Eur), "-0.05");
        assert_eq!(text(1250, Currency::Jpy), "1250");
        assert_eq!(text(0, Currency::Usd), "0.00");
    }

    #[test]
    fn it_is_read_exactly_or_not_at_all() {
        assert_eq!(read("1250", Currency::Usd), Some(125_000));
        assert_eq!(read("1.25e3", Currency::Usd), Some(125_000));
        assert_eq!(read("0.0100", Currency::Usd), Some(1));
        assert_eq!(read("0.001", Currency::Usd), None);
        assert_eq!(read("0.5", Currency::Jpy), None);
        assert_eq!(read("1e30", Currency::Usd), None);
        assert_eq!(read("1e18", Currency::Usd), None);
    }

    #[test]
    fn two_currencies_do_not_mix() {
        let (dollar, euro) = (Money::new(1, Currency::Usd), Money::new(2, Currency::Eur));
        assert_eq!(dollar.plus(euro), None);
        assert!(!dollar.is_below(euro));
    }

    #[test]
    fn beyond_the_end_there_is_no_amount() {
        let most = Money::new(i64::MAX, Currency::Usd);
        assert_eq!(most.plus(Money::new(1, Currency::Usd)), None);
        assert_eq!(Money::new(i64::MIN, Currency::Usd).negated(), None);
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_again(minor: i64, index in 0..Currency::ALL.len()) {
            let money = Money::new(minor, Currency::ALL[index]);
            let text = serde_json::to_string(&money).unwrap();
            prop_assert_eq!(read(&text, money.currency()), Some(minor));
        }
    }
}
