//! The grammar of a JSON number (RFC 8259 §6).

/// Whether `text` is a JSON number and nothing else.
pub(crate) fn is_number(text: &str) -> bool {
    let bytes = text.as_bytes();
    let mut at = usize::from(bytes.first() == Some(&b'-'));
    match bytes.get(at) {
        Some(b'0') => at += 1,
        Some(b'1'..=b'9') => at += digits(bytes, at),
        _ => return false,
    }
    if bytes.get(at) == Some(&b'.') {
        let count = digits(bytes, at + 1);
        if count == 0 {
            return false;
        }
        at += 1 + count;
    }
    if matches!(bytes.get(at), Some(b'e' | b'E')) {
        at += 1;
        at += usize::from(matches!(bytes.get(at), Some(b'+' | b'-')));
        let count = digits(bytes, at);
        if count == 0 {
            return false;
        }
        at += count;
    }
    at == bytes.len()
}

fn digits(bytes: &[u8], from: usize) -> usize {
    bytes
        .iter()
        .skip(from)
        .take_while(|byte| byte.is_ascii_digit())
        .count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_grammar_of_rfc_8259_is_kept() {
        for good in [
            "0",
            "-0",
            "0.0",
            "12",
            "-1.50",
            "1e5",
            "1E+05",
            "1.2e-30",
            "0e0",
            "9e999999999999",
        ] {
            assert!(is_number(good), "{good}");
        }
        for bad in [
            "", "-", "+1", "01", "-01", ".5", "5.", "1e", "1e+", "1.e5", "1 ", " 1", "0x1", "NaN",
            "1,5", "--1", "1.2.3", "1e5.0", "٣",
        ] {
            assert!(!is_number(bad), "{bad}");
        }
    }

    #[test]
    fn it_agrees_with_serde_json() {
        for text in [
            "0", "00", "1.0", "1.", "-", "-0.0", "1e1", "1e", "e1", "10", "1E-0",
        ] {
            let theirs = serde_json::from_str::<&serde_json::value::RawValue>(text).is_ok();
            assert_eq!(is_number(text), theirs, "{text}");
        }
    }
}
