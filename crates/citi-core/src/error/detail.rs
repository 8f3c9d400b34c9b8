//! [`ErrorDetail`]: one thing that is wrong.

use std::fmt;

use serde::{Deserialize, Deserializer};

use super::clean::clean;
use crate::{Json, Map};

/// One thing that is wrong with a request, as an error body lists them.
///
/// A detail that is only a string is an issue without a field.
///
/// ```
/// use citi_core::ErrorDetail;
/// let detail: ErrorDetail = serde_json::from_str(r#"{"field":"amount","issue":"must be positive"}"#)?;
/// assert_eq!(detail.to_string(), "`amount`: must be positive");
/// let detail: ErrorDetail = serde_json::from_str(r#""no such customer""#)?;
/// assert_eq!((detail.field, detail.issue.as_deref()), (None, Some("no such customer")));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Default, PartialEq, Eq)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct ErrorDetail {
    /// The property or parameter that is wrong.
    pub field: Option<String>,
    /// What is wrong with it.
    pub issue: Option<String>,
}

impl ErrorDetail {
    /// A detail, for tests and for errors of one's own.
    #[must_use]
    pub fn new(field: Option<String>, issue: Option<String>) -> Self {
        Self { field, issue }
    }

    /// Reads any JSON: what is unknown is left out.
    pub(super) fn read(json: &Json) -> Self {
        if let Ok(issue) = json.parse::<String>() {
            return Self {
                field: None,
                issue: Some(issue),
            };
        }
        let members: Map<Json> = json.parse().unwrap_or_default();
        Self {
            field: text(
                &members,
                &["field", "path", "property", "parameter", "name"],
            ),
            issue: text(
                &members,
                &["issue", "description", "message", "reason", "code"],
            ),
        }
    }
}

/// The first of these members that is a text, a number or a boolean.
pub(super) fn text(members: &Map<Json>, names: &[&str]) -> Option<String> {
    names
        .iter()
        .filter_map(|name| members.get(name))
        .find_map(|json| {
            let mut json = serde_json::Deserializer::from_str(json.as_str());
            crate::text::deserialize(&mut json).ok()
        })
}

impl<'de> Deserialize<'de> for ErrorDetail {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Json::deserialize(deserializer).map(|json| Self::read(&json))
    }
}

impl fmt::Display for ErrorDetail {
    /// Fit to be shown: without what looks like a number of an account or a token.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = |text: &str| clean(text, 120);
        match (&self.field, &self.issue) {
            (Some(field), Some(issue)) => write!(f, "`{}`: {}", shown(field), shown(issue)),
            (Some(field), None) => write!(f, "`{}`", shown(field)),
            (None, issue) => f.write_str(&issue.as_deref().map(shown).unwrap_or_default()),
        }
    }
}

impl fmt::Debug for ErrorDetail {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ErrorDetail({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_is_read() {
        for (json, field, issue) in [
            (r#"{"field":"a","issue":"b"}"#, Some("a"), Some("b")),
            (
                r#"{"field":"a","description":"b","more":[]}"#,
                Some("a"),
                Some("b"),
            ),
            (r#"{"issue":7}"#, None, Some("7")),
            (r#"{"field":{},"path":"/a"}"#, Some("/a"), None),
            ("[1]", None, None),
            ("null", None, None),
        ] {
            let detail: ErrorDetail = serde_json::from_str(json).unwrap();
            assert_eq!(
                (detail.field.as_deref(), detail.issue.as_deref()),
                (field, issue),
                "{json}"
            );
        }
    }

    #[test]
    fn what_it_shows_is_clean() {
        let detail = ErrorDetail::new(
            Some("card".to_owned()),
            Some("4111111111111111 is\nbad".to_owned()),
        );
        assert_eq!(
            format!("{detail:?}"),
            "ErrorDetail(`card`: 411111******1111 is bad)"
        );
    }
}
