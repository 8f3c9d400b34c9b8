//! [`ErrorBody`]: what an error answer says.

use std::fmt;

use serde::{Deserialize, Deserializer};

use super::ErrorDetail;
use super::clean::clean;
use super::detail::text;
use crate::{Json, Map};

/// What an error answer says: the platform's `error_code`, `message` and `details`.
///
/// Reading is tolerant: each may be missing; the names that other services use (`code`,
/// `errorCode`, and OAuth's `error` and `error_description`, RFC 6749 §5.2) are taken too; a detail
/// may be a text or an object.
///
/// ```
/// use citi_core::ErrorBody;
/// let body: ErrorBody = serde_json::from_str(
///     r#"{"error_code":"ACCOUNT_NOT_FOUND","message":"No such account.","details":["customerId"]}"#,
/// )?;
/// assert_eq!(body.error_code.as_deref(), Some("ACCOUNT_NOT_FOUND"));
/// assert_eq!(body.details.len(), 1);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Default, PartialEq, Eq)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct ErrorBody {
    /// The code, for programs: `ACCOUNT_NOT_FOUND`.
    pub error_code: Option<String>,
    /// What happened, for people.
    pub message: Option<String>,
    /// What is wrong in particular.
    #[cfg_attr(feature = "schemars", schemars(default))]
    pub details: Vec<ErrorDetail>,
}

impl<'de> Deserialize<'de> for ErrorBody {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let members = Map::<Json>::deserialize(deserializer)?;
        // `{"error": {"code": …}}`: what counts stands one level deeper.
        let inner: Map<Json> = ["error", "Error"]
            .into_iter()
            .find_map(|name| members.get(name)?.parse().ok())
            .unwrap_or_default();
        let either = |names: &[&str]| text(&members, names).or_else(|| text(&inner, names));
        let details = ["details", "errors", "Errors"]
            .into_iter()
            .find_map(|name| members.get(name).or_else(|| inner.get(name)))
            .map(|list| {
                list.parse::<Vec<Json>>()
                    .unwrap_or_else(|_| vec![list.clone()])
            })
            .unwrap_or_default();
        Ok(Self {
            error_code: either(&["error_code", "errorCode", "code", "error", "type"]),
            message: either(&[
                "message",
                "error_description",
                "errorMessage",
                "description",
                "detail",
                "title",
            ]),
            details: details
                .iter()
                .filter(|json| !json.is_null())
                .map(ErrorDetail::read)
                .collect(),
        })
    }
}

impl ErrorBody {
    /// Whether it says anything.
    pub(crate) fn is_empty(&self) -> bool {
        self.error_code.is_none() && self.message.is_none() && self.details.is_empty()
    }
}

impl fmt::Display for ErrorBody {
    /// One line, fit to be shown.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts = [self.error_code.as_deref(), self.message.as_deref()];
        let mut between = "";
        for part in parts.into_iter().flatten() {
            write!(f, "{between}{}", clean(part, 200))?;
            between = ": ";
        }
        for detail in self.details.iter().take(3) {
            write!(f, "{between}{detail}")?;
            between = "; ";
        }
        Ok(())
    }
}

impl fmt::Debug for ErrorBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ErrorBody({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> ErrorBody {
        serde_json::from_str(json).unwrap()
    }

    #[test]
    fn the_forms_of_other_services_are_read() {
        let oauth = read(r#"{"error":"invalid_client","error_description":"Unknown client."}"#);
        assert_eq!(oauth.to_string(), "invalid_client: Unknown client.");
        let nested = read(r#"{"error":{"code":404,"message":"No.","errors":[{"reason":"x"}]}}"#);
        assert_eq!(nested.to_string(), "404: No.: x");
        assert_eq!(
            read(r#"{"code":"a","errorCode":"b"}"#)
                .error_code
                .as_deref(),
            Some("b")
        );
        assert!(read(r#"{"error_code":null,"details":null}"#).is_empty());
        assert_eq!(read(r#"{"details":{"field":"a"}}"#).details.len(), 1);
        assert!(serde_json::from_str::<ErrorBody>("[]").is_err());
    }

    #[test]
    fn what_it_shows_is_clean() {
        let body =
            read(r#"{"error_code":"X","message":"account 123456789","details":["1","2","3","4"]}"#);
        assert_eq!(
            format!("{body:?}"),
            "ErrorBody(X: account [redacted]: 1; 2; 3)"
        );
    }
}
