//! U020: An exclusive bound has no bound.

use crate::diagnostic::{Code, Severity};

use super::Rule;

/// The rule.
pub(crate) const RULE: Rule = Rule {
    code: Code("U020"),
    severity: Severity::Warning,
    title: "An exclusive bound has no bound",
    explanation: "`exclusiveMinimum: true` says that the minimum itself is outside, but there is no `minimum`. Nothing can be checked, and the flag is left out.",
    done: "The flag is left out.",
    remedy: "give the bound with an overlay",
    before: r#"components:
  schemas:
    Count: {type: integer, exclusiveMinimum: true}"#,
    after: r#"components:
  schemas:
    Count: {type: integer, minimum: 0, exclusiveMinimum: true}"#,
};

#[cfg(test)]
mod tests {
    use crate::upgrade::testing::{count, upgraded, with_schemas};

    #[test]
    fn the_flag_alone_is_left_out() {
        let (document, found) = upgraded(&with_schemas(
            r#"{"A":{"type":"integer","exclusiveMinimum":true},"B":{"type":"integer","minimum":1,"exclusiveMinimum":true},
               "C":{"type":"integer","exclusiveMaximum":9},"D":{"type":"integer","minimum":5,"exclusiveMinimum":3},"E":{"type":"integer","maximum":5,"exclusiveMaximum":false}}"#,
        ));
        assert!(document.schemas["A"].minimum.is_none());
        let bound = |name: &str| {
            let schema = &document.schemas[name];
            let bound = schema.minimum.as_ref().or(schema.maximum.as_ref()).unwrap();
            (bound.value.clone(), bound.exclusive)
        };
        assert_eq!(bound("B"), ("1".to_owned(), true));
        assert_eq!(bound("C"), ("9".to_owned(), true));
        assert_eq!(bound("D"), ("5".to_owned(), false));
        assert_eq!(bound("E"), ("5".to_owned(), false));
        assert_eq!(count(&found, "U020"), 1);
    }
}
