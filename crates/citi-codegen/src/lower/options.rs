//! What the manifest decides about the code of one document.

use std::collections::BTreeMap;

/// What the manifest decides about the code of one document.
///
/// ```
/// use citi_codegen::lower::Options;
/// let options = Options { module: "accounts".to_owned(), ..Options::default() };
/// assert!(options.is_supplied("authorization"));
/// ```
#[derive(Clone, Debug)]
pub struct Options {
    /// The Rust module that the document becomes in a crate of several documents.
    pub module: String,
    /// The limit group of its operations.
    pub limit_group: String,
    /// How many calls of that group the bank takes in a minute; `None`: nobody has said.
    pub calls_per_minute: Option<u32>,
    /// Names of parameters (any place, case ignored) that the runtime fills in: they are not
    /// arguments of a call.
    pub supplied_parameters: Vec<String>,
    /// Names of the headers (case ignored) that carry an idempotency key.
    pub idempotency_headers: Vec<String>,
    /// For how many hours the bank knows an idempotency key again.
    pub idempotency_key_hours: u32,
    /// Operation id → seconds that its answer may be kept.
    pub cacheable: BTreeMap<String, u32>,
    /// Property and parameter names whose values `Debug` hides, compared without case, `-` and `_`.
    /// They add to the built-in ones.
    pub sensitive: Vec<String>,
    /// Rust types chosen by hand; the first that matches wins.
    pub type_rules: Vec<TypeRule>,
    /// Names of query parameters that take a cursor; the first that an operation has makes it page.
    pub cursor_parameters: Vec<String>,
    /// Names of answer properties that hold the next cursor.
    pub next_cursor_properties: Vec<String>,
}

impl Default for Options {
    fn default() -> Self {
        let texts = |list: &[&str]| {
            list.iter()
                .map(|text| (*text).to_owned())
                .collect::<Vec<_>>()
        };
        Self {
            module: "api".to_owned(),
            limit_group: "default".to_owned(),
            calls_per_minute: None,
            supplied_parameters: texts(&["Authorization", "Content-Type", "Accept"]),
            idempotency_headers: texts(&["Idempotency-Key", "Idempotency-Id"]),
            idempotency_key_hours: 24,
            cacheable: BTreeMap::new(),
            sensitive: Vec::new(),
            type_rules: Vec::new(),
            cursor_parameters: texts(&["cursor"]),
            next_cursor_properties: texts(&["nextCursor", "next_cursor"]),
        }
    }
}

impl Options {
    /// Whether the runtime fills in the parameter `name`.
    #[must_use]
    pub fn is_supplied(&self, name: &str) -> bool {
        self.supplied_parameters
            .iter()
            .any(|supplied| supplied.eq_ignore_ascii_case(name))
    }

    /// Whether the header `name` carries an idempotency key.
    #[must_use]
    pub fn is_idempotency_header(&self, name: &str) -> bool {
        self.idempotency_headers
            .iter()
            .any(|header| header.eq_ignore_ascii_case(name))
    }
}

/// A Rust type chosen by hand. What is `None` matches everything.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypeRule {
    /// Name of the schema that holds the property.
    pub schema: Option<String>,
    /// Name of the property or parameter.
    pub property: Option<String>,
    /// `format`.
    pub format: Option<String>,
    /// The type to use.
    pub choice: TypeChoice,
}

/// The types that a rule can choose.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize, serde::Serialize, schemars::JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum TypeChoice {
    /// `citi_core::Number`: every digit as it came.
    Number,
    /// `i64`.
    Integer,
    /// `f64`: rounds; never for money.
    Float,
    /// `String`.
    String,
    /// `citi_core::Secret`: never shown.
    Secret,
    /// `citi_core::Json`: anything.
    Json,
}
