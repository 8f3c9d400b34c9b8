//! [`TokenAnswer`]: what the token endpoint answers.

use std::fmt;

use serde::{Deserialize, Deserializer};

use crate::{Number, Secret, text};

/// What the token endpoint answers (RFC 6749 §5.1).
///
/// ```
/// use citi_core::TokenAnswer;
/// let token: TokenAnswer = serde_json::from_str(
///     r#"{"access_token":"abc","token_type":"Bearer","expires_in":"1800","scope":"accounts.read"}"#,
/// )?;
/// assert_eq!(token.expires_in, Some(1800));
/// assert!(!format!("{token:?}").contains("abc"));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct TokenAnswer {
    /// The token.
    #[cfg_attr(feature = "schemars", schemars(with = "String"))]
    pub access_token: Secret,
    /// Its type; `Bearer` if the answer does not say.
    #[serde(default = "bearer", deserialize_with = "text::deserialize")]
    pub token_type: String,
    /// For how many seconds it is good, if the answer says; some send it as a string.
    #[serde(default, deserialize_with = "seconds")]
    pub expires_in: Option<u64>,
    /// The scopes it is good for, with blanks between them, if they are not those asked for.
    #[serde(default)]
    pub scope: Option<String>,
}

fn bearer() -> String {
    "Bearer".to_owned()
}

/// Whole seconds; a fraction is cut off, so that a token is never thought to live longer.
fn seconds<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<u64>, D::Error> {
    use serde::de::Error;
    let Some(number) = Option::<Number>::deserialize(deserializer)? else {
        return Ok(None);
    };
    let decimal = number.to_decimal().map_err(D::Error::custom)?.trunc();
    Number::from(decimal)
        .to_u64()
        .map(Some)
        .map_err(D::Error::custom)
}

impl fmt::Debug for TokenAnswer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TokenAnswer")
            .field("access_token", &self.access_token)
            .field("token_type", &self.token_type)
            .field("expires_in", &self.expires_in)
            .field("scope", &self.scope)
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str) -> Result<TokenAnswer, serde_json::Error> {
        serde_json::from_str(json)
    }

    #[test]
    fn what_may_be_missing_may_be_missing() {
        let token = read(r#"{"access_token":"a","expires_in":null,"new":1}"#).unwrap();
        assert_eq!(
            (token.token_type.as_str(), token.expires_in, token.scope),
            ("Bearer", None, None)
        );
        assert_eq!(
            read(r#"{"access_token":"a","expires_in":3599.9}"#)
                .unwrap()
                .expires_in,
            Some(3599)
        );
        assert!(read(r#"{"access_token":"a","expires_in":-1}"#).is_err());
        assert!(read(r#"{"token_type":"Bearer"}"#).is_err());
    }
}
