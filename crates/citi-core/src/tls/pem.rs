//! What stands in PEM texts (RFC 7468).

use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};

use crate::Error;

/// The certificates of a PEM text, in order; `what` they are, for the message.
///
/// # Errors
/// If there are none, or one that is broken.
pub(super) fn certificates(pem: &[u8], what: &str) -> Result<Vec<CertificateDer<'static>>, Error> {
    let certificates: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(pem).collect();
    match certificates {
        Ok(certificates) if !certificates.is_empty() => Ok(certificates),
        Ok(_) => Err(Error::refused(format_args!(
            "{what}: there is no `BEGIN CERTIFICATE` in it; give PEM text"
        ))),
        Err(_) => Err(Error::refused(format_args!(
            "{what}: the PEM text is broken; it is base64 between BEGIN and END lines"
        ))),
    }
}

/// The private key of a PEM text: PKCS#8, PKCS#1 or SEC1.
///
/// # Errors
/// If there is none, or it is encrypted. Nothing of it is in the message.
pub(super) fn key(pem: &str) -> Result<PrivateKeyDer<'static>, Error> {
    if pem.contains("BEGIN ENCRYPTED PRIVATE KEY") || pem.contains("Proc-Type: 4,ENCRYPTED") {
        return Err(Error::refused(
            "the client key is encrypted; decrypt it first (`openssl pkey -in key.pem -out plain.pem`) and keep it in a vault, or give PKCS#12 with its password",
        ));
    }
    PrivateKeyDer::from_pem_slice(pem.as_bytes()).map_err(|_| {
        Error::refused(
            "the client key cannot be read; give PEM text with `BEGIN PRIVATE KEY`, `BEGIN RSA PRIVATE KEY` or `BEGIN EC PRIVATE KEY`",
        )
    })
}
