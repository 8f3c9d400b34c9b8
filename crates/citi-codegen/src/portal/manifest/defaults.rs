//! What holds for every category.

use super::{Limit, TypeRule};
use crate::lower::Options;

/// What holds for every category. A list of a category adds to the one here; a list that is
/// not given here keeps the generator's own.
#[derive(Clone, Debug, PartialEq, serde::Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Defaults {
    /// Names of parameters that the runtime fills in (any place, case ignored); they are no
    /// arguments of a call.
    pub supplied_parameters: Vec<String>,
    /// Names of headers that carry an idempotency key, case ignored.
    pub idempotency_headers: Vec<String>,
    /// Hours that the bank remembers an idempotency key; past that a write is never sent again.
    #[schemars(range(min = 1))]
    pub idempotency_key_hours: u32,
    /// Seconds that an answer may be kept at most, whatever `cacheable` says: the bank's own word for rates of
    /// exchange is 30.
    #[schemars(range(min = 1))]
    pub cache_at_most_seconds: u32,
    /// Names of properties and parameters whose values `Debug` hides, compared without case,
    /// `-` and `_`. They add to the built-in ones.
    pub sensitive: Vec<String>,
    /// Rust types chosen by hand; the first that matches wins, those of a category first.
    #[serde(rename = "type_rule")]
    pub type_rules: Vec<TypeRule>,
    /// Names of query parameters that take a cursor.
    pub cursor_parameters: Vec<String>,
    /// Names of answer properties that hold the next cursor.
    pub next_cursor_properties: Vec<String>,
    /// How many calls a category may make, where it does not say so itself.
    pub limit: Limit,
}

impl Default for Defaults {
    fn default() -> Self {
        let built_in = Options::default();
        Self {
            supplied_parameters: built_in.supplied_parameters,
            idempotency_headers: built_in.idempotency_headers,
            idempotency_key_hours: 24,
            cache_at_most_seconds: 30,
            sensitive: built_in.sensitive,
            type_rules: Vec::new(),
            cursor_parameters: built_in.cursor_parameters,
            next_cursor_properties: built_in.next_cursor_properties,
            limit: Limit::default(),
        }
    }
}
