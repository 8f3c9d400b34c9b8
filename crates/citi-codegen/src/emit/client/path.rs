//! A path template → the format string of its address.

/// A piece of a path template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    /// Text that is sent as it is.
    Text(String),
    /// The wire name of a parameter.
    Name(String),
}

/// Takes `template` apart. A brace that opens no placeholder is text.
pub(super) fn pieces(template: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut text = String::new();
    let mut rest = template;
    while let Some(open) = rest.find('{') {
        let Some(close) = rest[open..].find('}') else {
            break;
        };
        text.push_str(&rest[..open]);
        if !text.is_empty() {
            pieces.push(Piece::Text(std::mem::take(&mut text)));
        }
        pieces.push(Piece::Name(rest[open + 1..open + close].to_owned()));
        rest = &rest[open + close + 1..];
    }
    text.push_str(rest);
    if !text.is_empty() {
        pieces.push(Piece::Text(text));
    }
    pieces
}

/// Text of a path as a format string holds it: braces, and what would end the path, escaped.
pub(super) fn literal(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '{' => out.push_str("%7B"),
            '}' => out.push_str("%7D"),
            '?' => out.push_str("%3F"),
            '#' => out.push_str("%23"),
            ' ' => out.push_str("%20"),
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_may_stand_anywhere() {
        let text = |text: &str| Piece::Text(text.to_owned());
        let name = |name: &str| Piece::Name(name.to_owned());
        assert_eq!(
            pieces("/a/{b}:c/{d}{e}"),
            [text("/a/"), name("b"), text(":c/"), name("d"), name("e")]
        );
        assert_eq!(pieces("/a/{b"), [text("/a/{b")]);
    }

    #[test]
    fn no_text_of_a_path_starts_a_query_or_breaks_the_format_string() {
        assert_eq!(literal("/a{b?c#d"), "/a%7Bb%3Fc%23d");
    }
}
