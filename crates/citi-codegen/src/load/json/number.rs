//! The number of a JSON text.

/// How many bytes at the beginning of `bytes` are a JSON number; `None` if none are.
pub(super) fn length(bytes: &[u8]) -> Option<usize> {
    let digits = |from: usize| {
        bytes[from..]
            .iter()
            .take_while(|byte| byte.is_ascii_digit())
            .count()
    };
    let mut at = usize::from(bytes.first() == Some(&b'-'));
    let whole = digits(at);
    if whole == 0 || (whole > 1 && bytes[at] == b'0') {
        return None;
    }
    at += whole;
    if bytes.get(at) == Some(&b'.') {
        let fraction = digits(at + 1);
        if fraction == 0 {
            return None;
        }
        at += 1 + fraction;
    }
    if let Some(b'e' | b'E') = bytes.get(at) {
        let sign = usize::from(matches!(bytes.get(at + 1), Some(b'+' | b'-')));
        let exponent = digits(at + 1 + sign);
        if exponent == 0 {
            return None;
        }
        at += 1 + sign + exponent;
    }
    Some(at)
}

/// Whether `text` is a JSON number from its first to its last character.
pub(in crate::load) fn is_number(text: &str) -> bool {
    length(text.as_bytes()) == Some(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn follows_the_grammar() {
        for good in [
            "0",
            "-0",
            "7",
            "120",
            "0.10",
            "-1.5e-3",
            "1E+30",
            "1e05",
            "123456789012345678901234567890.5",
        ] {
            assert!(is_number(good), "{good}");
        }
        for bad in [
            "", "-", "+1", "007", "-01", ".5", "5.", "1e", "1e+", "0x1F", "1_000", "1 ", "NaN",
        ] {
            assert!(!is_number(bad), "{bad}");
        }
    }
}
