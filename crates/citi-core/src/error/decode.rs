//! [`DecodeError`]: a body that is not what it should be.

use std::fmt;

use super::clean::clean;

/// A body that is not what it should be. The message never has the values in it.
///
/// ```
/// use citi_core::DecodeError;
/// let error = serde_json::from_str::<u8>(r#""4111111111111111""#).unwrap_err();
/// let shown = DecodeError::from(error).to_string();
/// assert_eq!(shown, "invalid type: string [redacted], expected u8 at line 1 column 18");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecodeError {
    reason: String,
}

impl DecodeError {
    /// An error for this reason, which is made fit to be shown.
    pub fn new(reason: impl fmt::Display) -> Self {
        Self {
            reason: clean(&reason.to_string(), 300),
        }
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.reason)
    }
}

impl std::error::Error for DecodeError {}

impl From<serde_json::Error> for DecodeError {
    fn from(error: serde_json::Error) -> Self {
        Self::new(without_values(&error.to_string()))
    }
}

impl From<crate::XmlError> for DecodeError {
    fn from(error: crate::XmlError) -> Self {
        Self::new(error)
    }
}

/// serde says what it found: strings in quotes, other values in backticks after their kind.
fn without_values(message: &str) -> String {
    const KINDS: [&str; 6] = [
        "integer `",
        "floating point `",
        "boolean `",
        "character `",
        "variant `",
        "number `",
    ];
    let mut out = String::with_capacity(message.len());
    let mut rest = message;
    loop {
        let kind = KINDS
            .iter()
            .filter_map(|kind| rest.find(kind).map(|at| (at + kind.len() - 1, '`')));
        let quoted = rest.find('"').map(|at| (at, '"'));
        let Some((at, mark)) = kind.chain(quoted).min() else {
            out.push_str(rest);
            return out;
        };
        let (before, value) = rest.split_at(at);
        out.push_str(before);
        out.push_str("[redacted]");
        rest = end_of(value, mark);
    }
}

/// What follows a value that begins with `mark`, past its end; quotes inside are escaped.
fn end_of(value: &str, mark: char) -> &str {
    let mut escaped = false;
    for (at, c) in value.char_indices().skip(1) {
        if c == mark && !escaped {
            return value.get(at + 1..).unwrap_or_default();
        }
        escaped = c == '\\' && !escaped;
    }
    ""
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;

    #[derive(Debug, Deserialize)]
    #[allow(dead_code, reason = "only its errors are looked at")]
    struct Card {
        pin: u8,
        kind: Kind,
    }

    #[derive(Debug, Deserialize)]
    enum Kind {
        Debit,
    }

    fn shown(text: &str) -> String {
        DecodeError::from(serde_json::from_str::<Card>(text).unwrap_err()).to_string()
    }

    #[test]
    fn names_are_shown_and_values_are_not() {
        assert_eq!(shown("{}"), "missing field `pin` at line 1 column 2");
        for text in [
            r#"{"pin":"secret\" and \\"}"#,
            r#"{"pin":-2580}"#,
            r#"{"pin":2580}"#,
            r#"{"pin":2580.25}"#,
            r#"{"pin":1,"kind":"2580 secret"}"#,
        ] {
            let shown = shown(text);
            assert!(shown.contains("[redacted]"), "{shown}");
            assert!(
                !shown.contains("2580") && !shown.contains("secret"),
                "{shown}"
            );
            assert!(shown.contains("expected"), "{shown}");
        }
        assert!(matches!(serde_json::from_str("\"Debit\""), Ok(Kind::Debit)));
    }
}
