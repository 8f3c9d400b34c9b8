//! [`TokenForm`]: how a token is asked for.

use std::fmt;
use std::str::FromStr;

use crate::Error;

/// How a token is asked for. The answer is read in both forms, whatever the question was.
///
/// ```
/// use citi_core::TokenForm;
/// // From configuration:
/// let form: TokenForm = "wrapped".parse()?;
/// assert_eq!(form, TokenForm::Wrapped);
/// # Ok::<(), citi_core::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum TokenForm {
    /// A form: `grant_type=client_credentials&scope=…` (RFC 6749 §4.4.2).
    #[default]
    Standard,
    /// JSON inside of an object, as version 4 of CitiConnect's endpoint, `/authenticationservices/v4/oauth/token`, takes it:
    /// `{"oAuthToken":{"grantType":"client_credentials","scope":"/authenticationservices/v1"}}`. That scope is the same
    /// for all its operations, and is sent unless others are given.
    Wrapped,
}

impl FromStr for TokenForm {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        match text.trim().to_ascii_lowercase().as_str() {
            "standard" => Ok(Self::Standard),
            "wrapped" => Ok(Self::Wrapped),
            _ => Err(Error::refused(
                "the form of a token request is `standard` or `wrapped`",
            )),
        }
    }
}

impl fmt::Display for TokenForm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Standard => "standard",
            Self::Wrapped => "wrapped",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_shown_is_read_again() {
        for form in [TokenForm::Standard, TokenForm::Wrapped] {
            assert_eq!(form.to_string().parse::<TokenForm>().unwrap(), form);
        }
        assert!("xml".parse::<TokenForm>().is_err());
    }
}
