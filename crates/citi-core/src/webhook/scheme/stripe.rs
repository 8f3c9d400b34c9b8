//! [`StripeSignature`].

use std::fmt::Write as _;

use http::{HeaderMap, HeaderName};
use jiff::Timestamp;

use super::header::set;
use super::{Encoding, Envelope, SignatureScheme, TimestampFormat, only_header};
use crate::webhook::WebhookError;

/// Stripe's scheme: `Stripe-Signature: t=<time>,v1=<signature>[,v1=<signature>]`, the HMAC-SHA256 of `<time>.<body>` in
/// hexadecimal digits (Stripe, "Verify webhook signatures manually"). The key is the secret as it is, `whsec_` included.
///
/// ```
/// use citi_core::WebhookVerifier;
/// use citi_core::webhook::{Signer, StripeSignature};
/// let headers = Signer::new(StripeSignature, "whsec_secret")?.sign(b"{}")?;
/// WebhookVerifier::with_scheme(StripeSignature, "whsec_secret")?.verify(&headers, b"{}")?;
/// # Ok::<(), citi_core::WebhookError>(())
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct StripeSignature;

impl StripeSignature {
    /// The header that holds time and signatures.
    pub const HEADER: HeaderName = HeaderName::from_static("stripe-signature");
}

impl SignatureScheme for StripeSignature {
    fn read(&self, headers: &HeaderMap) -> Result<Envelope, WebhookError> {
        let malformed = || WebhookError::malformed(Self::HEADER);
        let mut envelope = Envelope::new();
        for part in only_header(headers, &Self::HEADER)?.split(',') {
            match part.trim_ascii().split_once('=') {
                // Two times would be one too many: only one of them was signed.
                Some(("t", _)) if envelope.moment().is_some() => return Err(malformed()),
                Some(("t", text)) => {
                    let moment = TimestampFormat::UnixSeconds.read(text);
                    envelope = envelope.time(text, moment.ok_or_else(malformed)?);
                }
                Some(("v1", text)) => {
                    if let Some(signature) = Encoding::Hex.decode(text) {
                        envelope = envelope.signature(signature);
                    }
                }
                // Schemes of other times: to fall back on an older one would undo what the newer is for.
                _ => {}
            }
        }
        match envelope.moment() {
            Some(_) if !envelope.signatures().is_empty() => Ok(envelope),
            _ => Err(malformed()),
        }
    }

    fn signed(&self, envelope: &Envelope, body: &[u8], take: &mut dyn FnMut(&[u8])) {
        take(envelope.time_text().unwrap_or_default().as_bytes());
        take(b".");
        take(body);
    }

    fn stamp(&self, _: &str, now: Timestamp) -> Envelope {
        Envelope::new().time(TimestampFormat::UnixSeconds.write(now), now)
    }

    fn write(&self, envelope: &Envelope, headers: &mut HeaderMap) -> Result<(), WebhookError> {
        let mut text = format!("t={}", envelope.time_text().unwrap_or_default());
        for signature in envelope.signatures() {
            // Writing to a String cannot fail.
            let _ = write!(text, ",v1={}", Encoding::Hex.encode(signature));
        }
        set(headers, &Self::HEADER, &text)
    }
}
