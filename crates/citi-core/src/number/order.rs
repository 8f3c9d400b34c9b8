//! Equality, order and hash: by amount, exactly.

use std::cmp::Ordering;
use std::hash::{Hash, Hasher};

use super::Number;
use super::canonical::Canonical;

impl PartialEq for Number {
    fn eq(&self, other: &Self) -> bool {
        self.is_same_text(other) || self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Number {}

impl Ord for Number {
    fn cmp(&self, other: &Self) -> Ordering {
        let (a, b) = (
            Canonical::new(self.as_str()),
            Canonical::new(other.as_str()),
        );
        match (a, b) {
            (None, None) => Ordering::Equal,
            (None, Some(b)) => sign(b.negative).reverse(),
            (Some(a), None) => sign(a.negative),
            (Some(a), Some(b)) if a.negative != b.negative => sign(a.negative),
            (Some(a), Some(b)) => {
                let size = a
                    .power
                    .cmp(&b.power)
                    .then_with(|| a.digits().cmp(b.digits()));
                if a.negative { size.reverse() } else { size }
            }
        }
    }
}

/// How a number of this sign compares with zero.
fn sign(negative: bool) -> Ordering {
    if negative {
        Ordering::Less
    } else {
        Ordering::Greater
    }
}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Hash for Number {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let Some(parts) = Canonical::new(self.as_str()) else {
            return state.write_u8(0);
        };
        state.write_u8(1 + u8::from(parts.negative));
        parts.power.hash(state);
        for digit in parts.digits() {
            state.write_u8(digit);
        }
        state.write_u8(0xff);
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use proptest::prelude::*;
    use rust_decimal::Decimal;

    use super::*;

    fn number(text: &str) -> Number {
        Number::new(text).unwrap()
    }

    #[test]
    fn the_same_amount_is_equal_however_it_is_written() {
        let same = ["100", "1e2", "1.00E+2", "0.1e3", "10000e-2", "100.000"];
        let set: HashSet<Number> = same.iter().map(|text| number(text)).collect();
        assert_eq!(set.len(), 1);
        assert_eq!(number("-0"), number("0e999999999999999999999"));
        assert_ne!(number("-1"), number("1"));
        assert_ne!(
            number("0.1"),
            number("0.10000000000000000000000000000000000001")
        );
    }

    #[test]
    fn a_huge_exponent_costs_nothing() {
        let huge = number("1e999999999999999999999999999999999999999999");
        assert!(huge > number("9e999999999"));
        assert!(number("-1e999999999999999999999999999999999999999999") < number("-5"));
        assert!(number("1e-999999999999999999999999999999999999999999") > number("0"));
        assert_eq!(huge, huge.clone());
    }

    fn any_number() -> impl Strategy<Value = String> {
        "-?(0|[1-9][0-9]{0,24})(\\.[0-9]{1,24})?([eE][+-]?[0-9]{1,3})?"
    }

    /// The same amount, written another way.
    fn rewritten(text: &str, shift: u32) -> String {
        let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
        let dot = if mantissa.contains('.') { "" } else { ".0" };
        let exponent: i64 = exponent.parse().unwrap();
        let moved = match mantissa.split_once('.') {
            Some((whole, fraction)) => {
                format!("{whole}{fraction}e{}", exponent - fraction.len() as i64)
            }
            None => format!("{mantissa}{dot}{}e{exponent}", "0".repeat(shift as usize)),
        };
        // Leading zeros are no JSON.
        let (sign, digits) = match moved.strip_prefix('-') {
            Some(rest) => ("-", rest),
            None => ("", moved.as_str()),
        };
        let trimmed = digits.trim_start_matches('0');
        match trimmed.starts_with(|c: char| c.is_ascii_digit()) {
            true => format!("{sign}{trimmed}"),
            false => format!("{sign}0{trimmed}"),
        }
    }

    proptest! {
        #[test]
        fn order_agrees_with_decimals(a: i64, b: i64, sa in 0u32..28, sb in 0u32..28) {
            let (da, db) = (Decimal::new(a, sa), Decimal::new(b, sb));
            prop_assert_eq!(Number::from(da).cmp(&Number::from(db)), da.cmp(&db));
            prop_assert_eq!(Number::from(da) == Number::from(db), da == db);
        }

        #[test]
        fn rewriting_keeps_amount_and_hash(text in any_number(), shift in 0u32..9) {
            let (one, other) = (number(&text), number(&rewritten(&text, shift)));
            prop_assert_eq!(&one, &other);
            let set: HashSet<Number> = [one, other].into_iter().collect();
            prop_assert_eq!(set.len(), 1);
        }

        #[test]
        fn order_is_total(a in any_number(), b in any_number(), c in any_number()) {
            let (a, b, c) = (number(&a), number(&b), number(&c));
            prop_assert_eq!(a.cmp(&b), b.cmp(&a).reverse());
            if a <= b && b <= c {
                prop_assert!(a <= c);
            }
        }
    }
}
