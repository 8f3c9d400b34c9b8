//! [`WebhookVerifier`].

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use hmac::Mac as _;
use http::HeaderMap;
use jiff::Timestamp;
use sha2::{Digest as _, Sha256};

use super::tally::Tally;
use super::{
    CitiSignature, DeliveryId, Envelope, SignatureScheme, SigningKey, WebhookError, WebhookSecret,
    WebhookSecrets, hex,
};
use crate::{Clock, SystemClock};

/// More signatures in one delivery are nobody's rotation.
const MOST_SIGNATURES: usize = 16;

/// Tells whether a delivery is the sender's: [`new`](Self::new) takes the bank's scheme, in which `X-Citi-Signature` is the
/// HMAC-SHA256 (RFC 2104, RFC 6234) of the body in hexadecimal digits (document `events`).
///
/// Give it the bytes of the body exactly as they arrived, before anything parses them; they need not be UTF-8. Every
/// secret in force is tried with every signature of the delivery, each in constant time. A time that the scheme signs may be
/// five minutes ago or ahead, and a body 1 MiB long, unless said.
///
/// ```
/// use citi_core::WebhookVerifier;
/// use citi_core::webhook::{CitiSignature, Signer};
///
/// // While the secret is being replaced, both are good:
/// let verifier = WebhookVerifier::new("the-new-secret")?.or("the-old-secret")?;
/// let body = br#"{"id":"evt-1","type":"payment.completed"}"#;
///
/// // What the bank does, here with the old secret:
/// let headers = Signer::new(CitiSignature::new(), "the-old-secret")?.sign(body)?;
///
/// verifier.verify(&headers, body)?;
/// assert!(verifier.verify(&headers, b"{}").unwrap_err().is_mismatch());
/// # Ok::<(), citi_core::WebhookError>(())
/// ```
#[derive(Clone)]
pub struct WebhookVerifier {
    scheme: Arc<dyn SignatureScheme>,
    secrets: Vec<WebhookSecret>,
    source: Option<Arc<dyn WebhookSecrets>>,
    tolerance: Duration,
    max_body: usize,
    clock: Arc<dyn Clock>,
}

impl WebhookVerifier {
    /// Verifies by the bank's scheme with this secret: the one that the portal gave for the webhook.
    ///
    /// # Errors
    /// If it is empty.
    pub fn new(secret: impl Into<WebhookSecret>) -> Result<Self, WebhookError> {
        Self::with_scheme(CitiSignature::new(), secret)
    }

    /// Verifies by another scheme.
    ///
    /// # Errors
    /// If the secret is empty, or none of this scheme.
    pub fn with_scheme(
        scheme: impl SignatureScheme + 'static,
        secret: impl Into<WebhookSecret>,
    ) -> Result<Self, WebhookError> {
        Self::bare(Arc::new(scheme)).or(secret)
    }

    /// Verifies with the secrets that the source gives at each delivery.
    pub fn rotating(
        scheme: impl SignatureScheme + 'static,
        source: impl WebhookSecrets + 'static,
    ) -> Self {
        Self {
            source: Some(Arc::new(source)),
            ..Self::bare(Arc::new(scheme))
        }
    }

    fn bare(scheme: Arc<dyn SignatureScheme>) -> Self {
        Self {
            scheme,
            secrets: Vec::new(),
            source: None,
            tolerance: Duration::from_secs(300),
            max_body: 1024 * 1024,
            clock: Arc::new(SystemClock::new()),
        }
    }

    /// Accepts this secret as well: the one before, while the bank changes over.
    ///
    /// # Errors
    /// If it is empty, or none of the scheme.
    pub fn or(mut self, secret: impl Into<WebhookSecret>) -> Result<Self, WebhookError> {
        let secret = secret.into();
        self.scheme.key(secret.secret())?;
        self.secrets.push(secret);
        Ok(self)
    }

    /// How far the time of a signature may be from now, before and after. It has no meaning for a scheme without a time.
    #[must_use]
    pub fn tolerance(mut self, tolerance: Duration) -> Self {
        self.tolerance = tolerance;
        self
    }

    /// How many bytes a body may have.
    #[must_use]
    pub fn max_body(mut self, bytes: usize) -> Self {
        self.max_body = bytes;
        self
    }

    /// The clock that says what time it is, for tests.
    #[must_use]
    pub fn clock(mut self, clock: Arc<dyn Clock>) -> Self {
        self.clock = clock;
        self
    }

    /// Whether the headers and the body of a delivery are the sender's. It counts the verdict.
    ///
    /// Whether the delivery came before is the question of a [`Receiver`](super::Receiver).
    ///
    /// # Errors
    /// If there is no signature, none that fits, or the time or the size is beyond its bounds. Answer
    /// [`WebhookError::status`] and do nothing.
    pub fn verify(&self, headers: &HeaderMap, body: &[u8]) -> Result<(), WebhookError> {
        let tally = Tally::new();
        match self.check(headers, body) {
            Ok(_) => {
                tally.accepted();
                Ok(())
            }
            Err(error) => {
                tally.failed(&error);
                Err(error)
            }
        }
    }

    /// What the headers say, once it is the sender's word.
    pub(super) fn check(&self, headers: &HeaderMap, body: &[u8]) -> Result<Envelope, WebhookError> {
        if body.len() > self.max_body {
            return Err(WebhookError::too_large());
        }
        let envelope = self.scheme.read(headers)?;
        if envelope.signatures().len() > MOST_SIGNATURES {
            return Err(WebhookError::mismatch());
        }
        let now = self.clock.now();
        let keys = self.keys(now);
        if keys.is_empty() {
            return Err(WebhookError::no_secret());
        }
        if !self.fits(&keys, &envelope, body) {
            return Err(WebhookError::mismatch());
        }
        let off = envelope
            .moment()
            .map(|moment| now.duration_since(moment).unsigned_abs());
        match off.is_some_and(|off| off > self.tolerance) {
            true => Err(WebhookError::stale()),
            false => Ok(envelope),
        }
    }

    /// All are tried, so that the time it takes does not say which one is in use.
    fn fits(&self, keys: &[SigningKey], envelope: &Envelope, body: &[u8]) -> bool {
        let mut fits = false;
        for key in keys {
            let Some(mac) = key.mac(self.scheme.as_ref(), envelope, body) else {
                continue;
            };
            for signature in envelope.signatures() {
                fits |= mac.clone().verify_slice(signature).is_ok();
            }
        }
        fits
    }

    fn keys(&self, now: Timestamp) -> Vec<SigningKey> {
        let renewed = self.source.as_ref().map(|source| source.secrets());
        self.secrets
            .iter()
            .chain(renewed.iter().flatten())
            .filter(|secret| secret.is_in_force(now))
            .filter_map(|secret| self.scheme.key(secret.secret()).ok())
            .collect()
    }

    /// What a delivery is known by when it comes again: the sender's id, or a digest of what was signed.
    pub(super) fn identify(&self, envelope: &Envelope, body: &[u8]) -> DeliveryId {
        match envelope.id_text() {
            Some(id) => DeliveryId::new(id),
            None => {
                let mut digest = Sha256::new();
                self.scheme
                    .signed(envelope, body, &mut |bytes| digest.update(bytes));
                DeliveryId::new(format!("sha256:{}", hex::encode(&digest.finalize())))
            }
        }
    }

    /// What can be said before the body is there: whether there are headers to hold it against, and how long it may be.
    pub(super) fn expect(&self, headers: &HeaderMap) -> Result<usize, WebhookError> {
        self.scheme.read(headers).map(|_| self.max_body)
    }
}

impl fmt::Debug for WebhookVerifier {
    /// How many secrets, and none of them.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WebhookVerifier")
            .field("secrets", &self.secrets.len())
            .field("rotating", &self.source.is_some())
            .field("tolerance", &self.tolerance)
            .field("max_body", &self.max_body)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Sleep;
    use crate::webhook::{Signer, SlackSignature, StandardWebhooks};

    /// A wall clock that stands where it is put.
    struct Still(Timestamp);

    impl Clock for Still {
        fn now(&self) -> Timestamp {
            self.0
        }

        fn elapsed(&self) -> Duration {
            Duration::ZERO
        }

        fn sleep(&self, _: Duration) -> Sleep<'_> {
            Box::pin(std::future::ready(()))
        }
    }

    fn at(second: i64) -> Arc<dyn Clock> {
        Arc::new(Still(Timestamp::from_second(second).unwrap()))
    }

    fn signed(secret: &str, body: &[u8]) -> HeaderMap {
        let signer = Signer::new(CitiSignature::new(), secret).unwrap();
        signer.sign(body).unwrap()
    }

    #[test]
    fn a_delivery_needs_one_signature_in_its_form() {
        let verifier = WebhookVerifier::new("hunter2").unwrap();
        let mut headers = HeaderMap::new();
        assert!(verifier.verify(&headers, b"{}").unwrap_err().is_missing());
        let good = signed("hunter2", b"{}")[CitiSignature::HEADER].clone();
        let text = good.to_str().unwrap();
        for bad in ["", "sha256", &text[..63], &format!("sha256={text}")] {
            headers.insert(CitiSignature::HEADER, bad.parse().unwrap());
            assert!(verifier.verify(&headers, b"{}").unwrap_err().is_malformed());
        }
        headers.insert(CitiSignature::HEADER, text.to_uppercase().parse().unwrap());
        assert_eq!(verifier.verify(&headers, b"{}"), Ok(()));
        headers.append(CitiSignature::HEADER, good);
        assert!(verifier.verify(&headers, b"{}").unwrap_err().is_malformed());
    }

    #[test]
    fn an_empty_secret_is_refused_and_none_shows() {
        assert!(WebhookVerifier::new("").is_err());
        assert!(WebhookVerifier::new("a").unwrap().or("").is_err());
        assert!(WebhookVerifier::with_scheme(StandardWebhooks, "whsec_").is_err());
        let both = WebhookVerifier::new("hunter2").unwrap().or("hunter3");
        assert!(!format!("{both:?}").contains("hunter"));
    }

    #[test]
    fn a_secret_is_good_in_its_window() {
        let end = Timestamp::from_second(1000).unwrap();
        let verifier = WebhookVerifier::new(WebhookSecret::new("new").from(end))
            .unwrap()
            .or(WebhookSecret::new("old").until(end))
            .unwrap();
        for (second, secret, fits) in [
            (999, "old", true),
            (999, "new", false),
            (1000, "old", false),
            (1000, "new", true),
        ] {
            let verifier = verifier.clone().clock(at(second));
            let result = verifier.verify(&signed(secret, b"{}"), b"{}");
            assert_eq!(result.is_ok(), fits, "{second} {secret}");
        }
        let none = WebhookVerifier::new(WebhookSecret::new("old").until(end)).unwrap();
        let error = none.clock(at(1000)).verify(&signed("old", b"{}"), b"{}");
        assert!(error.unwrap_err().is_unavailable());
    }

    #[test]
    fn time_is_within_the_tolerance_on_both_sides() {
        let now = 1_614_265_330;
        let verifier = WebhookVerifier::with_scheme(SlackSignature, "s").unwrap();
        let verifier = verifier.clock(at(now));
        let off = |seconds: i64, verifier: &WebhookVerifier| {
            let signer = Signer::new(SlackSignature, "s").unwrap();
            let headers = signer.clock(at(now + seconds)).sign(b"{}").unwrap();
            verifier.verify(&headers, b"{}")
        };
        for seconds in [-300, 0, 300] {
            assert_eq!(off(seconds, &verifier), Ok(()), "{seconds}");
        }
        for seconds in [-301, 301, -now, 200_000_000_000] {
            assert!(off(seconds, &verifier).unwrap_err().is_stale(), "{seconds}");
        }
        assert!(off(301, &verifier.tolerance(Duration::from_secs(301))).is_ok());
    }

    #[test]
    fn clocks_at_the_end_of_time_do_no_harm() {
        for now in [Timestamp::MIN, Timestamp::MAX] {
            let verifier = WebhookVerifier::with_scheme(SlackSignature, "s").unwrap();
            let verifier = verifier.clock(Arc::new(Still(now)));
            let headers = Signer::new(SlackSignature, "s").unwrap().sign(b"").unwrap();
            assert!(verifier.verify(&headers, b"").unwrap_err().is_stale());
            let forever = verifier.tolerance(Duration::MAX);
            assert_eq!(forever.verify(&headers, b""), Ok(()));
        }
    }

    #[test]
    fn bodies_are_bytes_and_bounded() {
        let verifier = WebhookVerifier::new("s").unwrap().max_body(4);
        let body = b"\xff\xfe\0\x80";
        assert_eq!(verifier.verify(&signed("s", body), body), Ok(()));
        let long = verifier.verify(&signed("s", b"12345"), b"12345");
        assert!(long.unwrap_err().is_too_large());
    }

    #[test]
    fn a_list_of_signatures_is_bounded() {
        let secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
        let verifier = WebhookVerifier::with_scheme(StandardWebhooks, secret).unwrap();
        let mut headers = Signer::new(StandardWebhooks, secret)
            .unwrap()
            .sign(b"")
            .unwrap();
        assert_eq!(verifier.verify(&headers, b""), Ok(()));
        let one = headers[StandardWebhooks::SIGNATURE]
            .to_str()
            .unwrap()
            .to_owned();
        headers.insert(
            StandardWebhooks::SIGNATURE,
            [one.as_str(); 17].join(" ").parse().unwrap(),
        );
        assert!(verifier.verify(&headers, b"").unwrap_err().is_mismatch());
        headers.insert(
            StandardWebhooks::SIGNATURE,
            [one.as_str(); 200].join(" ").parse().unwrap(),
        );
        assert!(verifier.verify(&headers, b"").unwrap_err().is_malformed());
    }
}
