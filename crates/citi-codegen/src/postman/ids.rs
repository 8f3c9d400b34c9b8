//! Identifiers that are the same each time: made from names, not drawn.

use std::fmt::Write as _;

use sha2::{Digest, Sha256};

/// A UUID of version 8 (RFC 9562) from the names that lead to a thing: the same for the same names.
pub(super) fn id(names: &[&str]) -> String {
    let mut hash = Sha256::new();
    for name in names {
        hash.update(name.as_bytes());
        hash.update([0]);
    }
    let mut text = String::with_capacity(36);
    for (at, byte) in hash.finalize().into_iter().take(16).enumerate() {
        let byte = match at {
            6 => byte & 0x0f | 0x80,
            8 => byte & 0x3f | 0x80,
            _ => byte,
        };
        if matches!(at, 4 | 6 | 8 | 10) {
            text.push('-');
        }
        // Writing to a string does not fail.
        let _ = write!(text, "{byte:02x}");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_has_one_id_and_another_has_another() {
        let one = id(&["fx", "getRates"]);
        assert_eq!(one, id(&["fx", "getRates"]));
        assert_ne!(one, id(&["fxgetRates"]));
        assert_ne!(one, id(&["fx", "getQuote"]));
    }

    #[test]
    fn it_has_the_form_of_a_uuid_of_version_8() {
        let id = id(&["x"]);
        let lengths: Vec<_> = id.split('-').map(str::len).collect();
        assert_eq!(lengths, [8, 4, 4, 4, 12]);
        assert_eq!(id.chars().nth(14), Some('8'));
        assert!(matches!(id.chars().nth(19), Some('8' | '9' | 'a' | 'b')));
    }
}
