//! [`GitHubSignature`].

use http::{HeaderMap, HeaderName};
use jiff::Timestamp;

use super::{CitiSignature, Envelope, SignatureScheme};
use crate::webhook::WebhookError;

/// GitHub's scheme: `X-Hub-Signature-256` is `sha256=` and the HMAC-SHA256 of the body in hexadecimal digits
/// (GitHub, "Validating webhook deliveries").
///
/// `X-GitHub-Delivery` is not signed, so a delivery is known again by its body.
///
/// ```
/// use citi_core::WebhookVerifier;
/// use citi_core::webhook::{GitHubSignature, Signer};
/// let headers = Signer::new(GitHubSignature::new(), "It's a Secret to Everybody")?.sign(b"Hello, World!")?;
/// assert_eq!(
///     headers["x-hub-signature-256"],
///     "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17"
/// );
/// WebhookVerifier::with_scheme(GitHubSignature::new(), "It's a Secret to Everybody")?
///     .verify(&headers, b"Hello, World!")?;
/// # Ok::<(), citi_core::WebhookError>(())
/// ```
#[derive(Clone, Debug)]
pub struct GitHubSignature(CitiSignature);

impl GitHubSignature {
    /// The header that holds the signature.
    pub const HEADER: HeaderName = HeaderName::from_static("x-hub-signature-256");

    /// The scheme.
    #[must_use]
    pub fn new() -> Self {
        Self(CitiSignature::new().header(Self::HEADER).prefix("sha256="))
    }
}

impl Default for GitHubSignature {
    fn default() -> Self {
        Self::new()
    }
}

impl SignatureScheme for GitHubSignature {
    fn read(&self, headers: &HeaderMap) -> Result<Envelope, WebhookError> {
        self.0.read(headers)
    }

    fn stamp(&self, id: &str, now: Timestamp) -> Envelope {
        self.0.stamp(id, now)
    }

    fn write(&self, envelope: &Envelope, headers: &mut HeaderMap) -> Result<(), WebhookError> {
        self.0.write(envelope, headers)
    }
}
