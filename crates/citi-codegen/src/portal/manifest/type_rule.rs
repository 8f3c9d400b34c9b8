//! A Rust type chosen by hand.

use crate::lower::{self, TypeChoice};

/// A Rust type chosen by hand for what all the given names fit; at least one must be given.
#[derive(Clone, Debug, PartialEq, Eq, serde::Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TypeRule {
    /// Name of the schema that holds the property.
    pub schema: Option<String>,
    /// Name of the property or parameter.
    pub property: Option<String>,
    /// `format` of the schema.
    pub format: Option<String>,
    /// The type to use.
    #[serde(rename = "type")]
    pub choice: TypeChoice,
}

impl From<&TypeRule> for lower::TypeRule {
    fn from(rule: &TypeRule) -> Self {
        Self {
            schema: rule.schema.clone(),
            property: rule.property.clone(),
            format: rule.format.clone(),
            choice: rule.choice,
        }
    }
}
