//! Credentials from the environment.

use citi_core::Secret;

/// The variable that holds the client id.
pub(crate) const CLIENT_ID: &str = "CITI_CLIENT_ID";
/// The variable that holds the client secret.
pub(crate) const CLIENT_SECRET: &str = "CITI_CLIENT_SECRET";

/// A variable of the environment that should hold a credential and does not.
///
/// ```
/// # use citi::{Client, Environment};
/// # if std::env::var_os("CITI_CLIENT_ID").is_none() {
/// let missing = Client::builder(Environment::Sandbox).credentials_from_env().unwrap_err();
/// assert_eq!(missing.variable(), "CITI_CLIENT_ID");
/// # }
/// ```
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "the environment variable {variable} is not set, empty, or no text: set CITI_CLIENT_ID and \
     CITI_CLIENT_SECRET to what the developer portal gave your application"
)]
pub struct MissingCredentials {
    variable: &'static str,
}

impl MissingCredentials {
    /// The variable.
    #[must_use]
    pub fn variable(&self) -> &'static str {
        self.variable
    }
}

/// Client id and secret, by a function that looks up a variable.
pub(crate) fn from_env(
    look_up: impl Fn(&str) -> Option<String>,
) -> Result<(String, Secret), MissingCredentials> {
    let read = |variable| {
        look_up(variable)
            .filter(|value| !value.is_empty())
            .ok_or(MissingCredentials { variable })
    };
    Ok((read(CLIENT_ID)?, read(CLIENT_SECRET)?.into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_must_be_there() {
        let both = from_env(|name| Some(format!("value of {name}"))).unwrap();
        assert_eq!(both.0, "value of CITI_CLIENT_ID");
        assert_eq!(both.1.expose(), "value of CITI_CLIENT_SECRET");
        for (id, secret, missing) in [
            (None, Some("b"), CLIENT_ID),
            (Some("a"), None, CLIENT_SECRET),
            (Some("a"), Some(""), CLIENT_SECRET),
        ] {
            let look_up = |name: &str| {
                let value = if name == CLIENT_ID { id } else { secret };
                value.map(str::to_owned)
            };
            assert_eq!(from_env(look_up).unwrap_err().variable(), missing);
        }
    }
}
