//! [`SlackSignature`].

use http::{HeaderMap, HeaderName};
use jiff::Timestamp;

use super::header::set;
use super::{Encoding, Envelope, SignatureScheme, TimestampFormat, only_header};
use crate::webhook::WebhookError;

/// Slack's scheme: `X-Slack-Signature` is `v0=` and the HMAC-SHA256 of `v0:<time>:<body>` in hexadecimal digits, the
/// time that of `X-Slack-Request-Timestamp` (Slack, "Verifying requests from Slack").
///
/// ```
/// use citi_core::WebhookVerifier;
/// use citi_core::webhook::{Signer, SlackSignature};
/// let headers = Signer::new(SlackSignature, "secret")?.sign(b"text=hello")?;
/// WebhookVerifier::with_scheme(SlackSignature, "secret")?.verify(&headers, b"text=hello")?;
/// # Ok::<(), citi_core::WebhookError>(())
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct SlackSignature;

impl SlackSignature {
    /// The header that holds the signature.
    pub const HEADER: HeaderName = HeaderName::from_static("x-slack-signature");
    /// The header that holds the time.
    pub const TIMESTAMP: HeaderName = HeaderName::from_static("x-slack-request-timestamp");
}

impl SignatureScheme for SlackSignature {
    fn read(&self, headers: &HeaderMap) -> Result<Envelope, WebhookError> {
        let signature = only_header(headers, &Self::HEADER)?
            .trim_ascii()
            .strip_prefix("v0=")
            .and_then(|text| Encoding::Hex.decode(text))
            .ok_or_else(|| WebhookError::malformed(Self::HEADER))?;
        let text = only_header(headers, &Self::TIMESTAMP)?;
        let moment = TimestampFormat::UnixSeconds
            .read(text)
            .ok_or_else(|| WebhookError::malformed(Self::TIMESTAMP))?;
        Ok(Envelope::new().signature(signature).time(text, moment))
    }

    fn signed(&self, envelope: &Envelope, body: &[u8], take: &mut dyn FnMut(&[u8])) {
        take(b"v0:");
        take(envelope.time_text().unwrap_or_default().as_bytes());
        take(b":");
        take(body);
    }

    fn stamp(&self, _: &str, now: Timestamp) -> Envelope {
        Envelope::new().time(TimestampFormat::UnixSeconds.write(now), now)
    }

    fn write(&self, envelope: &Envelope, headers: &mut HeaderMap) -> Result<(), WebhookError> {
        if let Some(signature) = envelope.signatures().first() {
            let text = format!("v0={}", Encoding::Hex.encode(signature));
            set(headers, &Self::HEADER, &text)?;
        }
        set(
            headers,
            &Self::TIMESTAMP,
            envelope.time_text().unwrap_or_default(),
        )
    }
}
