//! [`Identity`]: who the program says it is.

use std::fmt;
use std::sync::Arc;

use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use zeroize::Zeroize as _;

use super::pem;
use crate::{Error, Secret};

/// A client certificate with its key, for mutual TLS: the program shows them to a server that asks for a certificate.
///
/// ```no_run
/// use citi_core::{Connection, Identity, Secret};
///
/// let key = Secret::from(std::fs::read_to_string("client-key.pem")?);
/// let connection = Connection::builder("https://tts.sandbox.apib2b.citi.com/citiconnect/sb")
///     .identity(Identity::pem(std::fs::read("client.pem")?, &key)?)
///     .build()?;
/// # let _ = connection;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct Identity {
    chain: Vec<CertificateDer<'static>>,
    key: Arc<Key>,
}

/// A private key; its memory is overwritten when it is dropped.
struct Key(PrivateKeyDer<'static>);

impl Drop for Key {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl Identity {
    /// The client's certificate, followed by those between it and its authority, and its key, all as PEM. The key is
    /// PKCS#8, PKCS#1 (RSA) or SEC1 (EC), and not encrypted.
    ///
    /// # Errors
    /// If one cannot be read, or the key is encrypted. Whether they go together is seen when the connection is built.
    pub fn pem(certificates: impl AsRef<[u8]>, key: &Secret) -> Result<Self, Error> {
        let chain = pem::certificates(certificates.as_ref(), "the client certificate")?;
        Ok(Self::new(chain, pem::key(key.expose())?))
    }

    /// Certificates and key from one PEM text, as vaults hand them out.
    ///
    /// # Errors
    /// As [`pem`](Self::pem).
    pub fn pem_bundle(bundle: &Secret) -> Result<Self, Error> {
        Self::pem(bundle.expose(), bundle)
    }

    pub(super) fn new(chain: Vec<CertificateDer<'static>>, key: PrivateKeyDer<'static>) -> Self {
        Self {
            chain,
            key: Arc::new(Key(key)),
        }
    }

    /// As rustls wants it.
    pub(super) fn parts(&self) -> (Vec<CertificateDer<'static>>, PrivateKeyDer<'static>) {
        (self.chain.clone(), self.key.0.clone_key())
    }
}

impl fmt::Debug for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Identity")
            .field("certificates", &self.chain.len())
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_used_is_refused_with_a_remedy_and_without_the_key() {
        let certificate =
            "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n".to_owned();
        let key = |label: &str| {
            Secret::from(format!(
                "-----BEGIN {label}-----\nhunter2\n-----END {label}-----\n"
            ))
        };
        let traditional = Secret::from(
            "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nhunter2\n-----END RSA PRIVATE KEY-----\n",
        );
        for (certificate, key, reason) in [
            ("hunter2", key("PRIVATE KEY"), "no `BEGIN CERTIFICATE`"),
            (
                "-----BEGIN CERTIFICATE-----\nhunter2",
                key("PRIVATE KEY"),
                "broken",
            ),
            (&certificate, key("ENCRYPTED PRIVATE KEY"), "is encrypted"),
            (&certificate, traditional, "is encrypted"),
            (&certificate, key("PUBLIC KEY"), "`BEGIN PRIVATE KEY`"),
            (&certificate, Secret::from("hunter2"), "`BEGIN PRIVATE KEY`"),
        ] {
            let error = Identity::pem(certificate, &key).unwrap_err();
            let shown = format!("{error} {error:?}");
            assert!(
                shown.contains(reason) && !shown.contains("hunter2"),
                "{shown}"
            );
        }
    }
}
