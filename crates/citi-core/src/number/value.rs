//! The type itself.

use std::fmt;

use super::NumberError;
use super::grammar::is_number;
use super::repr::Repr;

/// A decimal number of any length and exponent, kept as the text in which it came.
///
/// What was read is written back with the same digits: `12.50` stays `12.50` and `1E-30` stays
/// `1E-30`. Two numbers are equal if they are the same amount (`1.0 == 1.00`), and are ordered by
/// amount, exactly, whatever their length; [`is_same_text`](Self::is_same_text) compares the digits.
///
/// To calculate, ask for a checked view: [`to_decimal`](Self::to_decimal) or
/// [`to_i64`](Self::to_i64), each an error where the number does not fit, never a rounding.
///
/// # JSON
///
/// Read from JSON text it takes a JSON number, or a JSON string that holds one (`"12.50"`, which
/// some services send); it is written as a JSON number. Every digit is kept through
/// [`serde_json::from_str`], `from_slice` and `from_reader`, at any depth of structs, lists, options
/// and maps. Other sources give what they have: a [`serde_json::Value`] has already made a float of
/// a fraction, and so has whatever stands behind serde's `flatten`, `untagged` and internal tags.
///
/// ```
/// use citi_core::Number;
///
/// let amount: Number = serde_json::from_str("12345678901234567890.10")?;
/// assert_eq!(serde_json::to_string(&amount)?, "12345678901234567890.10");
/// assert_eq!(amount, "12345678901234567890.1".parse()?);
/// assert!(amount > Number::from(7));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct Number(Repr);

impl Number {
    /// A number from its text.
    ///
    /// # Errors
    /// [`NumberError::Grammar`] if it is no JSON number.
    pub fn new(text: &str) -> Result<Self, NumberError> {
        match is_number(text) {
            true => Ok(Self(Repr::new(text))),
            false => Err(NumberError::Grammar),
        }
    }

    /// A number from an owned text, which a long number keeps.
    pub(super) fn from_owned(text: String) -> Result<Self, NumberError> {
        match is_number(&text) {
            true => Ok(Self(Repr::from_string(text))),
            false => Err(NumberError::Grammar),
        }
    }

    /// A number from text that is one by its making.
    pub(super) fn trusted(text: &str) -> Self {
        debug_assert!(is_number(text), "made from text that is no number");
        Self(Repr::new(text))
    }

    /// The digits as they came.
    ///
    /// ```
    /// # use citi_core::Number;
    /// assert_eq!(Number::new("1.500E+2")?.as_str(), "1.500E+2");
    /// # Ok::<(), citi_core::NumberError>(())
    /// ```
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// Whether both are written alike: `1.0` and `1.00` are equal, and not the same text.
    ///
    /// ```
    /// # use citi_core::Number;
    /// let (one, other) = (Number::new("1.0")?, Number::new("1.00")?);
    /// assert!(one == other && !one.is_same_text(&other));
    /// # Ok::<(), citi_core::NumberError>(())
    /// ```
    #[must_use]
    pub fn is_same_text(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Debug for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_and_display_are_the_digits() {
        let number = Number::new("-1.20e3").unwrap();
        assert_eq!(
            format!("{number} {number:?} {number:>9}"),
            "-1.20e3 -1.20e3   -1.20e3"
        );
    }

    #[test]
    fn what_is_no_number_is_refused() {
        assert_eq!(Number::new("1,5").unwrap_err(), NumberError::Grammar);
        assert_eq!(
            Number::from_owned("NaN".to_owned()).unwrap_err(),
            NumberError::Grammar
        );
    }
}
