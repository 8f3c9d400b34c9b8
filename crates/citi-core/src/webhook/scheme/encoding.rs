//! [`Encoding`].

use base64::Engine as _;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

use crate::webhook::hex;

const PADDED_OR_NOT: GeneralPurposeConfig =
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);

/// With or without `=` at the end, and otherwise one text for the same bytes.
const SIGNATURE: GeneralPurpose = GeneralPurpose::new(&STANDARD, PADDED_OR_NOT);

/// Secrets that were cut by hand have bits left over at their end; what made them ignores those, and so must we.
const SECRET: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    PADDED_OR_NOT.with_decode_allow_trailing_bits(true),
);

/// How the bytes of a signature are written.
///
/// ```
/// use citi_core::webhook::Encoding;
/// let text = Encoding::Base64.encode(&[7; 32]);
/// assert_eq!(Encoding::Base64.decode(&text), Some(vec![7; 32]));
/// assert_eq!(Encoding::Hex.decode(&text), None);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// Hexadecimal digits, read in any case, written in lower case.
    Hex,
    /// Base64 (RFC 4648 §4), read with and without padding, written with it.
    Base64,
}

impl Encoding {
    /// The 32 bytes of an HMAC-SHA256, if the text is such.
    #[must_use]
    pub fn decode(self, text: &str) -> Option<Vec<u8>> {
        match self {
            Self::Hex => hex::decode(text).map(Vec::from),
            Self::Base64 => SIGNATURE
                .decode(text)
                .ok()
                .filter(|bytes| bytes.len() == 32),
        }
    }

    /// The text of these bytes.
    #[must_use]
    pub fn encode(self, bytes: &[u8]) -> String {
        match self {
            Self::Hex => hex::encode(bytes),
            Self::Base64 => SIGNATURE.encode(bytes),
        }
    }
}

/// The bytes of a secret in base64.
pub(super) fn secret(text: &str) -> Option<Vec<u8>> {
    SECRET.decode(text).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_text_means_one_signature() {
        let text = Encoding::Base64.encode(&[0xff; 32]);
        let bare = text.trim_end_matches('=');
        assert_eq!(Encoding::Base64.decode(bare), Some(vec![0xff; 32]));
        // The last digit has two bits that mean nothing: they must be 0.
        let mut other = bare.to_owned();
        assert_eq!(other.pop(), Some('8'));
        assert_eq!(Encoding::Base64.decode(&format!("{other}9")), None);
        for short in ["", "=", "AA==", &text[4..]] {
            assert_eq!(Encoding::Base64.decode(short), None, "{short}");
        }
    }
}
