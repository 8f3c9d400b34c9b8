//! [`Checker`]: a value against a schema.

use citi_codegen::load::{Node, Value};
use citi_codegen::model::{Additional, Document, Schema, Type};
use citi_core::Number;

use super::{Data, Fault, Patterns, kinds};

/// How many faults are told of one value.
const MOST: usize = 20;
/// How far references are followed without a step into the value.
const REFERENCES: usize = 64;

/// Checks values against the schemas of one document.
pub(crate) struct Checker<'a> {
    pub(crate) document: &'a Document,
    pub(crate) patterns: &'a Patterns,
}

impl Checker<'_> {
    /// What is wrong with a value: nothing, if it fits its schema.
    pub(crate) fn check(&self, schema: &Schema, value: &Data) -> Vec<Fault> {
        let mut faults = Vec::new();
        self.at(schema, value, "", REFERENCES, &mut faults);
        faults.truncate(MOST);
        faults
    }

    fn fits(&self, schema: &Schema, value: &Data, left: usize) -> bool {
        let mut faults = Vec::new();
        self.at(schema, value, "", left, &mut faults);
        faults.is_empty()
    }

    fn at(&self, schema: &Schema, value: &Data, field: &str, left: usize, faults: &mut Vec<Fault>) {
        let mut tell = |issue: String| {
            faults.push(Fault {
                field: field.to_owned(),
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
            Data::Array(items) => self.items(schema, items, field, faults),
            Data::Object(members) => self.members(schema, members, field, faults),
            Data::Null | Data::Bool(_) => {}
        }
        if let Some(name) = &schema.reference
            && let Some(named) = self.document.schemas.get(name)
        {
            self.at(named, value, field, left, faults);
        }
        self.arms(schema, value, field, left, faults);
    }

    fn arms(
        &self,
        schema: &Schema,
        value: &Data,
        field: &str,
        left: usize,
        faults: &mut Vec<Fault>,
    ) {
        for arm in &schema.all_of {
            self.at(arm, value, field, left, faults);
        }
        let count = |arms: &[Schema]| arms.iter().filter(|it| self.fits(it, value, left)).count();
        let mut tell = |issue: &str| {
            faults.push(Fault {
                field: field.to_owned(),
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

    fn items(&self, schema: &Schema, items: &[Data], field: &str, faults: &mut Vec<Fault>) {
        let count = items.len() as u64;
        let mut tell = |issue: String| {
            faults.push(Fault {
                field: field.to_owned(),
                issue,
            });
        };
        if let Some(least) = schema.min_items.filter(|least| count < *least) {
            tell(format!("must have at least {least} entries"));
        }
        if let Some(most) = schema.max_items.filter(|most| count > *most) {
            tell(format!("must have at most {most} entries"));
        }
        if schema.unique_items
            && items
                .iter()
                .enumerate()
                .any(|(at, item)| items.iter().take(at).any(|it| equal(it, item)))
        {
            tell("must not hold an entry twice".to_owned());
        }
        for (at, item) in items.iter().enumerate() {
            if let Some(inner) = schema.prefix_items.get(at).or(schema.items.as_deref()) {
                self.at(
                    inner,
                    item,
                    &join(field, &at.to_string()),
                    REFERENCES,
                    faults,
                );
            }
            if faults.len() >= MOST {
                return;
            }
        }
    }

    fn members(
        &self,
        schema: &Schema,
        members: &indexmap::IndexMap<String, Data>,
        field: &str,
        faults: &mut Vec<Fault>,
    ) {
        for name in schema
            .required
            .iter()
            .filter(|it| !members.contains_key(*it))
        {
            faults.push(Fault {
                field: join(field, name),
                issue: "is required".to_owned(),
            });
        }
        let count = members.len() as u64;
        if schema.min_properties.is_some_and(|least| count < least)
            || schema.max_properties.is_some_and(|most| count > most)
        {
            faults.push(Fault {
                field: field.to_owned(),
                issue: "has too few or too many properties".to_owned(),
            });
        }
        for (name, value) in members {
            let field = join(field, name);
            let mut known = false;
            if let Some(inner) = schema.properties.get(name) {
                known = true;
                self.at(inner, value, &field, REFERENCES, faults);
            }
            for (pattern, inner) in &schema.pattern_properties {
                if self.patterns.fits(pattern, name) {
                    known = true;
                    self.at(inner, value, &field, REFERENCES, faults);
                }
            }
            match &schema.additional {
                Additional::Forbidden if !known => faults.push(Fault {
                    field,
                    issue: "is not known here".to_owned(),
                }),
                Additional::Schema(inner) if !known => {
                    self.at(inner, value, &field, REFERENCES, faults);
                }
                _ => {}
            }
            if faults.len() >= MOST {
                return;
            }
        }
    }
}

fn join(field: &str, name: &str) -> String {
    if field.is_empty() {
        name.to_owned()
    } else {
        format!("{field}.{name}")
    }
}

fn is_of(value: &Data, ty: Type) -> bool {
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

fn type_name(ty: Type) -> &'static str {
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

fn is_same(node: &Node, value: &Data) -> bool {
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

fn equal(a: &Data, b: &Data) -> bool {
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
}
