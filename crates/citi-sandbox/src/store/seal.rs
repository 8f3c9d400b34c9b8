//! [`Seal`]: what all rows together amount to.

use std::fmt;
use std::str::FromStr;

use sha2::{Digest as _, Sha256};

use crate::random::hex;

/// What all rows together amount to, in whatever order they came: how many there are, and the sum of their
/// hashes, bit by bit. A row that is missing, doubled or changed makes another.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Seal {
    count: u64,
    sum: [u8; 32],
}

impl Seal {
    /// Takes a row in.
    pub(super) fn add(&mut self, name: &str, text: &str) {
        self.count = self.count.wrapping_add(1);
        self.turn(name, text);
    }

    /// Takes a row out.
    pub(super) fn take(&mut self, name: &str, text: &str) {
        self.count = self.count.wrapping_sub(1);
        self.turn(name, text);
    }

    fn turn(&mut self, name: &str, text: &str) {
        let mut hash = Sha256::new();
        // A zero byte is in no JSON and in no name.
        hash.update(name);
        hash.update([0]);
        hash.update(text);
        for (byte, other) in self.sum.iter_mut().zip(hash.finalize()) {
            *byte ^= other;
        }
    }
}

impl fmt::Display for Seal {
    /// `12 9f86d0…`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.count, hex(&self.sum))
    }
}

impl FromStr for Seal {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wrong = "not a seal";
        let (count, sum) = text.split_once(' ').ok_or(wrong)?;
        let mut seal = Self {
            count: count.parse().map_err(|_| wrong)?,
            sum: [0; 32],
        };
        for (at, byte) in seal.sum.iter_mut().enumerate() {
            let digits = sum.get(2 * at..2 * at + 2).ok_or(wrong)?;
            *byte = u8::from_str_radix(digits, 16).map_err(|_| wrong)?;
        }
        Ok(seal)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_rows_make_the_same_seal_however_they_came() {
        let mut one = Seal::default();
        one.add("a", "1");
        one.add("b", "2");
        one.take("a", "1");
        one.add("a", "3");
        let mut other = Seal::default();
        other.add("a", "3");
        other.add("b", "2");
        assert_eq!(one, other);
        assert_eq!(one.to_string().parse(), Ok(other.clone()));
        for (name, text) in [("a", "2"), ("b", "3"), ("", "a3")] {
            let mut changed = other.clone();
            changed.take("a", "3");
            changed.add(name, text);
            assert_ne!(changed, other, "{name} {text}");
        }
        other.add("c", "4");
        other.add("c", "4");
        assert_ne!(one, other);
    }
}
