//! Whether two JSON texts say the same.

use std::collections::BTreeMap;

use super::Shallow;

/// How deep values are compared; deeper ones are the same only if their texts are.
const DEPTH: usize = 128;

/// Whether two JSON texts are the same value: numbers by amount, objects in any order, of members
/// with the same name the last.
pub(super) fn equal(a: &str, b: &str) -> bool {
    at(a, b, DEPTH)
}

fn at(a: &str, b: &str, depth: usize) -> bool {
    if a == b {
        return true;
    }
    if depth == 0 {
        return false;
    }
    let (Ok(a), Ok(b)) = (Shallow::read(a), Shallow::read(b)) else {
        return false;
    };
    match (a, b) {
        (Shallow::Null, Shallow::Null) => true,
        (Shallow::Bool(a), Shallow::Bool(b)) => a == b,
        (Shallow::Number(a), Shallow::Number(b)) => a == b,
        (Shallow::String(a), Shallow::String(b)) => a == b,
        (Shallow::List(a), Shallow::List(b)) => {
            a.len() == b.len()
                && a.iter()
                    .zip(b)
                    .all(|(a, b)| at(a.get(), b.get(), depth - 1))
        }
        (Shallow::Object(a), Shallow::Object(b)) => {
            let (a, b): (BTreeMap<_, _>, BTreeMap<_, _>) =
                (a.into_iter().collect(), b.into_iter().collect());
            a.len() == b.len()
                && a.iter()
                    .zip(&b)
                    .all(|((name, a), (other, b))| name == other && at(a.get(), b.get(), depth - 1))
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn order_and_writing_do_not_matter() {
        assert!(equal(
            r#"{"a":1.0,"b":[true,null]}"#,
            r#"{ "b" : [true, null], "a" : 1.00 }"#
        ));
        assert!(equal(r#""é""#, "\"\\u00e9\""));
        assert!(equal(r#"{"a":1,"a":2}"#, r#"{"a":2}"#));
    }

    #[test]
    fn a_difference_is_seen() {
        for (a, b) in [
            ("1", "\"1\""),
            ("[1,2]", "[2,1]"),
            ("[1]", "[1,1]"),
            (r#"{"a":1}"#, r#"{"b":1}"#),
            (r#"{"a":1}"#, r#"{"a":1,"b":1}"#),
            ("null", "false"),
            ("0.1", "0.10000000000000000000001"),
        ] {
            assert!(!equal(a, b), "{a} {b}");
            assert!(!equal(b, a), "{b} {a}");
        }
    }

    #[test]
    fn depth_is_bounded() {
        let deep = |inner: &str| format!("{}{inner}{}", "[".repeat(5000), "]".repeat(5000));
        assert!(equal(&deep("1"), &deep("1")));
        assert!(!equal(&deep("1.0"), &deep("1")));
    }
}
