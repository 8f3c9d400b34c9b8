//! What a schema demands of a value, as rules that are checked before one is sent.

use super::Types;
use crate::diagnostic::Code;
use crate::lower::plan::{Rule, RustType};
use crate::model::Schema;

/// A pattern that is no ECMA 262 pattern.
const BAD_PATTERN: Code = Code("E010");

impl Types<'_> {
    /// The rules of `schema` for values of type `ty`; rules that can't hold for the type are left out.
    pub(super) fn rules(&mut self, schema: &Schema, ty: &RustType) -> Vec<Rule> {
        let mut rules = Vec::new();
        match ty {
            RustType::String
            | RustType::Secret
            | RustType::Date
            | RustType::DateTime
            | RustType::Xml => {
                rules.extend(
                    schema
                        .min_length
                        .filter(|length| *length > 0)
                        .map(Rule::MinLength),
                );
                rules.extend(schema.max_length.map(Rule::MaxLength));
                if let Some(pattern) = &schema.pattern {
                    if compiles(pattern) {
                        rules.push(Rule::Pattern(pattern.clone()));
                    } else {
                        self.diagnostics.warning(
                            BAD_PATTERN,
                            &schema.pointer.key("pattern"),
                            schema.span,
                            if pattern.len() > LONGEST {
                                format!("the pattern has more than {LONGEST} bytes")
                            } else {
                                "the pattern is no ECMA 262 regular expression".to_owned()
                            },
                            "it is not checked before a value is sent",
                            "correct the pattern with an overlay",
                        );
                    }
                }
            }
            RustType::I64 | RustType::U64 | RustType::Number | RustType::F64 => {
                if let Some(bound) = schema
                    .minimum
                    .as_ref()
                    .filter(|bound| is_number(&bound.value))
                {
                    rules.push(Rule::Minimum {
                        value: bound.value.clone(),
                        exclusive: bound.exclusive,
                    });
                }
                if let Some(bound) = schema
                    .maximum
                    .as_ref()
                    .filter(|bound| is_number(&bound.value))
                {
                    rules.push(Rule::Maximum {
                        value: bound.value.clone(),
                        exclusive: bound.exclusive,
                    });
                }
                if let Some(step) = schema
                    .multiple_of
                    .as_ref()
                    .filter(|step| is_number(step) && !is_zero(step))
                {
                    rules.push(Rule::MultipleOf(step.clone()));
                }
            }
            RustType::List(_) => {
                rules.extend(
                    schema
                        .min_items
                        .filter(|count| *count > 0)
                        .map(Rule::MinItems),
                );
                rules.extend(schema.max_items.map(Rule::MaxItems));
                if schema.unique_items {
                    rules.push(Rule::UniqueItems);
                }
            }
            RustType::Map(_) => rules.extend(object_rules(schema)),
            _ => {}
        }
        let listed = matches!(
            ty,
            RustType::I64
                | RustType::U64
                | RustType::Number
                | RustType::F64
                | RustType::Bool
                | RustType::String
        );
        if let Some(values) = schema.values.as_ref().filter(|_| listed) {
            let texts: Vec<String> = values
                .iter()
                .filter_map(crate::load::Node::scalar_text)
                .collect();
            if !texts.is_empty() && texts.len() == values.len() {
                rules.push(Rule::OneOf(texts));
            }
        }
        rules
    }
}

/// Rules on the number of an object's members.
pub(super) fn object_rules(schema: &Schema) -> Vec<Rule> {
    let mut rules = Vec::new();
    rules.extend(
        schema
            .min_properties
            .filter(|count| *count > 0)
            .map(Rule::MinProperties),
    );
    rules.extend(schema.max_properties.map(Rule::MaxProperties));
    rules
}

/// The longest pattern that is checked, in bytes: compiling takes time and memory by more than the length.
const LONGEST: usize = 4_096;

fn compiles(pattern: &str) -> bool {
    if pattern.len() > LONGEST {
        return false;
    }
    regress::Regex::with_flags(pattern, "u").is_ok() || regress::Regex::new(pattern).is_ok()
}

fn is_number(text: &str) -> bool {
    serde_json::from_str::<&serde_json::value::RawValue>(text).is_ok()
        && text.starts_with(|c: char| c == '-' || c.is_ascii_digit())
}

fn is_zero(text: &str) -> bool {
    !text
        .split(['e', 'E'])
        .next()
        .unwrap_or_default()
        .contains(|c: char| ('1'..='9').contains(&c))
}
