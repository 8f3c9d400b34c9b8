//! [`Checker`]: a value against a schema.

use citi_codegen::load::Node;
use citi_codegen::model::{Document, Schema};

use super::place::Place;
use super::same::{is_of, is_same, type_name};
use super::{Data, Fault, Patterns, kinds};

/// How many faults are told of one value.
pub(super) const MOST: usize = 20;
/// How far references are followed without a step into the value.
pub(super) const REFERENCES: usize = 64;

/// Checks values against the schemas of one document.
pub(crate) struct Checker<'a> {
    pub(crate) document: &'a Document,
    pub(crate) patterns: &'a Patterns,
}

impl Checker<'_> {
    /// What is wrong with a value: nothing, if it fits its schema.
    pub(crate) fn check(&self, schema: &Schema, value: &Data) -> Vec<Fault> {
        let mut faults = Vec::new();
        self.at(schema, value, &Place::Whole, REFERENCES, &mut faults);
        faults.truncate(MOST);
        faults
    }

    fn fits(&self, schema: &Schema, value: &Data, left: usize) -> bool {
        let mut faults = Vec::new();
        self.at(schema, value, &Place::Whole, left, &mut faults);
        faults.is_empty()
    }

    pub(super) fn at(
        &self,
        schema: &Schema,
        value: &Data,
        place: &Place<'_>,
        left: usize,
        faults: &mut Vec<Fault>,
    ) {
        let mut tell = |issue: String| {
            faults.push(Fault {
                field: place.to_string(),
                issue,
            });
        };
        let Some(left) = left.checked_sub(1) else {
            return tell("has a schema that refers to itself".to_owned());
        };
        if schema.nullable && *value == Data::Null {
            return;
        }
        if !schema.types.is_empty() && !schema.types.iter().any(|it| is_of(value, *it)) {
            let names: Vec<_> = schema.types.iter().map(|it| type_name(*it)).collect();
            return tell(format!("must be {}", names.join(" or ")));
        }
        if let Some(values) = &schema.values
            && !values.iter().any(|it| is_same(it, value))
        {
            let names: Vec<_> = values.iter().filter_map(Node::scalar_text).collect();
            return tell(format!("must be one of {}", names.join(", ")));
        }
        match value {
            Data::String(text) => kinds::text(schema, self.patterns, text)
                .into_iter()
                .for_each(tell),
            Data::Number(digits) => kinds::number(schema, digits).into_iter().for_each(tell),
            Data::Array(items) => self.items(schema, items, place, faults),
            Data::Object(members) => self.members(schema, members, place, faults),
            Data::Null | Data::Bool(_) => {}
        }
        if let Some(name) = &schema.reference
            && let Some(named) = self.document.schemas.get(name)
        {
            self.at(named, value, place, left, faults);
        }
        self.arms(schema, value, place, left, faults);
    }

    fn arms(
        &self,
        schema: &Schema,
        value: &Data,
        place: &Place<'_>,
        left: usize,
        faults: &mut Vec<Fault>,
    ) {
        for arm in &schema.all_of {
            self.at(arm, value, place, left, faults);
        }
        let count = |arms: &[Schema]| arms.iter().filter(|it| self.fits(it, value, left)).count();
        let mut tell = |issue: &str| {
            faults.push(Fault {
                field: place.to_string(),
                issue: issue.to_owned(),
            });
        };
        if !schema.any_of.is_empty() && count(&schema.any_of) == 0 {
            tell("must fit one of the documented forms");
        }
        if !schema.one_of.is_empty() && count(&schema.one_of) != 1 {
            tell("must fit exactly one of the documented forms");
        }
        if schema
            .not
            .as_ref()
            .is_some_and(|not| self.fits(not, value, left))
        {
            tell("must not be of this form");
        }
    }
}

#[cfg(test)]
mod tests {
    use citi_codegen::corpus::examples::json_schema;

    use super::*;
    use crate::documents::Documents;

    fn faults(api: &str, schema: &str, text: &str) -> Vec<(String, String)> {
        let documents = Documents::published().unwrap();
        let api = documents.apis.iter().find(|it| it.id == api).unwrap();
        let checker = Checker {
            document: &api.document,
            patterns: &documents.patterns,
        };
        checker
            .check(
                api.document.schemas.get(schema).unwrap(),
                &Data::read(text.as_bytes()).unwrap(),
            )
            .into_iter()
            .map(|fault| (fault.field, fault.issue))
            .collect()
    }

    fn fault(field: &str, issue: &str) -> (String, String) {
        (field.to_owned(), issue.to_owned())
    }

    #[test]
    fn a_fault_is_named_by_its_path() {
        let found = faults(
            "payments",
            "DomesticPaymentRequest",
            r#"{"method":"CASH","amount":0.001,"currency":"USD","debtorAccountId":"123456789",
                "creditor":{"name":"","accountNumber":"1","routingNumber":"01100001"},"executionDate":"2026-02-30"}"#,
        );
        assert_eq!(
            found,
            [
                fault("method", "must be one of ACH, WIRE"),
                fault("amount", "must be between 0.01 and 9999999999.99"),
                fault("amount", "must be a multiple of 0.01"),
                fault("creditor.name", "must have 1 to 70 characters"),
                fault("creditor.routingNumber", "must have 9 characters"),
                fault("creditor.routingNumber", "must fit the pattern ^[0-9]{9}$"),
                fault("executionDate", "must be a date like 2026-03-04"),
            ]
        );
    }

    #[test]
    fn what_is_missing_or_of_another_type_is_told() {
        assert_eq!(
            faults(
                "payments",
                "ErrorResponse",
                r#"{"error_code":1,"details":[{}]}"#
            ),
            [
                fault("message", "is required"),
                fault("error_code", "must be a string"),
                fault("details.0.issue", "is required"),
            ]
        );
        assert_eq!(
            faults("payments", "ErrorResponse", "[]"),
            [fault("", "must be an object")]
        );
    }

    #[test]
    fn properties_that_the_document_does_not_know_are_no_fault() {
        assert_eq!(
            faults("payments", "CancelPaymentRequest", r#"{"colour":"red"}"#),
            []
        );
    }

    /// Another reader of schemas, which shares no code with this one, finds the same.
    #[test]
    fn a_second_judge_agrees_on_every_example_and_on_each_without_a_member() {
        let documents = Documents::published().unwrap();
        let mut judged = 0;
        for api in &documents.apis {
            let checker = Checker {
                document: &api.document,
                patterns: &documents.patterns,
            };
            for (name, schema) in &api.document.schemas {
                let judge = jsonschema::options()
                    .build(&json_schema(&api.document, schema))
                    .unwrap();
                for example in &schema.examples {
                    let whole: serde_json::Value =
                        serde_json::from_str(&example.to_json()).unwrap();
                    let mut cases = vec![whole.clone()];
                    if let Some(members) = whole.as_object() {
                        for member in members.keys() {
                            let mut less = members.clone();
                            less.remove(member);
                            cases.push(less.clone().into());
                            less.insert(member.clone(), serde_json::Value::Array(vec![]));
                            cases.push(less.into());
                        }
                    }
                    for case in cases {
                        let text = case.to_string();
                        let ours = checker.check(schema, &Data::read(text.as_bytes()).unwrap());
                        assert_eq!(
                            judge.is_valid(&case),
                            ours.is_empty(),
                            "{name}: {text}: {ours:?}"
                        );
                        judged += 1;
                    }
                }
            }
        }
        assert!(judged > 300, "{judged}");
    }

    proptest::proptest! {
        /// Bytes of anybody, and damaged orders: faults, never a panic, and no more than are told.
        #[test]
        fn whatever_comes_is_judged(at in 0_usize..400, byte: u8, noise in proptest::collection::vec(0_u8..255, 0..64)) {
            let documents = Documents::published().unwrap();
            let api = documents.apis.iter().find(|it| it.id == "payments").unwrap();
            let schema = api.document.schemas.get("DomesticPaymentRequest").unwrap();
            let mut order = schema.examples[0].to_json().into_bytes();
            let at = at % order.len();
            order[at] = byte;
            let checker = Checker { document: &api.document, patterns: &documents.patterns };
            for bytes in [order, noise] {
                if let Ok(data) = Data::read(&bytes) {
                    proptest::prop_assert!(checker.check(schema, &data).len() <= MOST);
                }
            }
        }
    }
}
