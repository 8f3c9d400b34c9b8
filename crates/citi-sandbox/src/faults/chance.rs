//! [`Chance`]: how likely it is that a fault acts.

use rust_decimal::Decimal;

/// How likely it is that a fault acts, in parts per million: exact, and never a float.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Chance(u32);

const WHOLE: u32 = 1_000_000;

impl Chance {
    /// Every time.
    pub(super) const ALWAYS: Self = Self(WHOLE);

    /// So many in so many: rounded down to parts per million, but to no less than one if there is any.
    pub(super) fn of(part: u32, whole: u32) -> Self {
        let parts = (u64::from(part) * u64::from(WHOLE))
            .checked_div(u64::from(whole))
            .unwrap_or(u64::from(WHOLE))
            .min(u64::from(WHOLE));
        let parts = u32::try_from(parts).unwrap_or(WHOLE);
        Self(parts.max(u32::from(part > 0)))
    }

    /// Reads `0.25`.
    pub(super) fn read(text: &str) -> Option<Self> {
        let value: Decimal = text.parse().ok()?;
        let parts = value.checked_mul(Decimal::from(WHOLE))?;
        let parts = parts.is_integer().then_some(parts)?;
        let parts = u32::try_from(parts).ok()?;
        (parts <= WHOLE).then_some(Self(parts))
    }

    /// Whether it comes true for a number that was drawn below a million.
    pub(super) fn comes_true(self, drawn: u64) -> bool {
        drawn < u64::from(self.0)
    }

    pub(super) fn is_certain(self) -> bool {
        self == Self::ALWAYS
    }
}

impl std::fmt::Display for Chance {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        Decimal::new(i64::from(self.0), 6).normalize().fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chances_are_read_and_written_exactly() {
        for text in ["0", "1", "0.25", "0.000001", "0.333333"] {
            assert_eq!(Chance::read(text).unwrap().to_string(), text);
        }
        for wrong in ["1.000001", "-0.1", "0.0000001", "half", "", "1e400"] {
            assert_eq!(Chance::read(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn fractions_are_never_rounded_to_nothing() {
        assert_eq!(Chance::of(1, 4).to_string(), "0.25");
        assert_eq!(Chance::of(1, 3).to_string(), "0.333333");
        assert_eq!(Chance::of(1, u32::MAX).to_string(), "0.000001");
        assert_eq!(Chance::of(0, 5).to_string(), "0");
        assert_eq!(Chance::of(7, 5), Chance::ALWAYS);
        assert_eq!(Chance::of(1, 0), Chance::ALWAYS);
    }

    #[test]
    fn a_certain_one_always_comes_true_and_none_never() {
        assert!(Chance::ALWAYS.comes_true(999_999));
        assert!(!Chance::of(0, 1).comes_true(0));
        assert!(Chance::of(1, 1_000_000).comes_true(0));
        assert!(!Chance::of(1, 1_000_000).comes_true(1));
    }
}
