//! [`Pin`]: the hash of a public key.

use std::fmt;
use std::str::FromStr;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use jiff::Timestamp;
use rustls::pki_types::CertificateDer;
use sha2::{Digest as _, Sha256};

use super::pem;
use crate::Error;

/// The SHA-256 of a public key (its `SubjectPublicKeyInfo`, RFC 7469 §2.4). It stays the same when a certificate is
/// renewed with the same key.
///
/// It is written `sha256/` and base64. Of a certificate in a file:
///
/// ```text
/// openssl x509 -in bank.pem -pubkey -noout | openssl pkey -pubin -outform der | openssl dgst -sha256 -binary | base64
/// ```
///
/// ```
/// use citi_core::Pin;
///
/// let pin: Pin = "sha256/RRM1dGqnDFsCJXBTHky16vi1obOlCgFFn/yOhI/y+ho=".parse()?;
/// let pin = pin.until("2027-01-31T00:00:00Z".parse()?);
/// assert_eq!(pin.to_string(), "sha256/RRM1dGqnDFsCJXBTHky16vi1obOlCgFFn/yOhI/y+ho=");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Pin {
    hash: [u8; 32],
    until: Option<Timestamp>,
}

impl Pin {
    /// The pin of the first certificate in a PEM text: of one that the bank has handed out, or of the key in reserve.
    ///
    /// # Errors
    /// If there is no certificate in it, or none that can be read.
    ///
    /// ```no_run
    /// let pin = citi_core::Pin::of_certificate(std::fs::read("bank.pem")?)?;
    /// println!("{pin}");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn of_certificate(pem: impl AsRef<[u8]>) -> Result<Self, Error> {
        let certificates = pem::certificates(pem.as_ref(), "the certificate to pin")?;
        certificates
            .first()
            .and_then(Self::of_der)
            .ok_or_else(|| Error::refused("the certificate to pin cannot be read; give it as PEM"))
    }

    /// The pin of a certificate; `None` if it is none.
    pub(super) fn of_der(certificate: &CertificateDer<'_>) -> Option<Self> {
        let certificate = webpki::EndEntityCert::try_from(certificate).ok()?;
        Some(Self::of_key(&certificate.subject_public_key_info()))
    }

    /// The pin of a `SubjectPublicKeyInfo` in DER.
    pub(super) fn of_key(key: &[u8]) -> Self {
        Self {
            hash: Sha256::digest(key).into(),
            until: None,
        }
    }

    /// Until when it counts; for ever unless said. A key whose pin has ended is refused like one that has no pin. Where
    /// pins end, sessions are not resumed, so that each connection is held against them.
    #[must_use]
    pub fn until(mut self, end: Timestamp) -> Self {
        self.until = Some(end);
        self
    }

    /// Until when it counts.
    #[must_use]
    pub fn ends(&self) -> Option<Timestamp> {
        self.until
    }

    /// Whether it counts at this time.
    pub(super) fn counts(&self, now: Timestamp) -> bool {
        self.until.is_none_or(|end| now < end)
    }

    /// Its first eight characters, for labels.
    pub(crate) fn short(&self) -> String {
        STANDARD.encode(self.hash).chars().take(8).collect()
    }

    /// Whether it is of the same key.
    pub(super) fn is_same_key(&self, other: &Self) -> bool {
        self.hash == other.hash
    }
}

impl FromStr for Pin {
    type Err = Error;

    /// Reads `sha256/` and 32 bytes in base64, or these alone.
    fn from_str(text: &str) -> Result<Self, Error> {
        let text = text.trim();
        let bytes = STANDARD.decode(text.strip_prefix("sha256/").unwrap_or(text));
        let hash = bytes.ok().and_then(|bytes| bytes.try_into().ok());
        hash.map(|hash| Self { hash, until: None }).ok_or_else(|| {
            Error::refused("a pin is `sha256/` and the 32 bytes of the hash in base64")
        })
    }
}

impl fmt::Display for Pin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "sha256/{}", STANDARD.encode(self.hash))
    }
}

impl fmt::Debug for Pin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")?;
        match self.until {
            Some(end) => write!(f, " until {end}"),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_hash_is_a_pin() {
        // SHA-256 of nothing.
        let text = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";
        let pin: Pin = text.parse().unwrap();
        assert_eq!(pin, Pin::of_key(b""));
        assert_eq!(pin.to_string(), format!("sha256/{text}"));
        assert_eq!(pin.to_string().parse::<Pin>().unwrap(), pin);
        for bad in [
            "",
            "sha256/",
            "sha1/2jmj7l5rSw0yVb/vlWAYkK/YBwk=",
            "sha256/AAAA",
            "47DEQpj8",
        ] {
            let error = bad.parse::<Pin>().unwrap_err().to_string();
            assert!(error.contains("sha256/"), "{bad}: {error}");
        }
    }

    #[test]
    fn it_counts_until_its_end() {
        let end: Timestamp = "2027-01-31T00:00:00Z".parse().unwrap();
        let pin = Pin::of_key(b"").until(end);
        let second = jiff::SignedDuration::from_secs(1);
        assert!(pin.counts(end - second) && !pin.counts(end));
        assert!(Pin::of_key(b"").counts(Timestamp::MAX));
    }
}
