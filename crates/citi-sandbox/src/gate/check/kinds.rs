//! Single values: text and numbers.

use citi_codegen::model::{Bound, Schema};
use citi_core::Number;
use rust_decimal::Decimal;

use super::Patterns;

/// What is wrong with a text.
pub(super) fn text(schema: &Schema, patterns: &Patterns, text: &str) -> Vec<String> {
    let mut issues = Vec::new();
    let length = text.chars().count() as u64;
    let (least, most) = (schema.min_length, schema.max_length);
    let short = least.is_some_and(|least| length < least);
    if short || most.is_some_and(|most| length > most) {
        issues.push(match (least, most) {
            (Some(least), Some(most)) if least == most => {
                format!("must have {least} {}", characters(least))
            }
            (Some(least), Some(most)) => format!("must have {least} to {most} characters"),
            (Some(least), None) => format!("must have at least {least} {}", characters(least)),
            (_, most) => {
                let most = most.unwrap_or_default();
                format!("must have at most {most} {}", characters(most))
            }
        });
    }
    if let Some(pattern) = &schema.pattern
        && !patterns.fits(pattern, text)
    {
        issues.push(format!("must fit the pattern {pattern}"));
    }
    match schema.format.as_deref() {
        Some("date") if !is_date(text) => issues.push("must be a date like 2026-03-04".to_owned()),
        Some("date-time") if !is_date_time(text) => {
            issues.push("must be a date and time like 2026-03-04T21:00:00Z".to_owned());
        }
        Some("uuid") if uuid::Uuid::try_parse(text).is_err() => {
            issues.push("must be a UUID".to_owned());
        }
        _ => {}
    }
    issues
}

/// What is wrong with a number, decided on its digits.
pub(super) fn number(schema: &Schema, digits: &str) -> Vec<String> {
    let Ok(value) = Number::new(digits) else {
        return vec!["must be a number".to_owned()];
    };
    let mut issues = Vec::new();
    let whole = |name: &str| match name {
        "int32" => value.to_i64().is_ok_and(|it| i32::try_from(it).is_ok()),
        _ => value.to_i64().is_ok(),
    };
    if let Some(format @ ("int32" | "int64")) = schema.format.as_deref()
        && !whole(format)
    {
        issues.push(format!(
            "must be a whole number of {} bits",
            format.get(3..).unwrap_or("64")
        ));
    }
    let below = |bound: &Bound| {
        Number::new(&bound.value)
            .is_ok_and(|bound_value| value < bound_value || bound.exclusive && value == bound_value)
    };
    let above = |bound: &Bound| {
        Number::new(&bound.value)
            .is_ok_and(|bound_value| value > bound_value || bound.exclusive && value == bound_value)
    };
    let (least, most) = (&schema.minimum, &schema.maximum);
    if least.as_ref().is_some_and(below) || most.as_ref().is_some_and(above) {
        issues.push(match (least, most) {
            (Some(least), Some(most)) => {
                format!("must be between {} and {}", least.value, most.value)
            }
            (Some(least), None) if least.exclusive => format!("must be more than {}", least.value),
            (Some(least), None) => format!("must be at least {}", least.value),
            (None, Some(most)) if most.exclusive => format!("must be less than {}", most.value),
            (_, most) => format!(
                "must be at most {}",
                most.as_ref().map_or("", |most| most.value.as_str())
            ),
        });
    }
    if let Some(step) = &schema.multiple_of
        && !is_multiple(&value, step)
    {
        issues.push(format!("must be a multiple of {step}"));
    }
    issues
}

/// Whether a number is a whole number of steps, decided in decimals. One that no decimal holds is not.
fn is_multiple(value: &Number, step: &str) -> bool {
    let step = Number::new(step).and_then(|step| step.to_decimal());
    match (value.to_decimal(), step) {
        (Ok(value), Ok(step)) => value
            .checked_rem(step)
            .is_some_and(|rest| rest == Decimal::ZERO),
        _ => false,
    }
}

fn is_date(text: &str) -> bool {
    text.len() == 10 && text.parse::<jiff::civil::Date>().is_ok()
}

fn is_date_time(text: &str) -> bool {
    // RFC 3339 has no room for a zone in brackets, nor for a blank in the middle.
    text.as_bytes().get(10).is_some_and(|it| b"Tt".contains(it))
        && !text.contains('[')
        && text.parse::<jiff::Timestamp>().is_ok()
}

fn characters(count: u64) -> &'static str {
    if count == 1 {
        "character"
    } else {
        "characters"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cents() -> Schema {
        let bound = |value: &str| {
            Some(Bound {
                value: value.to_owned(),
                exclusive: false,
            })
        };
        Schema {
            minimum: bound("0.01"),
            maximum: bound("9999999999.99"),
            multiple_of: Some("0.01".to_owned()),
            ..Schema::default()
        }
    }

    #[test]
    fn cents_are_counted_in_decimals() {
        for good in [
            "0.01",
            "0.07",
            "0.29",
            "1250.10",
            "1250.1",
            "1.1e1",
            "9999999999.99",
        ] {
            assert_eq!(number(&cents(), good), Vec::<String>::new(), "{good}");
        }
        assert_eq!(number(&cents(), "0.011"), ["must be a multiple of 0.01"]);
        for bad in [
            "0.001",
            "0",
            "-1",
            "9999999999.995",
            "1e400",
            "0.07000000000000000000000000000001",
        ] {
            assert!(!number(&cents(), bad).is_empty(), "{bad}");
        }
    }

    #[test]
    fn bounds_of_whole_numbers_are_told() {
        let schema = Schema {
            format: Some("int32".to_owned()),
            ..Schema::default()
        };
        assert_eq!(number(&schema, "2147483647"), Vec::<String>::new());
        assert_eq!(
            number(&schema, "2147483648"),
            ["must be a whole number of 32 bits"]
        );
        assert_eq!(
            number(&schema, "1.5"),
            ["must be a whole number of 32 bits"]
        );
    }

    #[test]
    fn dates_are_days_of_the_calendar() {
        assert!(is_date("2028-02-29"));
        for bad in [
            "2026-02-29",
            "2026-2-3",
            "20260203",
            "2026-02-03T00:00:00Z",
            "",
        ] {
            assert!(!is_date(bad), "{bad}");
        }
        assert!(is_date_time("2026-03-04T21:00:00.5-05:00"));
        for bad in ["2026-03-04T21:00:00", "2026-03-04", "2026-03-04 21:00:00Z"] {
            assert!(!is_date_time(bad), "{bad}");
        }
    }

    #[test]
    fn lengths_count_characters() {
        let schema = Schema {
            min_length: Some(3),
            max_length: Some(3),
            ..Schema::default()
        };
        assert_eq!(
            text(&schema, &Patterns::default(), "ééé"),
            Vec::<String>::new()
        );
        assert_eq!(
            text(&schema, &Patterns::default(), "éé"),
            ["must have 3 characters"]
        );
    }
}
