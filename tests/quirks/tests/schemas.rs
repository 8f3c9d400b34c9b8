//! What a schema may say, and what is read and written of it.

#![allow(clippy::unwrap_used, reason = "a test stops at what breaks")]

use citi_core::Number;
use citi_quirks::types::{Holding, Note, Odd, OddEither, OddKind};
use proptest::prelude::*;

fn odd(members: &str) -> Odd {
    serde_json::from_str(&format!("{{\"kind\":\"odd\"{members}}}")).unwrap()
}

fn number(text: &str) -> Number {
    text.parse().unwrap()
}

/// Numbers as JSON writes them, of any length: zeros behind, exponents, signs.
fn digits() -> impl Strategy<Value = String> {
    "-?(0|[1-9][0-9]{0,35})(\\.[0-9]{1,35})?([eE][+-]?[0-9]{1,4})?"
}

proptest! {
    #[test]
    fn any_number_keeps_its_digits_wherever_it_stands(digits in digits(), other in digits()) {
        let range = format!("{{\"from\":{digits},\"to\":{other}}}");
        for member in [
            format!(",\"low\":{digits}"),
            format!(",\"held\":{range},\"perhaps\":{range}"),
            format!(",\"pair\":[\"a\",{digits}]"),
            format!(",\"no\":{range}"),
            format!(",\"never\":{{\"amount\":{digits}}}"),
            format!(",\"ratio\":{digits}"),
            format!(",\"steps\":{{\"a\":[{digits},{other}],\"b\":[]}}"),
            format!(",\"of\":{{\"kind\":\"odd\",\"low\":{digits}}}"),
        ] {
            let text = serde_json::to_string(&odd(&member)).unwrap();
            prop_assert_eq!(text, format!("{{\"kind\":\"odd\"{member}}}"));
        }
        for member in [
            format!("\"rates\":{{\"EUR\":{digits},\"USD\":{other}}}"),
            format!("\"book\":{{\"name\":\"n\",\"x\":{digits}}}"),
            format!("\"leg\":{{\"amount\":{digits},\"isin\":\"i\"}}"),
            format!("\"leg\":[{digits},{other}]"),
            format!("\"party\":{{\"form\":\"natural\",\"name\":\"n\",\"worth\":{digits}}}"),
            format!("\"either\":{digits}"),
        ] {
            let whole = format!("{{\"id\":\"h\",\"value\":{digits},\"kind\":\"SPOT\",{member}}}");
            let read: Holding = serde_json::from_str(&whole).unwrap();
            let text = serde_json::to_string(&read).unwrap();
            prop_assert!(text.contains(&member) && text.contains(&format!("\"value\":{digits}")), "{}", text);
        }
    }
}

#[test]
fn an_answer_may_hold_more_and_longer_than_its_schema_allows() {
    // The schema is closed, and its bounds are for what is sent.
    let read =
        odd(",\"new\":[{}],\"low\":-1,\"pair\":[\"a\",1,true],\"code\":\"42\",\"no\":\"text\"");
    assert_eq!(read.low.unwrap().as_str(), "-1");
    assert_eq!(read.code.as_deref(), Some("42"));
    assert_eq!(read.pair.unwrap().len(), 3);
    let note: Note =
        serde_json::from_str("{\"text\":\"more than the twenty that can be sent\"}").unwrap();
    assert!(note.text.len() > 20);
}

#[test]
fn a_constant_is_open_and_two_types_and_null_are_told_apart() {
    assert_eq!(odd("").kind, OddKind::Odd);
    let even: Odd = serde_json::from_str("{\"kind\":\"even\"}").unwrap();
    assert_eq!(even.kind, OddKind::Unknown("even".to_owned()));
    let either = |text: &str| odd(&format!(",\"either\":{text}")).either;
    assert_eq!(either("7"), Some(OddEither::Integer(7)));
    assert_eq!(either("\"7\""), Some(OddEither::Text("7".to_owned())));
    assert_eq!(either("null"), None);
    assert!(odd(",\"perhaps\":null,\"held\":null").perhaps.is_none());
}

#[test]
fn bounds_that_exclude_hold_beyond_what_a_float_tells_apart() {
    let low = |text: &str| Odd::builder().kind(OddKind::Odd).low(number(text)).build();
    for (text, fits) in [
        ("0", false),
        ("1E-300", true),
        ("9007199254740993.4", true),
        ("9007199254740993.5", false),
        ("9007199254740993.50", false),
    ] {
        assert_eq!(low(text).is_ok(), fits, "{text}");
    }
}
