//! [`EnvSecret`]: a secret of the environment.

use super::{SecretError, SecretFuture, SecretSource};

/// A secret in an environment variable. It changes with a restart only; a mounted file is better.
///
/// ```
/// use citi_core::EnvSecret;
/// let source = EnvSecret::new("CITI_CLIENT_SECRET");
/// # let _ = source;
/// ```
#[derive(Clone, Debug)]
pub struct EnvSecret {
    name: String,
}

impl EnvSecret {
    /// The variable of this name.
    #[must_use]
    pub fn new(name: impl Into<String>) -> Self {
        Self { name: name.into() }
    }
}

impl SecretSource for EnvSecret {
    fn secret(&self) -> SecretFuture<'_> {
        let value = std::env::var(&self.name).ok();
        let value = value.filter(|value| !value.is_empty());
        let secret = value.map(Into::into).ok_or_else(|| {
            SecretError::new(format_args!(
                "the environment variable {} is not set, is empty or is no text",
                self.name
            ))
        });
        Box::pin(std::future::ready(secret))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_variable_that_is_not_set_is_named() {
        let error = EnvSecret::new("CITI_NO_SUCH").secret().await.unwrap_err();
        assert!(error.to_string().contains("CITI_NO_SUCH"));
        // Every test process has one.
        assert!(EnvSecret::new("PATH").secret().await.is_ok());
    }
}
