//! [`AccountNumber`]: the number of an account, which is never shown whole.

use std::fmt;

use serde::{Deserialize, Serializer};

/// How many characters at the end may be read.
const READABLE: usize = 4;

/// The number of an account, here or at another bank. It is never shown whole, not in `Debug` either.
#[derive(Clone, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub(crate) struct AccountNumber(String);

impl AccountNumber {
    pub(crate) fn new(number: impl Into<String>) -> Self {
        Self(number.into())
    }

    /// The number with stars for all but its last four characters; a number that these would give
    /// away is all stars.
    pub(crate) fn masked(&self) -> String {
        let length = self.0.chars().count();
        let hidden = match length >= 2 * READABLE {
            true => length - READABLE,
            false => length,
        };
        let shown = self.0.chars().skip(hidden);
        std::iter::repeat_n('*', hidden).chain(shown).collect()
    }

    /// Writes it whole: for images of the state, and for nothing else.
    pub(crate) fn keep<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }

    /// Whether it ends so.
    pub(crate) fn ends_with(&self, end: &str) -> bool {
        self.0.ends_with(end)
    }
}

impl fmt::Debug for AccountNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.masked())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_last_four_are_shown_and_of_short_ones_none() {
        for (number, want) in [
            ("9876543210", "******3210"),
            ("12345678", "****5678"),
            ("1234567", "*******"),
            ("1", "*"),
        ] {
            assert_eq!(AccountNumber::new(number).masked(), want);
            assert_eq!(format!("{:?}", AccountNumber::new(number)), want);
        }
    }
}
