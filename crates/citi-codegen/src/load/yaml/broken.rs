//! The parser's errors, with a remedy.

use saphyr_parser::ScanError;

use super::places::Places;
use crate::load::findings::{Stop, stop};
use crate::load::{Pointer, codes};

/// The error finding for what the parser refuses at `pointer`.
pub(super) fn broken(
    text: &str,
    error: &ScanError,
    pointer: &Pointer,
    places: &mut Places<'_>,
) -> Stop {
    let span = places.span(*error.marker());
    let info = error.info();
    if info.contains("recursion limit") {
        return stop(
            codes::TOO_DEEP,
            pointer,
            span,
            "more brackets within each other than YAML's reader takes",
            "name inner schemas and refer to them",
        );
    }
    let line = text.split_at(span.offset.min(text.len())).0;
    let line_start = line.rfind(['\n', '\r']).map_or(0, |at| at + 1);
    let indent_has_tab = text[line_start..]
        .chars()
        .take_while(|character| matches!(character, ' ' | '\t' | '-'))
        .any(|character| character == '\t');
    let unprintable = info.contains("unprintable");
    let (found, remedy) = if unprintable {
        (
            "broken YAML: a control character".to_owned(),
            "remove it, or write it as an escape in \"double quotes\"; or this is no text at all",
        )
    } else if indent_has_tab || info.contains("tab") {
        (
            format!("broken YAML, and the line is indented with a tab: {info}"),
            "indent with spaces: YAML takes no tabs",
        )
    } else {
        (format!("broken YAML: {info}"), remedy(info))
    };
    stop(codes::BROKEN_YAML, pointer, span, found, remedy)
}

fn remedy(info: &str) -> &'static str {
    const REMEDIES: &[(&str, &str)] = &[
        (
            "unknown anchor",
            "write the anchor (&name) before its alias (*name), or quote a text that begins with *",
        ),
        (
            "escape",
            "write a backslash as \\\\ in \"double quotes\", or use 'single quotes'",
        ),
        (
            "unexpected character",
            "quote a text that begins with %, @ or `",
        ),
        (
            "end of stream",
            "close the quote that begins here; or the text was cut: get the document anew",
        ),
        (
            "eof",
            "the text was cut: get the document anew, or close what is open",
        ),
        (
            "mapping values",
            "quote a text that holds a colon and a space, or move the key to a line of its own",
        ),
        (
            "block collection",
            "begin every item with a dash, or indent what belongs to the item before",
        ),
        (
            "flow",
            "look for a comma, bracket or quote too few before this place",
        ),
        (
            "indicator",
            "close the brackets and quotes before this place, or quote a text that holds it",
        ),
        ("tag", "quote a text that begins with !"),
        ("handle", "quote a text that begins with !"),
    ];
    REMEDIES
        .iter()
        .find(|(part, _)| info.contains(part))
        .map_or(
            "check indentation, quotes and colons here and on the lines before",
            |(_, remedy)| remedy,
        )
}

#[cfg(test)]
mod tests {
    use crate::diagnostic::Diagnostic;
    use crate::load::{codes, load};

    fn refusal(text: &str) -> Diagnostic {
        let refused = load("test", text.as_bytes()).expect_err("no YAML");
        refused.into_findings().pop().expect("says why")
    }

    #[test]
    fn a_tab_is_named_as_the_cause() {
        for text in [
            "a:\n\tb: 1\n",
            "a:\n  b: 1\n\tc: 2\n",
            "a:\n  - b\n \t- c\n",
        ] {
            let refusal = refusal(text);
            assert_eq!(refusal.code, codes::BROKEN_YAML, "{text:?}");
            assert!(refusal.remedy.contains("spaces"), "{text:?}: {refusal}");
            assert!(refusal.line >= 2, "{text:?}: {refusal}");
        }
    }

    #[test]
    fn every_refusal_has_a_place_and_a_remedy() {
        for (text, line, remedy) in [
            ("a: 1\nb: [1, 2\nc: 3\n", 3, "bracket"),
            ("a: 1\n b: 2\n", 2, "colon"),
            ("a: *none\n", 1, "anchor"),
            ("a: \"\\q\"\n", 1, "backslash"),
            ("a: @x\n", 1, "quote"),
            ("a: b: c\n", 1, "colon"),
            ("a: 'open\n", 1, "close"),
            ("- 1\na: 2\n", 2, "dash"),
            ("a: !x!y 1\n", 1, "begins with !"),
        ] {
            let refusal = refusal(text);
            assert_eq!(refusal.code, codes::BROKEN_YAML, "{text:?}");
            assert!(
                refusal.line >= line && refusal.column > 0,
                "{text:?}: {refusal}"
            );
            assert!(refusal.remedy.contains(remedy), "{text:?}: {refusal}");
        }
    }
}
