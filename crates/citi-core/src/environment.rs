//! [`Environment`]: which bank is called.

use std::convert::Infallible;
use std::fmt;
use std::str::FromStr;

/// Which bank is called. Moving to production is this one word, production's credentials, and the
/// list of checks in the project's README.
///
/// ```
/// use citi_core::Environment;
///
/// assert_eq!(Environment::Sandbox.base_url(), "https://api.sandbox.citi.com");
/// assert_eq!(Environment::Production.token_url(), "https://api.citi.com/oauth2/token");
///
/// // From configuration: `sandbox`, `production`, or the address of another one.
/// let local: Environment = "http://127.0.0.1:8087".parse()?;
/// assert_eq!(local, Environment::Custom("http://127.0.0.1:8087".to_owned()));
/// # Ok::<(), std::convert::Infallible>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Environment {
    /// The bank's own sandbox: `https://api.sandbox.citi.com`. No money moves.
    Sandbox,
    /// Production: `https://api.citi.com`. Money moves.
    Production,
    /// Another address, `https://host` or with a path: a sandbox on this machine, a gateway. Whether
    /// it can be used is said when the connection is built.
    Custom(String),
}

impl Environment {
    /// The address below which the APIs stand.
    #[must_use]
    pub fn base_url(&self) -> &str {
        match self {
            Self::Sandbox => "https://api.sandbox.citi.com",
            Self::Production => "https://api.citi.com",
            Self::Custom(base_url) => base_url.trim_end_matches('/'),
        }
    }

    /// The token endpoint (RFC 6749 §3.2).
    #[must_use]
    pub fn token_url(&self) -> String {
        format!("{}/oauth2/token", self.base_url())
    }

    /// Whether money moves.
    #[must_use]
    pub fn is_production(&self) -> bool {
        matches!(self, Self::Production)
    }
}

impl FromStr for Environment {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        Ok(match text.trim().to_ascii_lowercase().as_str() {
            "sandbox" => Self::Sandbox,
            "production" => Self::Production,
            _ => Self::Custom(text.trim().to_owned()),
        })
    }
}

impl fmt::Display for Environment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sandbox => f.write_str("sandbox"),
            Self::Production => f.write_str("production"),
            Self::Custom(_) => f.write_str(self.base_url()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_shown_is_read_again() {
        for environment in [
            Environment::Sandbox,
            Environment::Production,
            Environment::Custom("https://bank.example/citi".to_owned()),
        ] {
            assert_eq!(environment.to_string().parse(), Ok(environment));
        }
    }

    #[test]
    fn a_slash_at_the_end_changes_nothing() {
        let custom = Environment::Custom("https://bank.example/".to_owned());
        assert_eq!(custom.token_url(), "https://bank.example/oauth2/token");
    }
}
