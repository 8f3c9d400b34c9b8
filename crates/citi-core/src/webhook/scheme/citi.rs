//! [`CitiSignature`].

use http::{HeaderMap, HeaderName};
use jiff::Timestamp;

use super::header::set;
use super::{Encoding, Envelope, SignatureScheme, TimestampFormat, only_header};
use crate::webhook::WebhookError;

/// The bank's own scheme: `X-Citi-Signature` is the HMAC-SHA256 of the body, in hexadecimal digits (document
/// `events`). Header, encoding, a prefix and a time that is signed can be set, for a programme where they differ.
///
/// ```
/// use citi_core::WebhookVerifier;
/// use citi_core::webhook::{CitiSignature, Encoding, Signer, TimestampFormat};
/// use http::HeaderName;
///
/// let scheme = CitiSignature::new()
///     .encoding(Encoding::Base64)
///     .prefix("sha256=")
///     .timestamp(HeaderName::from_static("x-citi-timestamp"), TimestampFormat::UnixSeconds);
/// let headers = Signer::new(scheme.clone(), "secret")?.sign(b"{}")?;
/// WebhookVerifier::with_scheme(scheme, "secret")?.verify(&headers, b"{}")?;
/// # Ok::<(), citi_core::WebhookError>(())
/// ```
#[derive(Clone, Debug)]
pub struct CitiSignature {
    header: HeaderName,
    encoding: Encoding,
    prefix: String,
    time: Option<(HeaderName, TimestampFormat)>,
}

impl CitiSignature {
    /// The header that holds the signature, unless said.
    pub const HEADER: HeaderName = HeaderName::from_static("x-citi-signature");

    /// The scheme as the document has it.
    #[must_use]
    pub fn new() -> Self {
        Self {
            header: Self::HEADER,
            encoding: Encoding::Hex,
            prefix: String::new(),
            time: None,
        }
    }

    /// The signature stands in this header.
    #[must_use]
    pub fn header(mut self, header: HeaderName) -> Self {
        self.header = header;
        self
    }

    /// The signature is written like this.
    #[must_use]
    pub fn encoding(mut self, encoding: Encoding) -> Self {
        self.encoding = encoding;
        self
    }

    /// This stands before the signature, in its header: `sha256=`, say.
    #[must_use]
    pub fn prefix(mut self, prefix: impl Into<String>) -> Self {
        self.prefix = prefix.into();
        self
    }

    /// This header has the time of the signature, and what is signed is that text, a full stop and the body. A time
    /// that is not signed would say nothing.
    #[must_use]
    pub fn timestamp(mut self, header: HeaderName, format: TimestampFormat) -> Self {
        self.time = Some((header, format));
        self
    }
}

impl Default for CitiSignature {
    fn default() -> Self {
        Self::new()
    }
}

impl SignatureScheme for CitiSignature {
    fn read(&self, headers: &HeaderMap) -> Result<Envelope, WebhookError> {
        let signature = only_header(headers, &self.header)?
            .trim_ascii()
            .strip_prefix(self.prefix.as_str())
            .and_then(|text| self.encoding.decode(text))
            .ok_or_else(|| WebhookError::malformed(self.header.clone()))?;
        let envelope = Envelope::new().signature(signature);
        let Some((header, format)) = &self.time else {
            return Ok(envelope);
        };
        let text = only_header(headers, header)?;
        let moment = format
            .read(text)
            .ok_or_else(|| WebhookError::malformed(header.clone()))?;
        Ok(envelope.time(text, moment))
    }

    fn signed(&self, envelope: &Envelope, body: &[u8], take: &mut dyn FnMut(&[u8])) {
        if let Some(text) = envelope.time_text() {
            take(text.as_bytes());
            take(b".");
        }
        take(body);
    }

    fn stamp(&self, _: &str, now: Timestamp) -> Envelope {
        match &self.time {
            None => Envelope::new(),
            Some((_, format)) => Envelope::new().time(format.write(now), now),
        }
    }

    fn write(&self, envelope: &Envelope, headers: &mut HeaderMap) -> Result<(), WebhookError> {
        // There is room for one: that of the first secret.
        if let Some(signature) = envelope.signatures().first() {
            let text = format!("{}{}", self.prefix, self.encoding.encode(signature));
            set(headers, &self.header, &text)?;
        }
        if let (Some((header, _)), Some(text)) = (&self.time, envelope.time_text()) {
            set(headers, header, text)?;
        }
        Ok(())
    }
}
