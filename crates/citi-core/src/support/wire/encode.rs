//! Percent-encoding (RFC 3986 §2).

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// Everything but the unreserved characters.
const STRICT: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// Encodes everything but the unreserved characters of RFC 3986 §2.3.
pub(super) fn strict(text: &str) -> String {
    utf8_percent_encode(text, STRICT).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_unreserved_characters_stay() {
        assert_eq!(strict("aZ09-._~"), "aZ09-._~");
        assert_eq!(
            strict("a/b?c#d e%é\n\\;,"),
            "a%2Fb%3Fc%23d%20e%25%C3%A9%0A%5C%3B%2C"
        );
    }
}
