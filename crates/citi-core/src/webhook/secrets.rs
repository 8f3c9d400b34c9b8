//! [`WebhookSecret`] and [`WebhookSecrets`].

use std::fmt;

use jiff::Timestamp;

use crate::Secret;

/// A secret of a webhook, and when it is in force.
///
/// While a secret is replaced, the old one is given an end and the new one is there from the start:
///
/// ```
/// use citi_core::webhook::{WebhookSecret, WebhookVerifier};
///
/// let verifier = WebhookVerifier::new("the-new-secret")?
///     .or(WebhookSecret::new("the-old-secret").until("2026-03-05T12:00:00Z".parse()?))?;
/// # let _ = verifier;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct WebhookSecret {
    secret: Secret,
    from: Option<Timestamp>,
    until: Option<Timestamp>,
}

impl WebhookSecret {
    /// A secret that is in force at all times.
    pub fn new(secret: impl Into<Secret>) -> Self {
        Self {
            secret: secret.into(),
            from: None,
            until: None,
        }
    }

    /// It is in force from this moment on.
    #[must_use]
    pub fn from(mut self, moment: Timestamp) -> Self {
        self.from = Some(moment);
        self
    }

    /// It is in force before this moment, and no longer at it.
    #[must_use]
    pub fn until(mut self, moment: Timestamp) -> Self {
        self.until = Some(moment);
        self
    }

    pub(super) fn secret(&self) -> &Secret {
        &self.secret
    }

    pub(super) fn is_in_force(&self, now: Timestamp) -> bool {
        self.from.is_none_or(|from| from <= now) && self.until.is_none_or(|until| now < until)
    }
}

impl From<&str> for WebhookSecret {
    fn from(secret: &str) -> Self {
        Self::new(secret)
    }
}

impl From<String> for WebhookSecret {
    fn from(secret: String) -> Self {
        Self::new(secret)
    }
}

impl From<Secret> for WebhookSecret {
    fn from(secret: Secret) -> Self {
        Self::new(secret)
    }
}

impl fmt::Debug for WebhookSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WebhookSecret")
            .field("from", &self.from)
            .field("until", &self.until)
            .finish_non_exhaustive()
    }
}

/// Where the secrets of a webhook come from when they change without a restart. It is asked at each delivery, so it
/// gives what it has at hand and waits for nothing; something else renews that, beside it.
///
/// A closure is one:
///
/// ```
/// use std::sync::{Arc, RwLock};
/// use citi_core::webhook::{CitiSignature, Signer, WebhookSecret, WebhookVerifier};
///
/// let current = Arc::new(RwLock::new(vec![WebhookSecret::new("monday")]));
/// let source = Arc::clone(&current);
/// let verifier = WebhookVerifier::rotating(CitiSignature::new(), move || {
///     source.read().map(|secrets| secrets.clone()).unwrap_or_default()
/// });
///
/// let headers = Signer::new(CitiSignature::new(), "tuesday")?.sign(b"{}")?;
/// assert!(verifier.verify(&headers, b"{}").is_err());
/// *current.write().unwrap() = vec![WebhookSecret::new("tuesday")];
/// assert!(verifier.verify(&headers, b"{}").is_ok());
/// # Ok::<(), citi_core::WebhookError>(())
/// ```
pub trait WebhookSecrets: Send + Sync {
    /// The secrets, as they are now. One that the scheme cannot use is passed over.
    fn secrets(&self) -> Vec<WebhookSecret>;
}

impl<F: Fn() -> Vec<WebhookSecret> + Send + Sync> WebhookSecrets for F {
    fn secrets(&self) -> Vec<WebhookSecret> {
        self()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_has_its_beginning_and_not_its_end() {
        let at = |second| Timestamp::from_second(second).unwrap();
        let secret = WebhookSecret::new("s").from(at(10)).until(at(20));
        let in_force = [9, 10, 19, 20].map(|second| secret.is_in_force(at(second)));
        assert_eq!(in_force, [false, true, true, false]);
        assert!(WebhookSecret::new("s").is_in_force(Timestamp::MIN));
        assert!(!format!("{:?}", WebhookSecret::new("hunter2")).contains("hunter2"));
    }
}
