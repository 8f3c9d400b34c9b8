//! JSON with every digit: reading it, and telling whether two numbers are the same.

use std::cmp::Ordering;

use struson::reader::{JsonReader, JsonStreamReader, ReaderError, ValueType};

use crate::load::{Node, Span, Value};

/// How deep a value may nest.
const DEPTH: usize = 256;

/// Reads JSON; digits stay as they are, of members of one name the last holds.
/// `None` for what is not one JSON value, or nests too deeply.
#[must_use]
pub fn parse(text: &str) -> Option<Node> {
    let mut reader = JsonStreamReader::new(text.as_bytes());
    let node = value(&mut reader, 0).ok()??;
    reader.consume_trailing_whitespace().ok()?;
    Some(node)
}

fn value<R: JsonReader>(reader: &mut R, depth: usize) -> Result<Option<Node>, ReaderError> {
    if depth > DEPTH {
        return Ok(None);
    }
    let value = match reader.peek()? {
        ValueType::Null => {
            reader.next_null()?;
            Value::Null
        }
        ValueType::Boolean => Value::Bool(reader.next_bool()?),
        ValueType::Number => Value::Number(reader.next_number_as_string()?),
        ValueType::String => Value::String(reader.next_string()?),
        ValueType::Array => {
            let mut items = Vec::new();
            reader.begin_array()?;
            while reader.has_next()? {
                match self::value(reader, depth + 1)? {
                    Some(item) => items.push(item),
                    None => return Ok(None),
                }
            }
            reader.end_array()?;
            Value::Sequence(items)
        }
        ValueType::Object => {
            let mut object = Node::new(Value::Mapping(Vec::new()), Span::default());
            reader.begin_object()?;
            while reader.has_next()? {
                let key = reader.next_name_owned()?;
                match self::value(reader, depth + 1)? {
                    Some(member) => object.set(&key, member),
                    None => return Ok(None),
                }
            }
            reader.end_object()?;
            return Ok(Some(object));
        }
    };
    Ok(Some(Node::new(value, Span::default())))
}

/// Whether two JSON number texts are the same number: `1.50`, `15e-1` and `1.5` are.
/// No digit is rounded, however many there are.
#[must_use]
pub fn same_number(a: &str, b: &str) -> bool {
    a == b || (Decimal::read(a).is_some() && Decimal::read(a) == Decimal::read(b))
}

/// Which of two JSON number texts is greater; `None` if one is no number.
#[must_use]
pub(crate) fn compare_numbers(a: &str, b: &str) -> Option<Ordering> {
    let (a, b) = (Decimal::read(a)?, Decimal::read(b)?);
    Some(match (a.sign(), b.sign()) {
        (x, y) if x != y => x.cmp(&y),
        (1, _) => a.magnitude(&b),
        (-1, _) => b.magnitude(&a),
        _ => Ordering::Equal,
    })
}

/// A decimal number in normal form: digits without zeros at either end, times ten to `exponent`.
#[derive(PartialEq, Eq)]
struct Decimal {
    negative: bool,
    digits: String,
    exponent: i128,
}

impl Decimal {
    fn read(text: &str) -> Option<Self> {
        let (negative, unsigned) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, exponent.parse::<i64>().ok()?),
            None => (unsigned, 0),
        };
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        if whole.is_empty()
            || !whole
                .bytes()
                .chain(fraction.bytes())
                .all(|b| b.is_ascii_digit())
        {
            return None;
        }
        let all = format!("{whole}{fraction}");
        let kept = all.trim_end_matches('0');
        let exponent = i128::from(exponent) - i128::try_from(fraction.len()).ok()?
            + i128::try_from(all.len() - kept.len()).ok()?;
        let digits = kept.trim_start_matches('0');
        let zero = digits.is_empty();
        Some(Self {
            negative: negative && !zero,
            digits: digits.to_owned(),
            exponent: if zero { 0 } else { exponent },
        })
    }

    fn sign(&self) -> i8 {
        match (self.digits.is_empty(), self.negative) {
            (true, _) => 0,
            (false, true) => -1,
            (false, false) => 1,
        }
    }

    /// Compares without the signs.
    fn magnitude(&self, other: &Self) -> Ordering {
        let top = |number: &Self| {
            number
                .exponent
                .saturating_add(i128::try_from(number.digits.len()).unwrap_or(i128::MAX))
        };
        // Digits hold no zeros at their ends, so that text order is number order for equal tops.
        top(self)
            .cmp(&top(other))
            .then_with(|| self.digits.cmp(&other.digits))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_survive_reading() {
        let text =
            r#"{"a":[0.10,1E-30,123456789012345678901234567890.5],"b":null,"c":true,"d":"x"}"#;
        assert_eq!(parse(text).unwrap().to_json(), text);
    }

    #[test]
    fn what_is_not_one_value_is_refused() {
        assert!(parse("{} {}").is_none());
        assert!(parse("abc").is_none());
        assert!(parse("").is_none());
        assert!(parse(&format!("{}{}", "[".repeat(5000), "]".repeat(5000))).is_none());
    }

    #[test]
    fn numbers_are_compared_digit_by_digit() {
        for (a, b) in [
            ("1.50", "15e-1"),
            ("0", "-0.00"),
            ("1e3", "1000"),
            ("-2.0", "-2"),
        ] {
            assert!(same_number(a, b), "{a} {b}");
        }
        for (a, b) in [
            ("1.5", "1.50000000000000000000000000000000000001"),
            ("9007199254740993", "9007199254740992"),
            ("1", "-1"),
            ("1", "10"),
        ] {
            assert!(!same_number(a, b), "{a} {b}");
        }
    }

    #[test]
    fn greater_and_smaller() {
        assert_eq!(compare_numbers("10", "9.99"), Some(Ordering::Greater));
        assert_eq!(compare_numbers("-10", "9"), Some(Ordering::Less));
        assert_eq!(compare_numbers("-10", "-9"), Some(Ordering::Less));
        assert_eq!(compare_numbers("0.1", "0.10"), Some(Ordering::Equal));
        assert_eq!(compare_numbers("0", "1e-9"), Some(Ordering::Less));
        assert_eq!(compare_numbers("x", "1"), None);
    }
}
