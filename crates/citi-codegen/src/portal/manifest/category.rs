//! One API category.

use std::collections::BTreeMap;

use super::{Defaults, Limit, TypeRule};
use crate::lower::Options;

/// What is made of a category's documents.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// A client: types, and one builder for each operation.
    #[default]
    Client,
    /// Types alone: what the bank sends to a webhook.
    Events,
}

/// One API category: one crate, of one or many documents.
#[derive(Clone, Debug, PartialEq, serde::Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Category {
    /// Its name, as `--only` takes it: lower case, digits, `-`.
    pub name: String,
    /// The package that is generated, a folder of `crates/`.
    #[serde(rename = "crate")]
    pub package: String,
    /// Ids of its documents: `specs/<category>/<id>.yaml` here, and an address at the portal.
    #[schemars(length(min = 1))]
    pub documents: Vec<String>,
    /// What the category is for, in one sentence.
    pub description: String,
    /// What is made of its documents.
    #[serde(default)]
    pub kind: Kind,
    /// Scopes that a client of the whole category asks for.
    #[serde(default)]
    pub scopes: Vec<String>,
    /// How many calls it may make.
    #[serde(default)]
    pub limit: Limit,
    /// Operation id → seconds that its answer may be kept: of a GET alone, without anything that `Debug` hides in its
    /// arguments or its answer.
    #[serde(default)]
    pub cacheable: BTreeMap<String, u32>,
    /// Seconds that an answer may be kept at most, if not those of `[defaults]`: `cacheable` may say no more.
    #[schemars(range(min = 1))]
    pub cache_at_most_seconds: Option<u32>,
    /// Document id → Rust module in a crate of several documents; made from the id if not given.
    #[serde(default)]
    pub modules: BTreeMap<String, String>,
    /// Further parameters that the runtime fills in.
    #[serde(default)]
    pub supplied_parameters: Vec<String>,
    /// Further headers that carry an idempotency key.
    #[serde(default)]
    pub idempotency_headers: Vec<String>,
    /// Hours that the bank remembers an idempotency key, if not those of `[defaults]`.
    #[schemars(range(min = 1))]
    pub idempotency_key_hours: Option<u32>,
    /// Further names whose values `Debug` hides.
    #[serde(default)]
    pub sensitive: Vec<String>,
    /// Rust types chosen by hand, before those of `[defaults]`.
    #[serde(default, rename = "type_rule")]
    pub type_rules: Vec<TypeRule>,
    /// Further query parameters that take a cursor.
    #[serde(default)]
    pub cursor_parameters: Vec<String>,
    /// Further answer properties that hold the next cursor.
    #[serde(default)]
    pub next_cursor_properties: Vec<String>,
}

impl Category {
    /// The Rust module of the document `id` in a crate of several documents.
    #[must_use]
    pub fn module(&self, id: &str) -> String {
        self.modules
            .get(id)
            .cloned()
            .unwrap_or_else(|| super::module_name(id))
    }

    /// What the generator decides about the document `id`.
    #[must_use]
    pub fn options(&self, id: &str, defaults: &Defaults) -> Options {
        let both = |here: &[String], there: &[String]| {
            let mut all = here.to_vec();
            for text in there {
                if !all.contains(text) {
                    all.push(text.clone());
                }
            }
            all
        };
        Options {
            module: self.module(id),
            limit_group: self.limit_group(defaults),
            calls_per_minute: self.calls_per_minute(defaults),
            supplied_parameters: both(&defaults.supplied_parameters, &self.supplied_parameters),
            idempotency_headers: both(&defaults.idempotency_headers, &self.idempotency_headers),
            idempotency_key_hours: self.idempotency_key_hours(defaults),
            cacheable: self.cacheable.clone(),
            sensitive: both(&defaults.sensitive, &self.sensitive),
            type_rules: self
                .type_rules
                .iter()
                .chain(&defaults.type_rules)
                .map(Into::into)
                .collect(),
            cursor_parameters: both(&self.cursor_parameters, &defaults.cursor_parameters),
            next_cursor_properties: both(
                &self.next_cursor_properties,
                &defaults.next_cursor_properties,
            ),
        }
    }

    /// The group that shares its limit.
    #[must_use]
    pub fn limit_group(&self, defaults: &Defaults) -> String {
        self.limit
            .group
            .as_ref()
            .or(defaults.limit.group.as_ref())
            .unwrap_or(&self.name)
            .clone()
    }

    /// Calls a minute that its group may make.
    #[must_use]
    pub fn calls_per_minute(&self, defaults: &Defaults) -> Option<u32> {
        self.limit
            .calls_per_minute
            .or(defaults.limit.calls_per_minute)
    }

    /// Seconds that an answer may be kept at most.
    #[must_use]
    pub fn cache_at_most_seconds(&self, defaults: &Defaults) -> u32 {
        self.cache_at_most_seconds
            .unwrap_or(defaults.cache_at_most_seconds)
    }

    /// Hours that the bank remembers an idempotency key.
    #[must_use]
    pub fn idempotency_key_hours(&self, defaults: &Defaults) -> u32 {
        self.idempotency_key_hours
            .unwrap_or(defaults.idempotency_key_hours)
    }
}
