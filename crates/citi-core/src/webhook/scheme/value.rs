//! [`SignatureScheme`].

use http::HeaderMap;
use jiff::Timestamp;

use super::{Envelope, SigningKey};
use crate::Secret;
use crate::webhook::WebhookError;

/// How a sender signs its deliveries with HMAC-SHA256 (RFC 2104, RFC 6234): which headers it writes, over which
/// bytes, with which key. The comparison, the time window, the secrets and all bounds are the
/// [`WebhookVerifier`](crate::WebhookVerifier)'s, alike for all.
///
/// Another bank's is a few lines:
///
/// ```
/// use citi_core::{Secret, WebhookError, WebhookVerifier};
/// use citi_core::webhook::{Encoding, Envelope, SignatureScheme, Signer, only_header};
/// use http::{HeaderMap, HeaderName};
/// use jiff::Timestamp;
///
/// /// `x-bank-mac`: base64, over the body and a final newline.
/// struct OtherBank;
/// const MAC: HeaderName = HeaderName::from_static("x-bank-mac");
///
/// impl SignatureScheme for OtherBank {
///     fn read(&self, headers: &HeaderMap) -> Result<Envelope, WebhookError> {
///         let mac = Encoding::Base64.decode(only_header(headers, &MAC)?);
///         Ok(Envelope::new().signature(mac.ok_or(WebhookError::malformed(MAC))?))
///     }
///
///     fn signed(&self, _: &Envelope, body: &[u8], take: &mut dyn FnMut(&[u8])) {
///         take(body);
///         take(b"\n");
///     }
///
///     fn stamp(&self, _: &str, _: Timestamp) -> Envelope {
///         Envelope::new()
///     }
///
///     fn write(&self, envelope: &Envelope, headers: &mut HeaderMap) -> Result<(), WebhookError> {
///         for signature in envelope.signatures() {
///             let text = Encoding::Base64.encode(signature);
///             headers.insert(MAC, text.parse().map_err(|_| WebhookError::malformed(MAC))?);
///         }
///         Ok(())
///     }
/// }
///
/// let headers = Signer::new(OtherBank, "secret")?.sign(b"{}")?;
/// WebhookVerifier::with_scheme(OtherBank, "secret")?.verify(&headers, b"{}")?;
/// # Ok::<(), WebhookError>(())
/// ```
pub trait SignatureScheme: Send + Sync {
    /// What the headers of a delivery say: signatures, and time and id where the scheme has them.
    ///
    /// # Errors
    /// If a header is missing, stands there twice, or is not of the scheme's form.
    fn read(&self, headers: &HeaderMap) -> Result<Envelope, WebhookError>;

    /// Gives the bytes that are signed, in their order, to `take`. The body alone, unless said.
    ///
    /// Time and id must not be told apart in two ways: whoever could move a byte from one to the other would have
    /// a signature for a delivery that was never sent.
    fn signed(&self, envelope: &Envelope, body: &[u8], take: &mut dyn FnMut(&[u8])) {
        let _ = envelope;
        take(body);
    }

    /// The key that a secret stands for: its bytes, unless said.
    ///
    /// # Errors
    /// If it can't be a secret of this scheme.
    fn key(&self, secret: &Secret) -> Result<SigningKey, WebhookError> {
        SigningKey::new(secret.expose().as_bytes().to_vec())
    }

    /// What a sender puts on a delivery before it signs it: the time and the id, where the scheme has them.
    fn stamp(&self, id: &str, now: Timestamp) -> Envelope;

    /// Writes the headers of a delivery: what a sender does.
    ///
    /// # Errors
    /// If id or time can't stand in a header.
    fn write(&self, envelope: &Envelope, headers: &mut HeaderMap) -> Result<(), WebhookError>;
}
