//! A constraint.

use super::{Facts, pattern};
use crate::Number;

/// A constraint of a document (JSON Schema Validation 2020-12, section 6).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// At least so many characters.
    MinLength(u64),
    /// At most so many characters.
    MaxLength(u64),
    /// Matches this ECMA 262 pattern.
    Pattern(&'static str),
    /// One of these texts.
    OneOf(&'static [&'static str]),
    /// At least this number; true: more than it.
    Minimum(&'static str, bool),
    /// At most this number; true: less than it.
    Maximum(&'static str, bool),
    /// A multiple of this number.
    MultipleOf(&'static str),
    /// At least so many items.
    MinItems(u64),
    /// At most so many items.
    MaxItems(u64),
    /// No two items alike.
    UniqueItems,
    /// At least so many members.
    MinProperties(u64),
    /// At most so many members.
    MaxProperties(u64),
}

impl Rule {
    /// What the value had to be, if it breaks the rule. A rule that does not speak of such a value holds.
    pub(super) fn broken_by(&self, facts: &Facts<'_>) -> Option<String> {
        match (self, facts) {
            (Self::MinLength(least), Facts::Text(text)) => (characters(text) < *least)
                .then(|| format!("must have at least {least} characters")),
            (Self::MaxLength(most), Facts::Text(text)) => {
                (characters(text) > *most).then(|| format!("must have at most {most} characters"))
            }
            (Self::Pattern(wanted), Facts::Text(text)) => {
                (!pattern::matches(wanted, text)).then(|| format!("must match `{wanted}`"))
            }
            (Self::OneOf(values), Facts::Text(text)) => {
                (!values.contains(text)).then(|| format!("must be one of {}", values.join(", ")))
            }
            (Self::OneOf(values), Facts::Number(number)) => {
                let listed = values
                    .iter()
                    .any(|value| Number::new(value).is_ok_and(|value| value == *number));
                (!listed).then(|| format!("must be one of {}", values.join(", ")))
            }
            (Self::Minimum(bound, exclusive), Facts::Number(number)) => {
                let least = Number::new(bound).ok()?;
                (*number < least || *exclusive && *number == least).then(|| {
                    format!(
                        "must be {} {bound}",
                        if *exclusive { "more than" } else { "at least" }
                    )
                })
            }
            (Self::Maximum(bound, exclusive), Facts::Number(number)) => {
                let most = Number::new(bound).ok()?;
                (*number > most || *exclusive && *number == most).then(|| {
                    format!(
                        "must be {} {bound}",
                        if *exclusive { "less than" } else { "at most" }
                    )
                })
            }
            (Self::MultipleOf(step), Facts::Number(number)) => {
                // What no decimal can hold is left to the bank.
                let step_value = Number::new(step).ok()?.to_decimal().ok()?;
                let rest = number.to_decimal().ok()?.checked_rem(step_value)?;
                (!rest.is_zero()).then(|| format!("must be a multiple of {step}"))
            }
            (Self::MinItems(least), Facts::List { length, .. }) => {
                (*length < *least).then(|| format!("must have at least {least} items"))
            }
            (Self::MaxItems(most), Facts::List { length, .. }) => {
                (*length > *most).then(|| format!("must have at most {most} items"))
            }
            (Self::UniqueItems, Facts::List { twice, .. }) => twice
                .as_ref()
                .and_then(|twice| twice().then(|| "must not hold an item twice".to_owned())),
            (Self::MinProperties(least), Facts::Members(count)) => {
                (*count < *least).then(|| format!("must have at least {least} members"))
            }
            (Self::MaxProperties(most), Facts::Members(count)) => {
                (*count > *most).then(|| format!("must have at most {most} members"))
            }
            _ => None,
        }
    }
}

fn characters(text: &str) -> u64 {
    text.chars().count() as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Facts<'static> {
        Facts::Number(Number::new(text).unwrap())
    }

    #[test]
    fn lengths_count_characters_not_bytes() {
        assert_eq!(Rule::MaxLength(3).broken_by(&Facts::Text("äöü")), None);
        assert!(Rule::MaxLength(2).broken_by(&Facts::Text("äöü")).is_some());
        assert!(Rule::MinLength(4).broken_by(&Facts::Text("äöü")).is_some());
    }

    #[test]
    fn bounds_are_exact_beyond_what_a_float_holds() {
        let bound = Rule::Maximum("9007199254740993", false);
        assert_eq!(bound.broken_by(&number("9007199254740993")), None);
        assert!(
            bound
                .broken_by(&number("9007199254740993.0000000000000001"))
                .is_some()
        );
        assert!(
            Rule::Minimum("0", true)
                .broken_by(&number("0.00"))
                .is_some()
        );
        assert_eq!(Rule::Minimum("0", true).broken_by(&number("1e-30")), None);
    }

    #[test]
    fn a_step_of_a_cent_is_a_cent() {
        assert_eq!(Rule::MultipleOf("0.01").broken_by(&number("0.07")), None);
        assert!(
            Rule::MultipleOf("0.01")
                .broken_by(&number("0.075"))
                .is_some()
        );
    }

    #[test]
    fn a_list_of_values_compares_numbers_by_value() {
        assert_eq!(Rule::OneOf(&["1.0", "2"]).broken_by(&number("1")), None);
        assert!(Rule::OneOf(&["1", "2"]).broken_by(&number("3")).is_some());
    }

    #[test]
    fn a_rule_of_another_kind_of_value_holds() {
        assert_eq!(Rule::MinItems(1).broken_by(&Facts::Text("")), None);
        assert_eq!(Rule::MaxLength(1).broken_by(&number("12")), None);
    }
}
