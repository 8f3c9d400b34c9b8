//! [`Roots`]: whom a connection trusts.

use std::sync::Arc;

use rustls::RootCertStore;
use rustls::client::WebPkiServerVerifier;
use rustls::client::danger::ServerCertVerifier;
use rustls::crypto::CryptoProvider;
use rustls::pki_types::{CertificateDer, TrustAnchor};
use rustls_platform_verifier::Verifier;

use super::pem;
use crate::Error;

/// Whom a connection trusts to vouch for a host: the certificate authorities of this machine, some of your own, or both.
///
/// ```no_run
/// use citi_core::{Connection, Roots};
///
/// let connection = Connection::builder("https://api.sandbox.citi.com")
///     .roots(Roots::platform().and_pem(std::fs::read("company-ca.pem")?)?)
///     .build()?;
/// # let _ = connection;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Roots {
    platform: bool,
    given: Vec<CertificateDer<'static>>,
}

impl Roots {
    /// Those that this machine trusts. It is what a connection does unless told otherwise.
    #[must_use]
    pub fn platform() -> Self {
        Self {
            platform: true,
            given: Vec::new(),
        }
    }

    /// The certificates of a PEM text, and no others.
    ///
    /// # Errors
    /// If there are none in it, or one that is broken.
    pub fn pem(pem: impl AsRef<[u8]>) -> Result<Self, Error> {
        let nobody = Self {
            platform: false,
            given: Vec::new(),
        };
        nobody.and_pem(pem)
    }

    /// The certificates of a PEM text too.
    ///
    /// # Errors
    /// If there are none in it, or one that is broken.
    pub fn and_pem(mut self, pem: impl AsRef<[u8]>) -> Result<Self, Error> {
        let more = pem::certificates(pem.as_ref(), "the roots")?;
        for certificate in &more {
            let anchor = webpki::anchor_from_trusted_cert(certificate);
            anchor.map_err(|_| {
                Error::refused("the roots: a certificate in the PEM text cannot be read")
            })?;
        }
        self.given.extend(more);
        Ok(self)
    }

    /// What validates certificates.
    pub(super) fn verifier(
        &self,
        provider: &Arc<CryptoProvider>,
    ) -> Result<Arc<dyn ServerCertVerifier>, Error> {
        let provider = Arc::clone(provider);
        if self.platform {
            let given = self.given.iter().cloned();
            let verifier = Verifier::new_with_extra_roots(given, provider).map_err(|error| {
                Error::refused(format_args!(
                    "the certificate authorities of this machine cannot be read ({error}); install them (`ca-certificates`) or give `Roots::pem`"
                ))
            })?;
            return Ok(Arc::new(verifier));
        }
        let mut store = RootCertStore::empty();
        store.add_parsable_certificates(self.given.iter().cloned());
        let verifier = WebPkiServerVerifier::builder_with_provider(Arc::new(store), provider)
            .build()
            .map_err(|_| Error::refused("there are no roots; give some, or `Roots::platform`"))?;
        Ok(verifier)
    }

    /// The same as anchors of paths.
    pub(super) fn anchors(&self) -> Vec<TrustAnchor<'static>> {
        let platform = match self.platform {
            true => rustls_native_certs::load_native_certs().certs,
            false => Vec::new(),
        };
        let anchor = |certificate: &CertificateDer<'_>| {
            let anchor = webpki::anchor_from_trusted_cert(certificate);
            anchor.ok().map(|anchor| anchor.to_owned())
        };
        platform
            .iter()
            .chain(&self.given)
            .filter_map(anchor)
            .collect()
    }
}

impl Default for Roots {
    fn default() -> Self {
        Self::platform()
    }
}
