//! The string of a JSON text.

/// What unescaping found.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Unescaped {
    pub(super) text: String,
    /// Whether half of a surrogate pair was replaced.
    pub(super) lone_surrogate: bool,
}

/// Undoes the escapes of a string's inside. On an escape that JSON does not know: its
/// offset.
pub(super) fn unescape(inside: &str) -> Result<Unescaped, usize> {
    let mut out = Unescaped {
        text: String::with_capacity(inside.len()),
        lone_surrogate: false,
    };
    let mut at = 0;
    while let Some(step) = inside[at..].find('\\') {
        out.text.push_str(&inside[at..at + step]);
        at += step;
        let bytes = &inside.as_bytes()[at..];
        let plain = match bytes.get(1) {
            Some(b'"') => '"',
            Some(b'\\') => '\\',
            Some(b'/') => '/',
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{C}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => {
                let (character, length) = unicode(bytes).ok_or(at)?;
                out.text.push(character.unwrap_or('\u{FFFD}'));
                out.lone_surrogate |= character.is_none();
                at += length;
                continue;
            }
            _ => return Err(at),
        };
        out.text.push(plain);
        at += 2;
    }
    out.text.push_str(&inside[at..]);
    Ok(out)
}

/// The character of `\uXXXX`, or of two of them that are a pair, and how many bytes it
/// takes; no character for half of a pair.
fn unicode(bytes: &[u8]) -> Option<(Option<char>, usize)> {
    let first = unit(bytes)?;
    if let Some(character) = char::from_u32(first) {
        return Some((Some(character), 6));
    }
    if (0xD800..0xDC00).contains(&first)
        && let Some(second) = bytes.get(6..).and_then(unit)
        && (0xDC00..0xE000).contains(&second)
    {
        let both = 0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00);
        return Some((char::from_u32(both), 12));
    }
    Some((None, 6))
}

/// The code unit of `\uXXXX` at the beginning of `bytes`.
fn unit(bytes: &[u8]) -> Option<u32> {
    match bytes {
        [b'\\', b'u', digits @ ..] => digits.get(..4)?.iter().try_fold(0, |value, digit| {
            Some(value * 16 + char::from(*digit).to_digit(16)?)
        }),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(inside: &str) -> String {
        unescape(inside).expect("known escapes").text
    }

    #[test]
    fn every_escape_is_undone() {
        assert_eq!(text(r#"a\"\\\/\b\f\n\r\tz"#), "a\"\\/\u{8}\u{C}\n\r\tz");
        assert_eq!(text(r"\u0041\u00fC"), "Aü");
    }

    #[test]
    fn surrogate_pairs_are_one_character() {
        let pair = unescape(r"x\uD83D\uDE00y").expect("known escapes");
        assert_eq!(pair.text, "x😀y");
        assert!(!pair.lone_surrogate);
    }

    #[test]
    fn half_a_pair_is_replaced() {
        for (inside, expected) in [
            (r"\uD83D!", "\u{FFFD}!"),
            (r"\uDE00", "\u{FFFD}"),
            (r"\uD83D\uD83D\uDE00", "\u{FFFD}😀"),
            (r"\uD83D\n", "\u{FFFD}\n"),
        ] {
            let unescaped = unescape(inside).expect("known escapes");
            assert_eq!(unescaped.text, expected);
            assert!(unescaped.lone_surrogate);
        }
    }

    #[test]
    fn unknown_escapes_are_refused_with_their_offset() {
        assert_eq!(unescape(r"ab\x"), Err(2));
        assert_eq!(unescape(r"\u12G4"), Err(0));
        assert_eq!(unescape(r"\u12"), Err(0));
        assert_eq!(unescape(r"\u+123"), Err(0));
    }
}
