//! Types of values, and when two are the same.

use citi_codegen::load::{Node, Value};
use citi_codegen::model::Type;
use citi_core::Number;

use super::Data;

pub(super) fn is_of(value: &Data, ty: Type) -> bool {
    match (value, ty) {
        (Data::Null, Type::Null)
        | (Data::Bool(_), Type::Boolean)
        | (Data::String(_), Type::String)
        | (Data::Number(_), Type::Number)
        | (Data::Array(_), Type::Array)
        | (Data::Object(_), Type::Object) => true,
        (Data::Number(digits), Type::Integer) => is_whole(digits),
        _ => false,
    }
}

/// Whether a number is whole: `3`, `3.0` and `3e0` are.
fn is_whole(digits: &str) -> bool {
    let plain = digits.strip_prefix('-').unwrap_or(digits);
    plain.bytes().all(|byte| byte.is_ascii_digit())
        || Number::new(digits)
            .and_then(|number| number.to_decimal())
            .is_ok_and(|decimal| decimal.is_integer())
}

pub(super) fn type_name(ty: Type) -> &'static str {
    match ty {
        Type::Null => "null",
        Type::Boolean => "true or false",
        Type::Integer => "a whole number",
        Type::Number => "a number",
        Type::String => "a string",
        Type::Array => "a list",
        Type::Object => "an object",
    }
}

pub(super) fn is_same(node: &Node, value: &Data) -> bool {
    match (&node.value, value) {
        (Value::Null, Data::Null) => true,
        (Value::Bool(a), Data::Bool(b)) => a == b,
        (Value::String(a), Data::String(b)) => a == b,
        (Value::Number(a), Data::Number(b)) => same_number(a, b),
        _ => false,
    }
}

fn same_number(a: &str, b: &str) -> bool {
    matches!((Number::new(a), Number::new(b)), (Ok(a), Ok(b)) if a == b)
}

pub(super) fn equal(a: &Data, b: &Data) -> bool {
    match (a, b) {
        (Data::Number(a), Data::Number(b)) => same_number(a, b),
        (Data::Array(a), Data::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| equal(a, b))
        }
        (Data::Object(a), Data::Object(b)) => {
            a.len() == b.len()
                && a.iter()
                    .all(|(name, a)| b.get(name).is_some_and(|b| equal(a, b)))
        }
        (a, b) => a == b,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_numbers_are_whole_however_they_are_written() {
        for whole in [
            "3",
            "-3",
            "3.0",
            "3e0",
            "1.2e3",
            "99999999999999999999999999999999999999",
        ] {
            assert!(
                is_of(&Data::Number(whole.to_owned()), Type::Integer),
                "{whole}"
            );
        }
        for broken in ["3.5", "1e-1"] {
            assert!(
                !is_of(&Data::Number(broken.to_owned()), Type::Integer),
                "{broken}"
            );
        }
    }

    #[test]
    fn values_are_the_same_by_their_amount() {
        let read = |text: &str| Data::read(text.as_bytes()).unwrap();
        assert!(equal(
            &read(r#"{"a":1.0,"b":[2]}"#),
            &read(r#"{"b":[2e0],"a":1}"#)
        ));
        assert!(!equal(&read("[1]"), &read("[1,1]")));
        assert!(!equal(&read("1"), &read("\"1\"")));
    }
}
