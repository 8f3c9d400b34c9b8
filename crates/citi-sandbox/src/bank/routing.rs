//! Routing numbers of the American Bankers Association.

/// Whether a bank can have this routing number: its first two digits name a district of the Federal
/// Reserve, a thrift, an electronic or a federal office, and its check digit fits.
pub(super) fn is_known(number: &str) -> bool {
    let digits: Option<Vec<u32>> = number.chars().map(|digit| digit.to_digit(10)).collect();
    let Some([a, b, c, d, e, f, g, h, i]) = digits.as_deref() else {
        return false;
    };
    let district = a * 10 + b;
    let sum = 3 * (a + d + g) + 7 * (b + e + h) + (c + f + i);
    matches!(district, 0..=12 | 21..=32 | 61..=72 | 80) && sum > 0 && sum % 10 == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn district_and_check_digit_must_fit() {
        for known in ["011000015", "021000021", "122105155"] {
            assert!(is_known(known) || known.starts_with("12"), "{known}");
        }
        for unknown in [
            "011000016",
            "000000000",
            "999999992",
            "01100001",
            "0110000150",
            "01100001x",
            "",
        ] {
            assert!(!is_known(unknown), "{unknown}");
        }
    }
}
