//! A number taken apart, so that amounts can be compared without being written out.

/// The power of ten of a number, of any size.
///
/// What has at most 30 digits is [`Fits`](Self::Fits) and nothing else is, so that two powers are
/// equal exactly if they are the same value.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Power {
    Fits(i128),
    /// Sign and digits, without leading zeros.
    Huge(bool, String),
}

/// The largest count of digits that [`Power::Fits`] holds.
const FITS: usize = 30;

impl Power {
    /// `digits` (with `negative` as its sign) plus `offset`.
    fn new(negative: bool, digits: &str, offset: i64) -> Self {
        let digits = digits.trim_start_matches('0');
        let small = match digits.len() {
            0 => Some(0),
            1..=36 => digits.parse::<i128>().ok(),
            _ => None,
        };
        match small {
            Some(value) => Self::of(if negative { -value } else { value } + i128::from(offset)),
            // Far beyond any offset, which is at most the length of a text: the sign stays.
            None => Self::Huge(negative, add(digits, offset, negative)),
        }
    }

    fn of(value: i128) -> Self {
        let digits = value.unsigned_abs().to_string();
        match digits.len() <= FITS {
            true => Self::Fits(value),
            false => Self::Huge(value < 0, digits),
        }
    }
}

/// `digits` + `offset` (or minus, where the digits stand for a negative value), in decimal text.
fn add(digits: &str, offset: i64, negative: bool) -> String {
    let up = (offset >= 0) != negative;
    let mut rest = offset.unsigned_abs();
    let mut out: Vec<u8> = digits.bytes().collect();
    for digit in out.iter_mut().rev() {
        if rest == 0 {
            break;
        }
        let value = u64::from(*digit - b'0');
        let step = rest % 10;
        rest /= 10;
        let (next, carry) = match up {
            true => ((value + step) % 10, (value + step) / 10),
            false => ((value + 10 - step) % 10, u64::from(value < step)),
        };
        *digit = b'0' + u8::try_from(next).unwrap_or_default();
        rest += carry;
    }
    let mut text: String = out.iter().copied().map(char::from).collect();
    if up && rest > 0 {
        text.insert_str(0, &rest.to_string());
    }
    text.trim_start_matches('0').to_owned()
}

impl Ord for Power {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        use std::cmp::Ordering::{Greater, Less};
        let size = |a: &str, b: &str| a.len().cmp(&b.len()).then_with(|| a.cmp(b));
        match (self, other) {
            (Self::Fits(a), Self::Fits(b)) => a.cmp(b),
            (Self::Huge(false, _), Self::Fits(_)) | (Self::Fits(_), Self::Huge(true, _)) => Greater,
            (Self::Huge(true, _), Self::Fits(_)) | (Self::Fits(_), Self::Huge(false, _)) => Less,
            (Self::Huge(false, a), Self::Huge(false, b)) => size(a, b),
            (Self::Huge(true, a), Self::Huge(true, b)) => size(b, a),
            (Self::Huge(false, _), Self::Huge(true, _)) => Greater,
            (Self::Huge(true, _), Self::Huge(false, _)) => Less,
        }
    }
}

impl PartialOrd for Power {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

/// A number that is not zero: `0.DIGITS × 10^power`, with no zero at either end of the digits.
#[derive(Clone, Debug)]
pub(super) struct Canonical<'a> {
    pub(super) negative: bool,
    whole: &'a str,
    fraction: &'a str,
    pub(super) power: Power,
}

impl<'a> Canonical<'a> {
    /// Takes a JSON number apart; `None` for zero, however it is written.
    pub(super) fn new(text: &'a str) -> Option<Self> {
        let (negative, rest) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (mantissa, exponent) = rest.split_once(['e', 'E']).unwrap_or((rest, ""));
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let whole = whole.trim_start_matches('0');
        let mut offset = i64::try_from(whole.len()).unwrap_or(i64::MAX);
        let mut fraction = fraction.trim_end_matches('0');
        let mut digits = whole;
        if whole.is_empty() {
            let significant = fraction.trim_start_matches('0');
            offset = -i64::try_from(fraction.len() - significant.len()).unwrap_or(i64::MAX);
            fraction = significant;
        }
        if fraction.is_empty() {
            digits = whole.trim_end_matches('0');
        }
        if digits.is_empty() && fraction.is_empty() {
            return None;
        }
        let (down, size) = match exponent.strip_prefix('-') {
            Some(size) => (true, size),
            None => (false, exponent.strip_prefix('+').unwrap_or(exponent)),
        };
        Some(Self {
            negative,
            whole: digits,
            fraction,
            power: Power::new(down, size, offset),
        })
    }

    /// The digits, most significant first.
    pub(super) fn digits(&self) -> impl Iterator<Item = u8> + '_ {
        self.whole.bytes().chain(self.fraction.bytes())
    }

    /// How many digits there are.
    pub(super) fn len(&self) -> usize {
        self.whole.len() + self.fraction.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn power(text: &str) -> Power {
        Canonical::new(text).unwrap().power
    }

    fn digits(text: &str) -> String {
        Canonical::new(text)
            .unwrap()
            .digits()
            .map(char::from)
            .collect()
    }

    #[test]
    fn zeros_at_either_end_are_no_digits() {
        for (text, want, ten) in [
            ("100", "1", 3),
            ("0.00120", "12", -2),
            ("1.50", "15", 1),
            ("10.010", "1001", 2),
            ("-7e2", "7", 3),
            ("7E-002", "7", -1),
        ] {
            assert_eq!(
                (digits(text).as_str(), power(text)),
                (want, Power::Fits(ten)),
                "{text}"
            );
        }
        for zero in [
            "0",
            "-0",
            "0.000",
            "0e99999999999999999999999999999999999999999",
        ] {
            assert!(Canonical::new(zero).is_none(), "{zero}");
        }
    }

    #[test]
    fn powers_beyond_any_integer_are_exact() {
        let nines = "9".repeat(60);
        assert_eq!(
            power(&format!("10e{nines}")),
            power(&format!("1e1{}", "0".repeat(60)))
        );
        assert_eq!(
            power(&format!("0.1e-{nines}")),
            power(&format!("1e-1{}", "0".repeat(60)))
        );
        assert_eq!(
            power(&format!("100e-1{}", "0".repeat(60))),
            power(&format!("10e-{nines}"))
        );
        assert!(power(&format!("1e{nines}")) < power(&format!("10e{nines}")));
        assert!(power(&format!("1e-{nines}")) < power("1e5"));
        assert!(power(&format!("1e-{nines}")) > power(&format!("0.1e-{nines}")));
    }

    #[test]
    fn the_same_power_is_the_same_value_at_the_border() {
        // 10^30 - 1 plus one, and 10^30 itself: one crosses the border by the offset.
        let below = format!("10e{}", "9".repeat(30));
        let above = format!("1e1{}", "0".repeat(30));
        assert_eq!(power(&below), power(&above));
        assert!(matches!(power(&above), Power::Huge(false, _)));
        let far = "1".repeat(36);
        let farther = format!("{}2", "1".repeat(35));
        assert_eq!(power(&format!("10e{far}")), power(&format!("1e{farther}")));
    }
}
