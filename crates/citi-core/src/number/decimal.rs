//! Checked views: every digit, or an error.

use rust_decimal::Decimal;

use super::canonical::{Canonical, Power};
use super::{Number, NumberError};

/// The most decimal places that a `Decimal` holds.
const PLACES: i64 = 28;

impl Number {
    /// The number as a decimal, exactly; with the decimal places that it was written with where they
    /// fit (`12.50` keeps both).
    ///
    /// # Errors
    /// [`NumberError::Decimal`] if a digit would be lost: a [`Decimal`] holds 96 bits (28 to 29
    /// digits) and 28 decimal places.
    ///
    /// ```
    /// use citi_core::Number;
    /// assert_eq!(Number::new("4520.50")?.to_decimal()?.to_string(), "4520.50");
    /// assert!(Number::new("0.12345678901234567890123456789")?.to_decimal().is_err());
    /// # Ok::<(), citi_core::NumberError>(())
    /// ```
    pub fn to_decimal(&self) -> Result<Decimal, NumberError> {
        let written = self.places();
        let Some((negative, digits, exponent)) = self.parts() else {
            let zero = Canonical::new(self.as_str()).is_none();
            return match zero {
                true => decimal(false, 0, written.unwrap_or(0).clamp(0, PLACES)),
                false => Err(NumberError::Decimal),
            };
        };
        // As written if that fits; else without the zeros at the end, which say nothing of the amount.
        let needed = (-exponent).max(0);
        let wanted = written.unwrap_or(needed).clamp(needed, PLACES.max(needed));
        let at = |places: i64| {
            let power = u32::try_from(places + exponent).ok()?;
            digits.checked_mul(10_u128.checked_pow(power)?)
        };
        let as_written = at(wanted).and_then(|digits| decimal(negative, digits, wanted).ok());
        match as_written {
            Some(decimal) => Ok(decimal),
            None => decimal(negative, at(needed).ok_or(NumberError::Decimal)?, needed),
        }
    }

    /// The number as an integer, exactly: `3`, `3.0` and `3e0` are all 3.
    ///
    /// # Errors
    /// [`NumberError::Integer`] if it has a fraction or does not fit.
    ///
    /// ```
    /// use citi_core::{Number, NumberError};
    /// assert_eq!(Number::new("1.2e3")?.to_i64(), Ok(1200));
    /// assert_eq!(Number::new("1.5")?.to_i64(), Err(NumberError::Integer));
    /// # Ok::<(), NumberError>(())
    /// ```
    pub fn to_i64(&self) -> Result<i64, NumberError> {
        self.integer()
            .and_then(|value| i64::try_from(value).ok())
            .ok_or(NumberError::Integer)
    }

    /// The number as an integer without sign, exactly.
    ///
    /// # Errors
    /// [`NumberError::Integer`] if it is below zero, has a fraction or does not fit.
    pub fn to_u64(&self) -> Result<u64, NumberError> {
        self.integer()
            .and_then(|value| u64::try_from(value).ok())
            .ok_or(NumberError::Integer)
    }

    fn integer(&self) -> Option<i128> {
        if Canonical::new(self.as_str()).is_none() {
            return Some(0);
        }
        let (negative, digits, exponent) = self.parts()?;
        let digits = i128::try_from(digits).ok()?;
        let power = u32::try_from(exponent).ok()?;
        let value = digits.checked_mul(10_i128.checked_pow(power)?)?;
        Some(if negative { -value } else { value })
    }

    /// Sign, digits and power of ten, if the number is of a size that any integer can hold.
    fn parts(&self) -> Option<(bool, u128, i64)> {
        let parts = Canonical::new(self.as_str())?;
        let Power::Fits(power) = parts.power else {
            return None;
        };
        let length = i128::try_from(parts.len()).ok()?;
        if length > 29 || power.abs() > 64 {
            return None;
        }
        let exponent = i64::try_from(power - length).ok()?;
        let digits = parts
            .digits()
            .fold(0_u128, |value, digit| value * 10 + u128::from(digit - b'0'));
        Some((parts.negative, digits, exponent))
    }

    /// How many decimal places the text has; less than none for `1e3`.
    fn places(&self) -> Option<i64> {
        let (mantissa, exponent) = self
            .as_str()
            .split_once(['e', 'E'])
            .unwrap_or((self.as_str(), "0"));
        let fraction = mantissa
            .split_once('.')
            .map_or(0, |(_, fraction)| fraction.len());
        let exponent: i64 = exponent.parse().ok()?;
        i64::try_from(fraction).ok()?.checked_sub(exponent)
    }
}

fn decimal(negative: bool, digits: u128, places: i64) -> Result<Decimal, NumberError> {
    let digits = i128::try_from(digits).map_err(|_| NumberError::Decimal)?;
    let places = u32::try_from(places).map_err(|_| NumberError::Decimal)?;
    let value = if negative { -digits } else { digits };
    Decimal::try_from_i128_with_scale(value, places).map_err(|_| NumberError::Decimal)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn view(text: &str) -> Result<String, NumberError> {
        Number::new(text)
            .unwrap()
            .to_decimal()
            .map(|decimal| decimal.to_string())
    }

    #[test]
    fn every_digit_is_there_or_it_is_an_error() {
        for (text, want) in [
            ("12.50", "12.50"),
            ("-0.001", "-0.001"),
            ("1e3", "1000"),
            ("1.5E2", "150"),
            ("125e-2", "1.25"),
            ("0.00", "0.00"),
            ("0e99", "0"),
            (
                "79228162514264337593543950335",
                "79228162514264337593543950335",
            ),
            (
                "7.9228162514264337593543950335",
                "7.9228162514264337593543950335",
            ),
            (
                "1.0000000000000000000000000000000000000000",
                "1.0000000000000000000000000000",
            ),
            ("1e-28", "0.0000000000000000000000000001"),
        ] {
            assert_eq!(view(text).as_deref(), Ok(want), "{text}");
        }
        for text in [
            "79228162514264337593543950336",
            "1e-29",
            "1e300",
            "1e-300",
            "1e99999999999999999999999999999999999999999999",
            "0.12345678901234567890123456789",
            "123456789012345678901234567890.5",
        ] {
            assert_eq!(view(text), Err(NumberError::Decimal), "{text}");
        }
    }

    #[test]
    fn integers_are_exact() {
        let integer = |text: &str| Number::new(text).unwrap().to_i64().ok();
        assert_eq!(integer("9223372036854775807"), Some(i64::MAX));
        assert_eq!(integer("-9223372036854775808"), Some(i64::MIN));
        assert_eq!(integer("9223372036854775808"), None);
        assert_eq!(integer("10.00"), Some(10));
        assert_eq!(integer("0.5"), None);
        assert_eq!(integer("-0.0"), Some(0));
        assert_eq!(integer("1e18"), Some(1_000_000_000_000_000_000));
        assert_eq!(integer("1e19"), None);
        assert_eq!(
            Number::new("18446744073709551615").unwrap().to_u64(),
            Ok(u64::MAX)
        );
        assert_eq!(
            Number::new("-1").unwrap().to_u64(),
            Err(NumberError::Integer)
        );
    }

    proptest! {
        #[test]
        fn a_decimal_comes_back_as_it_was(value: i64, places in 0u32..=28) {
            let decimal = Decimal::new(value, places);
            let back = Number::from(decimal).to_decimal().unwrap();
            prop_assert_eq!(back, decimal);
            prop_assert_eq!(back.scale(), decimal.scale());
        }

        #[test]
        fn a_view_is_the_same_amount(text in "-?(0|[1-9][0-9]{0,30})(\\.[0-9]{1,30})?([eE][+-]?[0-9]{1,2})?") {
            let number = Number::new(&text).unwrap();
            if let Ok(decimal) = number.to_decimal() {
                prop_assert_eq!(Number::from(decimal), number);
            }
        }
    }
}
