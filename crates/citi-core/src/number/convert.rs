//! Numbers from Rust's own.

use std::str::FromStr;

use rust_decimal::Decimal;

use super::{Number, NumberError};

macro_rules! from_integers {
    ($($integer:ty),*) => {$(
        impl From<$integer> for Number {
            fn from(value: $integer) -> Self {
                Self::trusted(&value.to_string())
            }
        }
    )*};
}

from_integers!(i8, u8, i16, u16, i32, u32, i64, u64, i128, u128);

impl From<Decimal> for Number {
    /// The decimal with all its places: `12.50` is written `12.50`.
    fn from(value: Decimal) -> Self {
        Self::trusted(&value.to_string())
    }
}

impl From<&Self> for Number {
    fn from(value: &Self) -> Self {
        value.clone()
    }
}

impl FromStr for Number {
    type Err = NumberError;

    fn from_str(text: &str) -> Result<Self, NumberError> {
        Self::new(text)
    }
}

impl TryFrom<&str> for Number {
    type Error = NumberError;

    fn try_from(text: &str) -> Result<Self, NumberError> {
        Self::new(text)
    }
}

impl TryFrom<String> for Number {
    type Error = NumberError;

    fn try_from(text: String) -> Result<Self, NumberError> {
        Self::from_owned(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn integers_and_decimals_keep_their_digits() {
        assert_eq!(Number::from(-7_i32).as_str(), "-7");
        assert_eq!(Number::from(u64::MAX).as_str(), "18446744073709551615");
        assert_eq!(Number::from(Decimal::new(-1250, 2)).as_str(), "-12.50");
        assert_eq!(
            Number::from(Decimal::MIN).as_str(),
            Decimal::MIN.to_string()
        );
        assert_eq!(Number::from(Decimal::new(0, 2)).as_str(), "0.00");
    }

    #[test]
    fn texts_are_checked() {
        assert_eq!("1.50".parse::<Number>().unwrap().as_str(), "1.50");
        assert!(Number::try_from("one").is_err());
        assert!(Number::try_from("1.".to_owned()).is_err());
        let long = "1".repeat(40);
        assert_eq!(Number::try_from(long.clone()).unwrap().as_str(), long);
    }
}
