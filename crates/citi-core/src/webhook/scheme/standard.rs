//! [`StandardWebhooks`].

use http::{HeaderMap, HeaderName};
use jiff::Timestamp;

use super::header::set;
use super::{
    Encoding, Envelope, SignatureScheme, SigningKey, TimestampFormat, encoding, only_header,
};
use crate::Secret;
use crate::webhook::WebhookError;

/// Standard Webhooks (its specification, version 1): `webhook-signature` is a list, divided by blanks, of `v1,` and the
/// HMAC-SHA256 of `<webhook-id>.<webhook-timestamp>.<body>` in base64. Secrets are base64 as well, with or without `whsec_`
/// before them. Signatures of other versions, `v1a` among them, are passed over.
///
/// ```
/// use citi_core::WebhookVerifier;
/// use citi_core::webhook::{Signer, StandardWebhooks};
/// let secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
/// let headers = Signer::new(StandardWebhooks, secret)?.id("msg_1").sign(b"{}")?;
/// WebhookVerifier::with_scheme(StandardWebhooks, secret)?.verify(&headers, b"{}")?;
/// # Ok::<(), citi_core::WebhookError>(())
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct StandardWebhooks;

impl StandardWebhooks {
    /// The header that holds the delivery's id.
    pub const ID: HeaderName = HeaderName::from_static("webhook-id");
    /// The header that holds the time.
    pub const TIMESTAMP: HeaderName = HeaderName::from_static("webhook-timestamp");
    /// The header that holds the signatures.
    pub const SIGNATURE: HeaderName = HeaderName::from_static("webhook-signature");
}

impl SignatureScheme for StandardWebhooks {
    fn read(&self, headers: &HeaderMap) -> Result<Envelope, WebhookError> {
        let id = only_header(headers, &Self::ID)?;
        if !is_id(id) {
            return Err(WebhookError::malformed(Self::ID));
        }
        let text = only_header(headers, &Self::TIMESTAMP)?;
        let moment = TimestampFormat::UnixSeconds
            .read(text)
            .ok_or_else(|| WebhookError::malformed(Self::TIMESTAMP))?;
        let envelope = only_header(headers, &Self::SIGNATURE)?
            .split_ascii_whitespace()
            .filter_map(|part| part.strip_prefix("v1,"))
            .filter_map(|text| Encoding::Base64.decode(text))
            .fold(Envelope::new(), Envelope::signature);
        match envelope.signatures().is_empty() {
            true => Err(WebhookError::malformed(Self::SIGNATURE)),
            false => Ok(envelope.id(id).time(text, moment)),
        }
    }

    fn signed(&self, envelope: &Envelope, body: &[u8], take: &mut dyn FnMut(&[u8])) {
        take(envelope.id_text().unwrap_or_default().as_bytes());
        take(b".");
        take(envelope.time_text().unwrap_or_default().as_bytes());
        take(b".");
        take(body);
    }

    fn key(&self, secret: &Secret) -> Result<SigningKey, WebhookError> {
        let text = secret.expose();
        let text = text.strip_prefix("whsec_").unwrap_or(text);
        SigningKey::new(encoding::secret(text).ok_or_else(WebhookError::unusable_secret)?)
    }

    fn stamp(&self, id: &str, now: Timestamp) -> Envelope {
        Envelope::new()
            .id(id)
            .time(TimestampFormat::UnixSeconds.write(now), now)
    }

    fn write(&self, envelope: &Envelope, headers: &mut HeaderMap) -> Result<(), WebhookError> {
        let id = envelope.id_text().unwrap_or_default();
        if !is_id(id) {
            return Err(WebhookError::stamp());
        }
        set(headers, &Self::ID, id)?;
        set(
            headers,
            &Self::TIMESTAMP,
            envelope.time_text().unwrap_or_default(),
        )?;
        let signatures: Vec<_> = envelope
            .signatures()
            .iter()
            .map(|signature| format!("v1,{}", Encoding::Base64.encode(signature)))
            .collect();
        set(headers, &Self::SIGNATURE, &signatures.join(" "))
    }
}

/// Whether it is an id. A full stop would let a part of the body be taken for a part of the id.
fn is_id(text: &str) -> bool {
    !text.is_empty()
        && text
            .bytes()
            .all(|byte| byte.is_ascii_graphic() && byte != b'.')
}
