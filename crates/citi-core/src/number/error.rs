//! Why a number is refused or does not fit.

/// Why a text is no number, or a number does not fit a type.
///
/// The number itself is not in the message: it may be a balance.
///
/// ```
/// use citi_core::{Number, NumberError};
/// assert_eq!("12,50".parse::<Number>(), Err(NumberError::Grammar));
/// assert_eq!("1e300".parse::<Number>()?.to_decimal(), Err(NumberError::Decimal));
/// # Ok::<(), NumberError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NumberError {
    /// The text is not a JSON number (RFC 8259 §6).
    #[error("not a number: a number is written as in JSON, such as -12.50 or 1e3")]
    Grammar,
    /// A [`rust_decimal::Decimal`] cannot hold every digit.
    #[error(
        "the number does not fit a decimal of 96 bits with at most 28 decimal places without loss; use its text instead"
    )]
    Decimal,
    /// The integer type cannot hold it: it has a fraction, or is too large.
    #[error("the number is not an integer of 64 bits; use its text or a decimal instead")]
    Integer,
}
