//! Hexadecimal digits.

/// The 32 bytes that 64 hexadecimal digits stand for, in any case.
pub(super) fn decode(text: &str) -> Option<[u8; 32]> {
    let digits = text.as_bytes();
    if digits.len() != 64 {
        return None;
    }
    let mut bytes = [0; 32];
    for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
        let &[high, low] = pair else { return None };
        *byte = digit(high)? << 4 | digit(low)?;
    }
    Some(bytes)
}

/// The digits of these bytes, in lower case.
pub(super) fn encode(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn digit(byte: u8) -> Option<u8> {
    char::from(byte)
        .to_digit(16)
        .and_then(|value| value.try_into().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_in_any_case() {
        let bytes: [u8; 32] = std::array::from_fn(|at| (at * 37) as u8);
        let text = encode(&bytes);
        assert_eq!(text.len(), 64);
        assert_eq!(decode(&text), Some(bytes));
        assert_eq!(decode(&text.to_uppercase()), Some(bytes));
    }

    #[test]
    fn nothing_else_is_taken_for_digits() {
        let good = encode(&[7; 32]);
        for bad in [
            good[1..].to_owned(),
            format!("{good}0"),
            format!("g{}", &good[1..]),
            format!("+{}", &good[1..]),
            format!("é{}", &good[2..]),
            String::new(),
        ] {
            assert_eq!(decode(&bad), None, "{bad}");
        }
    }
}
