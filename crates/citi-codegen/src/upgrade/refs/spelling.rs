//! A reference as text → what it says.

/// What a reference says, before anything is looked up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Spelled {
    /// A place in this document: tokens as written, still escaped and encoded.
    Place {
        /// The tokens, outermost first.
        tokens: Vec<String>,
        /// Whether it was written as the standard asks.
        regular: bool,
    },
    /// A bare name: `Account`, or an anchor `#account`.
    Name(String),
    /// Another document.
    External,
}

/// Members of a document's top level that a reference without its leading `#/` begins with.
const TOP: [&str; 6] = [
    "components",
    "definitions",
    "parameters",
    "responses",
    "paths",
    "securityDefinitions",
];

/// Reads the text of a reference.
pub(crate) fn spell(text: &str) -> Spelled {
    let trimmed = text.trim();
    let regular = trimmed.len() == text.len();
    match trimmed.split_once('#') {
        Some(("", fragment)) => match fragment.strip_prefix('/') {
            Some(path) => place(path, regular),
            None if fragment.is_empty() => Spelled::Place {
                tokens: Vec::new(),
                regular,
            },
            None if fragment.contains('/') => place(fragment, false),
            None => Spelled::Name(fragment.to_owned()),
        },
        Some(_) => Spelled::External,
        None => {
            let path = trimmed.strip_prefix('/').unwrap_or(trimmed);
            let first = path.split('/').next().unwrap_or_default();
            if path.contains('/') && TOP.contains(&first) {
                place(path, false)
            } else if path.contains('/') || path.contains(':') || is_file(path) {
                Spelled::External
            } else {
                Spelled::Name(path.to_owned())
            }
        }
    }
}

fn place(path: &str, regular: bool) -> Spelled {
    let trimmed = path.trim_end_matches('/');
    Spelled::Place {
        regular: regular && trimmed.len() == path.len(),
        tokens: trimmed.split('/').map(str::to_owned).collect(),
    }
}

fn is_file(path: &str) -> bool {
    let lower = path.to_ascii_lowercase();
    [".json", ".yaml", ".yml", ".xsd"]
        .iter()
        .any(|ending| lower.ends_with(ending))
}

/// A token with its percent encoding and its `~` escapes undone.
pub(crate) fn decode(token: &str) -> String {
    unescape(&percent(token))
}

/// A token with its `~` escapes undone.
pub(crate) fn unescape(token: &str) -> String {
    if token.contains('~') {
        token.replace("~1", "/").replace("~0", "~")
    } else {
        token.to_owned()
    }
}

fn percent(token: &str) -> String {
    if !token.contains('%') {
        return token.to_owned();
    }
    let bytes = token.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let hex = |index: usize| {
            bytes
                .get(index)
                .and_then(|byte| char::from(*byte).to_digit(16))
                .and_then(|digit| u8::try_from(digit).ok())
        };
        if let (b'%', Some(high), Some(low)) = (bytes[at], hex(at + 1), hex(at + 2)) {
            out.push(high * 16 + low);
            at += 3;
        } else {
            out.push(bytes[at]);
            at += 1;
        }
    }
    String::from_utf8(out).unwrap_or_else(|_| token.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(text: &str) -> (Vec<String>, bool) {
        match spell(text) {
            Spelled::Place { tokens, regular } => (tokens, regular),
            other => panic!("{text} is {other:?}"),
        }
    }

    #[test]
    fn regular_and_crooked_places_are_told_apart() {
        assert_eq!(
            tokens("#/definitions/A"),
            (vec!["definitions".into(), "A".into()], true)
        );
        for crooked in [
            "#definitions/A",
            "/definitions/A",
            "definitions/A",
            " #/definitions/A ",
            "#/definitions/A/",
        ] {
            assert_eq!(
                tokens(crooked),
                (vec!["definitions".into(), "A".into()], false),
                "{crooked}"
            );
        }
    }

    #[test]
    fn names_and_files() {
        assert_eq!(spell("Account"), Spelled::Name("Account".into()));
        assert_eq!(spell("#account"), Spelled::Name("account".into()));
        for file in [
            "other.yaml",
            "./x/y.json#/A",
            "https://example.com/a",
            "Account.json",
        ] {
            assert_eq!(spell(file), Spelled::External, "{file}");
        }
    }

    #[test]
    fn tokens_are_decoded_once() {
        assert_eq!(decode("Error%2d401"), "Error-401");
        assert_eq!(decode("~1a~1%7Bid%7D"), "/a/{id}");
        assert_eq!(decode("100%"), "100%");
        assert_eq!(decode("a%20b"), "a b");
    }
}
