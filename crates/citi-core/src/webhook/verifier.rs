//! [`WebhookVerifier`].

use std::fmt;

use hmac::{Hmac, KeyInit, Mac};
use http::HeaderMap;
use sha2::Sha256;

use super::WebhookError;
use super::hex;
use crate::Secret;

/// Tells whether a delivery is the bank's: `X-Citi-Signature` is the HMAC-SHA256 (RFC 2104,
/// RFC 6234) of the body with the webhook's secret, in hexadecimal digits (document `events`).
///
/// Give it the bytes of the body exactly as they arrived, before anything parses them. Signatures
/// are compared in constant time. While the secret is being replaced, both are good:
///
/// ```
/// use citi_core::WebhookVerifier;
///
/// let verifier = WebhookVerifier::new("the-new-secret")?.or("the-old-secret")?;
/// let body = br#"{"id":"evt-1","type":"payment.completed"}"#;
///
/// // What the bank does, here with the old secret:
/// let signature = WebhookVerifier::new("the-old-secret")?.sign(body);
/// let mut headers = http::HeaderMap::new();
/// headers.insert(WebhookVerifier::HEADER, signature.parse()?);
///
/// verifier.verify(&headers, body)?;
/// assert!(verifier.verify(&headers, b"{}").unwrap_err().is_mismatch());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct WebhookVerifier {
    /// At least one; the first signs.
    current: Secret,
    others: Vec<Secret>,
}

impl WebhookVerifier {
    /// The header that holds the signature.
    pub const HEADER: &'static str = "x-citi-signature";

    /// Verifies with this secret: the one that the portal gave for the webhook.
    ///
    /// # Errors
    /// If it is empty.
    pub fn new(secret: impl Into<Secret>) -> Result<Self, WebhookError> {
        Ok(Self {
            current: usable(secret.into())?,
            others: Vec::new(),
        })
    }

    /// Accepts this secret as well: the one before, while the bank changes over.
    ///
    /// # Errors
    /// If it is empty.
    pub fn or(mut self, secret: impl Into<Secret>) -> Result<Self, WebhookError> {
        self.others.push(usable(secret.into())?);
        Ok(self)
    }

    /// Whether the headers and the body of a delivery are the bank's.
    ///
    /// # Errors
    /// If there is no signature, more than one, or one that does not fit. Answer 401 and do nothing.
    pub fn verify(&self, headers: &HeaderMap, body: &[u8]) -> Result<(), WebhookError> {
        let mut values = headers.get_all(Self::HEADER).iter();
        let signature = values.next().ok_or(WebhookError::MISSING)?;
        if values.next().is_some() {
            return Err(WebhookError::SEVERAL);
        }
        let signature = signature.to_str().map_err(|_| WebhookError::MALFORMED)?;
        self.verify_signature(signature, body)
    }

    /// Whether this is the signature of this body, for frameworks with headers of their own.
    ///
    /// # Errors
    /// If it is none, or does not fit.
    pub fn verify_signature(&self, signature: &str, body: &[u8]) -> Result<(), WebhookError> {
        let signature = hex::decode(signature.trim_ascii()).ok_or(WebhookError::MALFORMED)?;
        // Every secret is tried, so that the time does not say which one is in use.
        let fits = std::iter::once(&self.current)
            .chain(&self.others)
            .filter_map(|secret| mac(secret, body))
            .fold(false, |fits, mac| {
                fits | mac.verify_slice(&signature).is_ok()
            });
        match fits {
            true => Ok(()),
            false => Err(WebhookError::MISMATCH),
        }
    }

    /// The signature that the bank would send with this body: for tests of what receives it.
    #[must_use]
    pub fn sign(&self, body: &[u8]) -> String {
        mac(&self.current, body)
            .map(|mac| hex::encode(&mac.finalize().into_bytes()))
            .unwrap_or_default()
    }
}

/// A key of any length makes an HMAC; the type of the library cannot say so.
fn mac(secret: &Secret, body: &[u8]) -> Option<Hmac<Sha256>> {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.expose().as_bytes()).ok()?;
    mac.update(body);
    Some(mac)
}

fn usable(secret: Secret) -> Result<Secret, WebhookError> {
    match secret.expose().is_empty() {
        true => Err(WebhookError::SECRET),
        false => Ok(secret),
    }
}

impl fmt::Debug for WebhookVerifier {
    /// How many secrets, and none of them.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WebhookVerifier")
            .field("secrets", &(1 + self.others.len()))
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn verifier(secret: &str) -> WebhookVerifier {
        WebhookVerifier::new(secret).unwrap()
    }

    /// RFC 4231 §4.3 and §4.7, whose keys are text.
    #[test]
    fn signatures_are_those_of_the_standard() {
        assert_eq!(
            verifier("Jefe").sign(b"what do ya want for nothing?"),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
        );
    }

    #[test]
    fn a_delivery_needs_one_signature_in_its_form() {
        let verifier = verifier("hunter2");
        let mut headers = HeaderMap::new();
        assert!(verifier.verify(&headers, b"{}").unwrap_err().is_missing());
        let good = verifier.sign(b"{}");
        for bad in ["", "sha256", &good[..63], &format!("sha256={good}")] {
            headers.insert(WebhookVerifier::HEADER, bad.parse().unwrap());
            assert!(verifier.verify(&headers, b"{}").unwrap_err().is_malformed());
        }
        headers.insert(
            WebhookVerifier::HEADER,
            good.to_uppercase().parse().unwrap(),
        );
        assert_eq!(verifier.verify(&headers, b"{}"), Ok(()));
        headers.append(WebhookVerifier::HEADER, good.parse().unwrap());
        assert!(verifier.verify(&headers, b"{}").unwrap_err().is_malformed());
    }

    #[test]
    fn an_empty_secret_is_refused_and_none_shows() {
        assert!(WebhookVerifier::new("").is_err());
        assert!(verifier("a").or("").is_err());
        let both = verifier("hunter2").or("hunter3").unwrap();
        assert_eq!(format!("{both:?}"), "WebhookVerifier { secrets: 2 }");
    }

    proptest! {
        /// Whatever is changed, in the body, the signature or the secret, is noticed.
        #[test]
        fn one_changed_bit_is_refused(
            body in proptest::collection::vec(any::<u8>(), 1..200),
            at in any::<prop::sample::Index>(),
            bit in 0_u8..8,
        ) {
            let verifier = verifier("hunter2");
            let signature = verifier.sign(&body);
            prop_assert_eq!(verifier.verify_signature(&signature, &body), Ok(()));

            let mut changed = body.clone();
            changed[at.index(body.len())] ^= 1 << bit;
            prop_assert!(verifier.verify_signature(&signature, &changed).is_err());

            let mut other = hex::decode(&signature).unwrap();
            other[at.index(32)] ^= 1 << bit;
            prop_assert!(verifier.verify_signature(&hex::encode(&other), &body).is_err());
            prop_assert!(verifier.verify_signature(&signature, &body[1..]).is_err());
        }
    }
}
