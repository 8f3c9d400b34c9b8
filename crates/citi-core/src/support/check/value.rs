//! The entrances: an argument, a finished value, a field of a builder.

use super::{Check, Findings, Rule};
use crate::Refused;

/// Checks an argument or a body before anything is sent.
///
/// # Errors
/// If it breaks a rule; the error names the field and the rule, never the value.
pub fn value<T: Check + ?Sized>(
    name: &'static str,
    value: &T,
    rules: &'static [Rule],
    item_rules: &'static [Rule],
) -> Result<(), Refused> {
    let mut findings = Findings::default();
    findings.field(name, value, rules, item_rules);
    findings.into_result()
}

/// Checks what a builder made.
///
/// # Errors
/// As [`value`].
pub fn built<T: Check + ?Sized>(value: &T) -> Result<(), Refused> {
    let mut findings = Findings::default();
    value.check(&mut findings);
    findings.into_result()
}

/// A field that must have been set.
///
/// # Errors
/// If it was not.
pub fn required<T>(name: &'static str, value: Option<T>) -> Result<T, Refused> {
    value.ok_or_else(|| Refused::new(format!("{name} is required")))
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Party {
        name: String,
        lines: Vec<String>,
    }

    impl Check for Party {
        fn check(&self, at: &mut Findings) {
            at.field("name", &self.name, &[Rule::MinLength(1)], &[]);
            at.field(
                "lines",
                &self.lines,
                &[Rule::MaxItems(2)],
                &[Rule::MaxLength(3)],
            );
        }
    }

    #[test]
    fn a_finding_names_the_place_and_never_the_value() {
        let parties = [
            Party {
                name: "x".to_owned(),
                lines: Vec::new(),
            },
            Party {
                name: String::new(),
                lines: vec!["4111111111111111".to_owned()],
            },
        ];
        let mut findings = Findings::default();
        findings.inside(0, |at| parties[0].check(at));
        findings.inside(1, |at| parties[1].check(at));
        let text = findings.into_result().unwrap_err().to_string();
        assert!(
            text.contains("[1].name must have at least 1 characters"),
            "{text}"
        );
        assert!(
            text.contains("[1].lines[0] must have at most 3 characters"),
            "{text}"
        );
        assert!(!text.contains("4111"), "{text}");
    }

    #[test]
    fn what_is_absent_breaks_no_rule() {
        assert!(value("limit", &None::<i64>, &[Rule::Minimum("1", false)], &[]).is_ok());
        assert!(value("limit", &Some(0_i64), &[Rule::Minimum("1", false)], &[]).is_err());
    }

    #[test]
    fn a_long_list_of_findings_is_cut() {
        let texts = vec![String::new(); 100];
        let text = value("texts", &texts, &[], &[Rule::MinLength(1)])
            .unwrap_err()
            .to_string();
        assert!(text.ends_with("and 92 more"), "{text}");
    }
}
