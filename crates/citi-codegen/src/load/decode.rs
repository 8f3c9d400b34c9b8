//! Bytes → text.

use super::findings::{Stop, stop};
use super::{Pointer, Span, codes};

/// A text and how it was encoded.
#[derive(Debug)]
pub(super) struct Decoded {
    pub(super) text: String,
    /// Whether the bytes were UTF-16.
    pub(super) utf_16: bool,
}

/// Decodes UTF-8 (with or without a byte order mark) and UTF-16 (with a byte order mark, or
/// where its zero bytes give it away: no description begins with U+0000).
pub(super) fn decode(bytes: &[u8]) -> Result<Decoded, Stop> {
    match bytes {
        [0xFF, 0xFE, rest @ ..] => utf_16(rest, u16::from_le_bytes),
        [0xFE, 0xFF, rest @ ..] => utf_16(rest, u16::from_be_bytes),
        [0xEF, 0xBB, 0xBF, rest @ ..] => utf_8(rest),
        [0, second, ..] if *second != 0 => utf_16(bytes, u16::from_be_bytes),
        [first, 0, ..] if *first != 0 => utf_16(bytes, u16::from_le_bytes),
        _ => utf_8(bytes),
    }
}

fn utf_8(bytes: &[u8]) -> Result<Decoded, Stop> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(Decoded {
            text: text.to_owned(),
            utf_16: false,
        }),
        Err(error) => {
            let (valid, broken) = bytes.split_at(error.valid_up_to());
            let before = String::from_utf8_lossy(valid);
            let found = match broken.first() {
                Some(byte) => format!("byte 0x{byte:02X} at offset {} is no UTF-8", valid.len()),
                None => "the text ends within a character".to_owned(),
            };
            Err(refuse(end_of(&before), found))
        }
    }
}

fn utf_16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<Decoded, Stop> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    let mut text = String::with_capacity(bytes.len());
    for character in char::decode_utf16(pairs.iter().map(|pair| unit(*pair))) {
        match character {
            Ok(character) => text.push(character),
            Err(error) => {
                let unit = error.unpaired_surrogate();
                let found = format!("half of a surrogate pair (0x{unit:04X}) in UTF-16 text");
                return Err(refuse(end_of(&text), found));
            }
        }
    }
    if rest.is_empty() {
        Ok(Decoded { text, utf_16: true })
    } else {
        let found = "UTF-16 text with an odd number of bytes";
        Err(refuse(end_of(&text), found.to_owned()))
    }
}

fn refuse(span: Span, found: String) -> Stop {
    stop(
        codes::NO_TEXT,
        &Pointer::root(),
        span,
        found,
        "save the document as UTF-8",
    )
}

/// The place behind the last character of `text`.
fn end_of(text: &str) -> Span {
    let last_line = text.rsplit(['\n', '\r']).next().unwrap_or_default();
    let breaks = text.matches('\n').count()
        + text
            .match_indices('\r')
            .filter(|(at, _)| !text[at + 1..].starts_with('\n'))
            .count();
    Span {
        line: u32::try_from(breaks + 1).unwrap_or(u32::MAX),
        column: u32::try_from(last_line.chars().count() + 1).unwrap_or(u32::MAX),
        offset: text.len(),
        ..Span::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_byte_order_mark_is_taken_off() {
        let decoded = decode(b"\xEF\xBB\xBFa: 1").expect("UTF-8");
        assert_eq!(decoded.text, "a: 1");
        assert!(!decoded.utf_16);
    }

    #[test]
    fn utf_16_is_read_in_both_orders_with_and_without_a_mark() {
        let text = "{\"a\": \"ü😀\"}";
        let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        for (mark, body) in [
            (&b"\xFF\xFE"[..], &little),
            (&b"\xFE\xFF"[..], &big),
            (&b""[..], &little),
            (&b""[..], &big),
        ] {
            let bytes = [mark, body].concat();
            let decoded = decode(&bytes).expect("UTF-16");
            assert_eq!(decoded.text, text);
            assert!(decoded.utf_16);
        }
    }

    #[test]
    fn a_wrong_byte_is_named_with_its_place() {
        let refused = decode(b"a: 1\nb\xC3\xBC: \xFF").expect_err("0xFF is no UTF-8");
        assert_eq!(refused.code, codes::NO_TEXT);
        assert_eq!((refused.line, refused.column), (2, 5));
        assert_eq!(refused.found, "byte 0xFF at offset 10 is no UTF-8");
    }

    #[test]
    fn broken_utf_16_is_refused() {
        assert!(decode(b"\xFF\xFEa\0b").is_err());
        assert!(decode(b"\xFF\xFE\x00\xD8a\0").is_err());
    }
}
