//! Client certificates from PKCS#12 files.

use p12_keystore::{KeyStore, Pkcs12ImportPolicy};
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};

use super::Identity;
use crate::{Error, Secret};

impl Identity {
    /// Certificates and key from a PKCS#12 file (`.p12`, `.pfx`; RFC 7292) and its password.
    ///
    /// ```no_run
    /// # fn vault() -> citi_core::Secret { "from a vault".into() }
    /// use citi_core::Identity;
    /// let identity = Identity::pkcs12(&std::fs::read("client.p12")?, &vault())?;
    /// # let _ = identity;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// If it cannot be read, the password is wrong, or there is not one key with its certificate in it.
    pub fn pkcs12(file: &[u8], password: &Secret) -> Result<Self, Error> {
        let store = KeyStore::from_pkcs12(file, password.expose(), Pkcs12ImportPolicy::Strict)
            .map_err(|_| {
                Error::refused(
                    "the PKCS#12 file cannot be read: check that it is one, and its password",
                )
            })?;
        let (_, chain) = store.private_key_chain().ok_or_else(|| {
            Error::refused("the PKCS#12 file has no key with its certificate; export both together")
        })?;
        let certificates: Vec<_> = chain
            .certs()
            .iter()
            .map(|certificate| CertificateDer::from(certificate.as_der().to_vec()))
            .collect();
        let key = PrivatePkcs8KeyDer::from(chain.key().as_der().to_vec());
        match certificates.is_empty() {
            true => Err(Error::refused(
                "the PKCS#12 file has a key without its certificate; export both together",
            )),
            false => Ok(Self::new(certificates, PrivateKeyDer::Pkcs8(key))),
        }
    }
}
