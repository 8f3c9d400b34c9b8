//! [`Signer`].

use std::fmt;
use std::sync::Arc;

use hmac::Mac as _;
use http::HeaderMap;
use sha2::{Digest as _, Sha256};

use super::{SignatureScheme, SigningKey, WebhookError, WebhookSecret, hex};
use crate::{Clock, SystemClock};

/// Signs deliveries as a sender does: for tests of what receives them.
///
/// What it writes depends on nothing but the secret, the body, the id and the clock, so a test gets the same each time.
///
/// ```
/// use citi_core::webhook::{CitiSignature, Signer};
/// let headers = Signer::new(CitiSignature::new(), "Jefe")?.sign(b"what do ya want for nothing?")?;
/// assert_eq!(
///     headers["x-citi-signature"],
///     "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843" // RFC 4231 §4.3
/// );
/// # Ok::<(), citi_core::WebhookError>(())
/// ```
#[derive(Clone)]
pub struct Signer {
    scheme: Arc<dyn SignatureScheme>,
    secrets: Vec<WebhookSecret>,
    id: Option<String>,
    clock: Arc<dyn Clock>,
}

impl Signer {
    /// Signs by this scheme with this secret, whatever its window.
    ///
    /// # Errors
    /// If the secret is empty, or none of this scheme.
    pub fn new(
        scheme: impl SignatureScheme + 'static,
        secret: impl Into<WebhookSecret>,
    ) -> Result<Self, WebhookError> {
        let signer = Self {
            scheme: Arc::new(scheme),
            secrets: Vec::new(),
            id: None,
            clock: Arc::new(SystemClock::new()),
        };
        signer.and(secret)
    }

    /// Signs with this secret as well, where the scheme has room for several signatures.
    ///
    /// # Errors
    /// If the secret is empty, or none of the scheme.
    pub fn and(mut self, secret: impl Into<WebhookSecret>) -> Result<Self, WebhookError> {
        let secret = secret.into();
        self.scheme.key(secret.secret())?;
        self.secrets.push(secret);
        Ok(self)
    }

    /// The id of the deliveries, for a scheme that has one. Unless said, it is made of the body.
    #[must_use]
    pub fn id(mut self, id: impl Into<String>) -> Self {
        self.id = Some(id.into());
        self
    }

    /// The clock that says when the deliveries are signed.
    #[must_use]
    pub fn clock(mut self, clock: Arc<dyn Clock>) -> Self {
        self.clock = clock;
        self
    }

    /// The headers of a delivery with this body.
    ///
    /// # Errors
    /// If the id can't stand in a header.
    pub fn sign(&self, body: &[u8]) -> Result<HeaderMap, WebhookError> {
        let made = || {
            let mut digits = hex::encode(&Sha256::digest(body));
            digits.truncate(24);
            format!("msg_{digits}")
        };
        let id = self.id.clone().unwrap_or_else(made);
        let mut envelope = self.scheme.stamp(&id, self.clock.now());
        let macs = self
            .secrets
            .iter()
            .map(|secret| self.scheme.key(secret.secret()))
            .map(|key: Result<SigningKey, _>| Ok(key?.mac(self.scheme.as_ref(), &envelope, body)))
            .collect::<Result<Vec<_>, WebhookError>>()?;
        for mac in macs.into_iter().flatten() {
            envelope = envelope.signature(mac.finalize().into_bytes().to_vec());
        }
        let mut headers = HeaderMap::new();
        self.scheme.write(&envelope, &mut headers)?;
        Ok(headers)
    }
}

impl fmt::Debug for Signer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Signer")
            .field("secrets", &self.secrets.len())
            .field("id", &self.id)
            .finish_non_exhaustive()
    }
}
