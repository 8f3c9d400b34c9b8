//! How many calls may be made.

/// How many calls may be made.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Limit {
    /// The group that shares the limit; the category's name if it is not given.
    pub group: Option<String>,
    /// Calls a minute, of one client and one group. Not given: no limit on this side.
    #[schemars(range(min = 1))]
    pub calls_per_minute: Option<u32>,
}
