//! U012: A number is written as text.

use crate::diagnostic::{Code, Diagnostics, Severity};
use crate::load::{Node, Pointer};

use super::Rule;
use super::u013_bound_unreadable;

/// The rule.
pub(crate) const RULE: Rule = Rule {
    code: Code("U012"),
    severity: Severity::Note,
    title: "A number is written as text",
    explanation: "A bound or length in quotes (`maxLength: \"35\"`) or with a needless fraction (`maxLength: 35.0`). It is read as the number that it names, digit by digit.",
    done: "It is read as the number that it names, digit by digit.",
    remedy: "",
    before: r#"components:
  schemas:
    Name: {type: string, maxLength: "35"}"#,
    after: r#"components:
  schemas:
    Name: {type: string, maxLength: 35}"#,
};

/// The number that `node` holds, as the document writes it.
pub(crate) fn number(node: &Node, at: &Pointer, diagnostics: &mut Diagnostics) -> Option<String> {
    if let Some(text) = node.as_number() {
        return Some(text.to_owned());
    }
    match node.as_str().map(str::trim) {
        Some(text) if is_number(text) => {
            RULE.report(
                diagnostics,
                at,
                node.span,
                format!("the number {text} is written as text"),
                "it is taken as the number",
            );
            Some(text.to_owned())
        }
        _ => {
            u013_bound_unreadable::dropped(node, at, diagnostics);
            None
        }
    }
}

/// The count that `node` holds: a whole number, not negative.
pub(crate) fn count(node: &Node, at: &Pointer, diagnostics: &mut Diagnostics) -> Option<u64> {
    if let Some(count) = node.as_number().and_then(|text| text.parse().ok()) {
        return Some(count);
    }
    let text = node.scalar_text();
    let whole = text.as_deref().map(str::trim).and_then(|text| {
        let digits = text.split_once('.').map_or(text, |(whole, fraction)| {
            if fraction.chars().all(|digit| digit == '0') {
                whole
            } else {
                text
            }
        });
        digits.parse::<u64>().ok()
    });
    match whole {
        Some(count) => {
            RULE.report(
                diagnostics,
                at,
                node.span,
                format!("the count is written as {}", node.to_json()),
                format!("it is taken as {count}"),
            );
            Some(count)
        }
        None => {
            u013_bound_unreadable::dropped(node, at, diagnostics);
            None
        }
    }
}

/// Whether `text` is a number as JSON writes it.
pub(crate) fn is_number(text: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let body = text.strip_prefix('-').unwrap_or(text);
    let (mantissa, exponent) = match body.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (body, None),
    };
    let (whole, fraction) = match mantissa.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (mantissa, None),
    };
    digits(whole)
        && (whole == "0" || !whole.starts_with('0'))
        && fraction.is_none_or(digits)
        && exponent.is_none_or(|text| digits(text.strip_prefix(['+', '-']).unwrap_or(text)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::upgrade::testing::{count as found_times, upgraded, with_schemas};

    #[test]
    fn bounds_in_quotes_keep_their_digits() {
        let (document, found) = upgraded(&with_schemas(
            r#"{"A":{"type":"number","minimum":"0.10","maximum":1e2,"multipleOf":"0.01"},"B":{"type":"string","maxLength":"35","minLength":1.0}}"#,
        ));
        let a = &document.schemas["A"];
        assert_eq!(a.minimum.as_ref().unwrap().value, "0.10");
        assert_eq!(a.maximum.as_ref().unwrap().value, "1e2");
        assert_eq!(a.multiple_of.as_deref(), Some("0.01"));
        let b = &document.schemas["B"];
        assert_eq!((b.min_length, b.max_length), (Some(1), Some(35)));
        assert_eq!(found_times(&found, "U012"), 4);
    }

    #[test]
    fn json_numbers_are_told_from_other_text() {
        for good in ["0", "-1", "10.50", "1e5", "1E+5", "0.1e-2"] {
            assert!(is_number(good), "{good}");
        }
        for bad in ["", "-", "01", "1.", ".5", "1e", "1_000", "0x1", "NaN", "+1"] {
            assert!(!is_number(bad), "{bad}");
        }
    }
}
