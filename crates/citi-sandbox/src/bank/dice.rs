//! [`Dice`]: chance that comes out the same each time.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// Chance from a seed: SHA-256 in counter mode over the seed and a label, the same numbers on every
/// machine and for ever. Two labels give two sequences that know nothing of each other, so that one
/// more throw in one place changes nothing in another. It is for invented data, never for secrets.
#[derive(Serialize, Deserialize)]
pub(crate) struct Dice {
    key: [u8; 32],
    thrown: u64,
}

impl Dice {
    /// The sequence of a seed and a label.
    pub(crate) fn new(seed: u64, label: &str) -> Self {
        let mut hash = Sha256::new();
        hash.update(seed.to_be_bytes());
        hash.update(label.as_bytes());
        Self {
            key: hash.finalize().into(),
            thrown: 0,
        }
    }

    /// Any number.
    pub(crate) fn throw(&mut self) -> u64 {
        let mut hash = Sha256::new();
        hash.update(self.key);
        hash.update(self.thrown.to_be_bytes());
        self.thrown = self.thrown.wrapping_add(1);
        hash.finalize()
            .iter()
            .take(8)
            .fold(0, |value, byte| value << 8 | u64::from(*byte))
    }

    /// A number below `end`; 0 if that is 0. For small ends each number is as likely as any other.
    pub(crate) fn below(&mut self, end: u64) -> u64 {
        let wide = u128::from(self.throw()) * u128::from(end);
        u64::try_from(wide >> 64).unwrap_or(0)
    }

    /// A number from `low` up to and with `high`; `low` if there is none between.
    pub(crate) fn between(&mut self, low: i64, high: i64) -> i64 {
        let width = u64::try_from(i128::from(high) - i128::from(low)).unwrap_or(0);
        let step = self.below(width.saturating_add(1));
        i64::try_from(i128::from(low) + i128::from(step)).unwrap_or(low)
    }

    /// One of them; `None` if there is none.
    pub(crate) fn pick<'a, T>(&mut self, from: &'a [T]) -> Option<&'a T> {
        let index = self.below(u64::try_from(from.len()).unwrap_or(0));
        from.get(usize::try_from(index).unwrap_or(0))
    }

    /// Whether a chance of one in `of` came true.
    pub(crate) fn one_in(&mut self, of: u64) -> bool {
        self.below(of) == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn throws(seed: u64, label: &str) -> Vec<u64> {
        let mut dice = Dice::new(seed, label);
        (0..8).map(|_| dice.throw()).collect()
    }

    #[test]
    fn a_seed_and_a_label_always_give_the_same() {
        assert_eq!(throws(7, "a"), throws(7, "a"));
        assert_ne!(throws(7, "a"), throws(7, "b"));
        assert_ne!(throws(7, "a"), throws(8, "a"));
        // What a seed gives is a promise to those who wrote it into their tests.
        assert_eq!(throws(7, "a").first(), Some(&15_224_190_424_822_783_996));
    }

    #[test]
    fn numbers_stay_within_their_bounds_and_reach_them() {
        let mut dice = Dice::new(1, "bounds");
        let thrown: Vec<i64> = (0..400).map(|_| dice.between(-2, 2)).collect();
        assert_eq!(thrown.iter().min(), Some(&-2));
        assert_eq!(thrown.iter().max(), Some(&2));
        assert_eq!(dice.between(5, 4), 5);
        assert_eq!(dice.below(0), 0);
        assert_eq!(dice.pick::<u8>(&[]), None);
    }
}
