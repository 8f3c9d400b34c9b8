//! Where the digits are kept.

use std::fmt;

/// The longest text that is kept without an allocation. With it a `Number` is three words long,
/// the same as a `String`.
const INLINE: usize = 22;

/// ASCII text, inline if it is short.
#[derive(Clone)]
pub(super) enum Repr {
    Inline { len: u8, bytes: [u8; INLINE] },
    Heap(Box<str>),
}

impl Repr {
    /// Keeps `text`, which the caller has checked.
    pub(super) fn new(text: &str) -> Self {
        match Self::inline(text) {
            Some(inline) => inline,
            None => Self::Heap(text.into()),
        }
    }

    /// Keeps `text`, without a copy if it is long.
    pub(super) fn from_string(text: String) -> Self {
        match Self::inline(&text) {
            Some(inline) => inline,
            None => Self::Heap(text.into_boxed_str()),
        }
    }

    fn inline(text: &str) -> Option<Self> {
        let mut bytes = [0; INLINE];
        bytes
            .get_mut(..text.len())?
            .copy_from_slice(text.as_bytes());
        let len = u8::try_from(text.len()).ok()?;
        Some(Self::Inline { len, bytes })
    }

    /// The text.
    pub(super) fn as_str(&self) -> &str {
        match self {
            // What is inline was copied from a `str`, so this never takes the default.
            Self::Inline { len, bytes } => bytes
                .get(..usize::from(*len))
                .and_then(|text| std::str::from_utf8(text).ok())
                .unwrap_or_default(),
            Self::Heap(text) => text,
        }
    }
}

impl fmt::Debug for Repr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_text_is_inline_and_long_text_is_not() {
        let short = "1234567890123456789012";
        assert!(matches!(Repr::new(short), Repr::Inline { .. }));
        assert_eq!(Repr::new(short).as_str(), short);
        let long = "12345678901234567890123";
        assert!(matches!(Repr::new(long), Repr::Heap(_)));
        assert_eq!(Repr::from_string(long.to_owned()).as_str(), long);
        assert!(matches!(
            Repr::from_string("1".to_owned()),
            Repr::Inline { .. }
        ));
    }

    #[test]
    fn it_is_as_large_as_a_string() {
        assert_eq!(size_of::<Repr>(), size_of::<String>());
        assert_eq!(size_of::<Option<Repr>>(), size_of::<String>());
    }
}
