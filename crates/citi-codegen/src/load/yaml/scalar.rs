//! What a plain YAML scalar stands for: the core schema of YAML 1.2.

use crate::load::Value;
use crate::load::json::is_number;

/// A plain scalar's value.
#[derive(Debug, Clone)]
pub(super) struct Plain {
    pub(super) value: Value,
    /// Whether it is a number by the core schema, but kept as text.
    pub(super) number_as_text: bool,
}

/// Resolves a scalar without quotes and without a tag.
pub(super) fn plain(text: &str) -> Plain {
    let sure = |value| Plain {
        value,
        number_as_text: false,
    };
    if is_null(text) {
        return sure(Value::Null);
    }
    if let Some(flag) = boolean(text) {
        return sure(Value::Bool(flag));
    }
    match number(text) {
        Number::Exact(number) => sure(Value::Number(number)),
        Number::No => sure(Value::String(text.to_owned())),
        Number::Beyond => Plain {
            value: Value::String(text.to_owned()),
            number_as_text: true,
        },
    }
}

pub(super) fn is_null(text: &str) -> bool {
    matches!(text, "" | "~" | "null" | "Null" | "NULL")
}

pub(super) fn boolean(text: &str) -> Option<bool> {
    match text {
        "true" | "True" | "TRUE" => Some(true),
        "false" | "False" | "FALSE" => Some(false),
        _ => None,
    }
}

/// What a text says as a number.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Number {
    /// A number, as JSON text of exactly that value and, where JSON can write them, with
    /// the same digits.
    Exact(String),
    /// A number that JSON can't write (`.inf`, `.nan`, hexadecimal beyond 128 bits), or
    /// digits behind a zero: `007` is 7 by YAML 1.2, octal by YAML 1.1, and where a
    /// description shows it, most often an account's or a branch's number.
    Beyond,
    /// No number.
    No,
}

pub(super) fn number(text: &str) -> Number {
    if !text.starts_with(|first: char| first.is_ascii_digit() || "+-.".contains(first)) {
        return Number::No;
    }
    if is_number(text) {
        return Number::Exact(text.to_owned());
    }
    for (mark, radix) in [("0x", 16), ("0o", 8)] {
        if let Some(digits) = text.strip_prefix(mark) {
            if digits.is_empty() || !digits.chars().all(|digit| digit.is_digit(radix)) {
                return Number::No;
            }
            return u128::from_str_radix(digits, radix)
                .map_or(Number::Beyond, |value| Number::Exact(value.to_string()));
        }
    }
    let (sign, unsigned) = match text.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", text.strip_prefix('+').unwrap_or(text)),
    };
    if matches!(unsigned, ".inf" | ".Inf" | ".INF") || matches!(text, ".nan" | ".NaN" | ".NAN") {
        return Number::Beyond;
    }
    decimal(sign, unsigned)
}

/// `.5`, `5.`, `+5`, `007` and the like: what JSON would write otherwise.
fn decimal(sign: &str, unsigned: &str) -> Number {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let (whole, rest) = unsigned.split_at(digits(unsigned));
    let (fraction, rest) = match rest.strip_prefix('.') {
        None => (None, rest),
        Some(rest) => {
            let (fraction, rest) = rest.split_at(digits(rest));
            (Some(fraction), rest)
        }
    };
    if whole.is_empty() && fraction.is_none_or(str::is_empty) {
        return Number::No;
    }
    let json = format!(
        "{sign}{}{}{rest}",
        if whole.is_empty() { "0" } else { whole },
        match fraction {
            None => String::new(),
            Some("") => ".0".to_owned(),
            Some(digits) => format!(".{digits}"),
        }
    );
    if is_number(&json) {
        return Number::Exact(json);
    }
    // Is it the zeros in front alone that JSON minds?
    let zeros = whole.bytes().take_while(|byte| *byte == b'0').count();
    let shorter = format!(
        "1{}{rest}",
        fraction.map_or(String::new(), |_| ".0".to_owned())
    );
    if whole.len() > 1 && zeros > 0 && is_number(&shorter) {
        Number::Beyond
    } else {
        Number::No
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn json(text: &str) -> String {
        let value = plain(text).value;
        crate::load::Node::new(value, crate::load::Span::default()).to_json()
    }

    #[test]
    fn the_core_schema_and_no_more() {
        for (text, value) in [
            ("", "null"),
            ("~", "null"),
            ("Null", "null"),
            ("nULL", "\"nULL\""),
            ("True", "true"),
            ("FALSE", "false"),
            ("yes", "\"yes\""),
            ("off", "\"off\""),
            ("2024-02-30", "\"2024-02-30\""),
            ("12:30:45", "\"12:30:45\""),
            ("1_000", "\"1_000\""),
            ("1,5", "\"1,5\""),
            ("3.0.3", "\"3.0.3\""),
            ("-", "\"-\""),
            (".", "\".\""),
            ("+.", "\"+.\""),
            ("-e5", "\"-e5\""),
            ("1e", "\"1e\""),
            ("0x", "\"0x\""),
            ("0xG", "\"0xG\""),
            ("0b11", "\"0b11\""),
        ] {
            assert_eq!(json(text), value, "{text:?}");
            assert!(!plain(text).number_as_text, "{text:?}");
        }
    }

    #[test]
    fn numbers_keep_their_digits() {
        for (text, value) in [
            ("0.10", "0.10"),
            ("-0", "-0"),
            ("1E+400", "1E+400"),
            (
                "12345678901234567890.123456789",
                "12345678901234567890.123456789",
            ),
            ("+1", "1"),
            ("+1.50", "1.50"),
            (".5", "0.5"),
            ("-.50", "-0.50"),
            ("5.", "5.0"),
            ("5.e3", "5.0e3"),
            (".5E-3", "0.5E-3"),
            ("0x1F", "31"),
            ("0o17", "15"),
            ("0xFFFFFFFFFFFFFFFFFFFF", "1208925819614629174706175"),
        ] {
            assert_eq!(json(text), value, "{text:?}");
        }
    }

    #[test]
    fn numbers_beyond_json_stay_text_and_say_so() {
        let long = format!("0x{}", "F".repeat(33));
        for text in [
            "007", "-007", "+00", "00.50", "01e5", ".inf", "-.Inf", "+.INF", ".nan", &long,
        ] {
            let plain = plain(text);
            assert!(plain.number_as_text, "{text:?}");
            assert!(matches!(plain.value, Value::String(kept) if kept == text));
        }
    }
}
