//! U004: A reference is spelled crookedly.

use crate::diagnostic::{Code, Severity};

use super::Rule;

/// The rule.
pub(crate) const RULE: Rule = Rule {
    code: Code("U004"),
    severity: Severity::Note,
    title: "A reference is spelled crookedly",
    explanation: "The reference leads somewhere only if one is generous: without its `#` or its first `/`, with blanks around it, a bare name, a name that differs by case or blanks, or a section of another version (`#/components/schemas/A` where the document has `definitions`). There is exactly one place that it can mean, and that is taken.",
    done: "The one place that it can mean is taken.",
    remedy: "",
    before: r##"components:
  schemas:
    Amount: {type: string}
    Total: {$ref: "#/definitions/amount"}"##,
    after: r##"components:
  schemas:
    Amount: {type: string}
    Total: {$ref: "#/components/schemas/Amount"}"##,
};

#[cfg(test)]
mod tests {
    use crate::upgrade::testing::{count, upgraded};

    #[test]
    fn every_spelling_finds_the_one_schema() {
        for reference in [
            "#definitions/Ab c",
            "definitions/Ab c",
            "/definitions/Ab c",
            "#/definitions/ab c",
            "#/definitions/Ab c ",
            "Ab c",
            "#/components/schemas/Ab%20c",
            "#/definitions/Ab%20C",
        ] {
            let (document, found) = upgraded(&format!(
                r#"{{"swagger":"2.0","definitions":{{"Ab c":{{"type":"string"}},"B":{{"$ref":"{reference}"}}}}}}"#
            ));
            assert_eq!(
                document.schemas["B"].reference.as_deref(),
                Some("Ab c"),
                "{reference}"
            );
            assert_eq!(count(&found, "U004"), 1, "{reference}");
        }
    }

    #[test]
    fn percent_encoding_is_regular() {
        let (document, found) = upgraded(
            r##"{"swagger":"2.0","definitions":{"E-4 1":{"type":"string"},"B":{"$ref":"#/definitions/E%2d4%201"}}}"##,
        );
        assert_eq!(document.schemas["B"].reference.as_deref(), Some("E-4 1"));
        assert!(found.is_empty(), "{found:?}");
    }
}
