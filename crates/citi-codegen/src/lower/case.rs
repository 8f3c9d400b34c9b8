//! Texts of a document as Rust identifiers.

use heck::{ToShoutySnakeCase, ToSnakeCase, ToUpperCamelCase};

/// Words that can't be an identifier, or that would shadow what generated code names.
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate",
    "do", "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl",
    "in", "let", "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref",
    "return", "self", "static", "struct", "super", "trait", "true", "try", "type", "typeof",
    "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// Type names of the prelude that generated code uses by their short names.
const PRELUDE: &[&str] = &[
    "AsRef",
    "Box",
    "Clone",
    "Copy",
    "Debug",
    "Default",
    "Drop",
    "Eq",
    "Err",
    "From",
    "Fn",
    "FnMut",
    "FnOnce",
    "Into",
    "Iterator",
    "None",
    "Ok",
    "Option",
    "Ord",
    "PartialEq",
    "PartialOrd",
    "Result",
    "Self",
    "Send",
    "Some",
    "String",
    "Sync",
    "ToString",
    "TryFrom",
    "TryInto",
    "Vec",
];

/// A field, method, setter or module name: snake case, never a keyword, never empty.
///
/// ```
/// use citi_codegen::lower::case::snake;
/// assert_eq!(snake("accountId"), "account_id");
/// assert_eq!(snake("type"), "type_");
/// assert_eq!(snake("2ndLine"), "x2nd_line");
/// assert_eq!(snake("@odata.type"), "odata_type");
/// assert_eq!(snake("$"), "x");
/// assert_eq!(snake("größe"), "grosse");
/// ```
#[must_use]
pub fn snake(text: &str) -> String {
    let name = start(&words(text).to_snake_case(), "x");
    if KEYWORDS.contains(&name.as_str()) {
        format!("{name}_")
    } else {
        name
    }
}

/// A type or variant name: Pascal case, never a name of the prelude, never empty.
///
/// ```
/// use citi_codegen::lower::case::pascal;
/// assert_eq!(pascal("payment-status"), "PaymentStatus");
/// assert_eq!(pascal("FX_RATE"), "FxRate");
/// assert_eq!(pascal("Option"), "OptionType");
/// assert_eq!(pascal("401 error"), "X401Error");
/// ```
#[must_use]
pub fn pascal(text: &str) -> String {
    let name = start(&words(text).to_upper_camel_case(), "X");
    if PRELUDE.contains(&name.as_str()) {
        format!("{name}Type")
    } else {
        name
    }
}

/// A variant name: as [`pascal`], and signs that would vanish keep a word of their own, so that
/// `A+` and `A-`, `>=` and `<=` differ.
///
/// ```
/// use citi_codegen::lower::case::variant;
/// assert_eq!(variant("A+"), "APlus");
/// assert_eq!(variant("-1"), "Minus1");
/// assert_eq!(variant(""), "Empty");
/// assert_eq!(variant("30_DAYS"), "X30Days");
/// ```
#[must_use]
pub fn variant(text: &str) -> String {
    if text.is_empty() {
        return "Empty".to_owned();
    }
    if text.chars().all(char::is_whitespace) {
        return "Blank".to_owned();
    }
    let mut spelled = String::with_capacity(text.len());
    let last = text.chars().count() - 1;
    for (index, character) in text.chars().enumerate() {
        let word = match character {
            '+' => "Plus",
            '-' if index == 0 || index == last => "Minus",
            '*' => "Star",
            '%' => "Percent",
            '&' => "And",
            '<' => "Less",
            '>' => "Greater",
            '=' => "Equal",
            '!' => "Not",
            '$' => "Dollar",
            '#' => "Hash",
            '@' => "At",
            '.' if text.chars().any(|other| other.is_ascii_digit()) => "Dot",
            other => {
                spelled.push(other);
                continue;
            }
        };
        spelled.push(' ');
        spelled.push_str(word);
        spelled.push(' ');
    }
    let name = pascal(&spelled);
    if name == "Unknown" {
        "UnknownValue".to_owned()
    } else {
        name
    }
}

/// A constant's name.
///
/// ```
/// assert_eq!(citi_codegen::lower::case::constant("Sandbox (EU)"), "SANDBOX_EU");
/// ```
#[must_use]
pub fn constant(text: &str) -> String {
    start(&words(text).to_shouty_snake_case(), "X")
}

/// Everything that can't stand in an identifier becomes a boundary between words; an apostrophe vanishes. Letters beyond
/// ASCII are written in ASCII: a file that holds a module can have no others.
fn words(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        if character.is_ascii_alphanumeric() || character == '_' {
            out.push(character);
        } else if !character.is_ascii() {
            let written = deunicode::deunicode_char(character).unwrap_or(" ");
            out.extend(
                written
                    .chars()
                    .map(|c| if c.is_ascii_alphanumeric() { c } else { ' ' }),
            );
        } else if character != '\'' {
            out.push(' ');
        }
    }
    out
}

/// The longest identifier: it becomes the name of a file, of which systems take 255 bytes. Names that are the same as
/// far as that get a number, as others do.
const LONGEST: usize = 160;

/// The name, with `prefix` before it if an identifier can't begin so, and cut where it is too long.
fn start(name: &str, prefix: &str) -> String {
    let name = name
        .get(..LONGEST)
        .map_or(name, |cut| cut.trim_end_matches('_'));
    match name.chars().next() {
        None => prefix.to_owned(),
        Some(first) if unicode_ident::is_xid_start(first) => name.to_owned(),
        Some(_) => format!("{prefix}{name}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_identifier_must_be_holds_for_any_text() {
        for text in [
            "",
            " ",
            "é",
            "日本",
            "a b",
            "_",
            "__",
            "😀",
            "🏦 bank",
            "self",
            "Self",
            "r#type",
            "a'b",
            "1",
            ".",
        ] {
            for name in [snake(text), pascal(text), variant(text), constant(text)] {
                assert!(
                    syn::parse_str::<syn::Ident>(&name).is_ok() && name.is_ascii(),
                    "{text:?} became {name:?}"
                );
            }
        }
    }

    #[test]
    fn signs_that_would_vanish_tell_values_apart() {
        assert_ne!(variant("A+"), variant("A-"));
        assert_ne!(variant(">"), variant("<"));
        assert_ne!(variant("1.5"), variant("15"));
        assert_eq!(variant("well-known"), "WellKnown");
        assert_eq!(variant("unknown"), "UnknownValue");
    }
}
