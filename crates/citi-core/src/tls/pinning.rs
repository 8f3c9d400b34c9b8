//! Holds a host's key against its pins, inside the handshake.

use std::fmt;
use std::sync::Arc;

use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::pki_types::{
    CertificateDer, ServerName, SignatureVerificationAlgorithm, TrustAnchor, UnixTime,
};
use rustls::{CertificateError, DigitallySignedStruct, Error, OtherError, SignatureScheme};

use super::pin::Pin;
use super::setup::PinReport;
use super::{PinMismatch, PinSet, path, pin_set};
use crate::Clock;
use crate::observe::Record;

/// Validates a certificate as always, and then looks at its key.
pub(super) struct Pinning {
    pub(super) inner: Arc<dyn ServerCertVerifier>,
    pub(super) sets: Vec<PinSet>,
    pub(super) anchors: Vec<TrustAnchor<'static>>,
    pub(super) algorithms: &'static [&'static dyn SignatureVerificationAlgorithm],
    pub(super) report: Option<PinReport>,
    pub(super) clock: Arc<dyn Clock>,
}

impl ServerCertVerifier for Pinning {
    fn verify_server_cert(
        &self,
        certificate: &CertificateDer<'_>,
        came_along: &[CertificateDer<'_>],
        name: &ServerName<'_>,
        ocsp: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        let verified = self
            .inner
            .verify_server_cert(certificate, came_along, name, ocsp, now)?;
        let host = name.to_str();
        let Some(set) = pin_set::of(&self.sets, &host) else {
            return Ok(verified);
        };
        let bad = Error::InvalidCertificate(CertificateError::BadEncoding);
        let seen = Pin::of_der(certificate).ok_or(bad)?;
        let today = self.clock.now();
        let pinned = |key: &Pin| set.holds(key, today);
        let in_path = || {
            let (anchors, algorithms) = (&self.anchors, self.algorithms);
            path::holds(certificate, came_along, anchors, algorithms, now, &pinned)
        };
        if pinned(&seen) || (set.path && in_path()) {
            return Ok(verified);
        }
        let mismatch = PinMismatch {
            host: host.into_owned(),
            seen,
            ended: set.held(&seen),
        };
        self.tell(&mismatch, set.report_only);
        match set.report_only {
            true => Ok(verified),
            false => Err(Error::InvalidCertificate(CertificateError::Other(
                OtherError(Arc::new(mismatch)),
            ))),
        }
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.inner
            .verify_tls12_signature(message, certificate, signed)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.inner
            .verify_tls13_signature(message, certificate, signed)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.inner.supported_verify_schemes()
    }
}

impl Pinning {
    fn tell(&self, mismatch: &PinMismatch, let_through: bool) {
        Record::PinMismatch(&mismatch.host).count();
        tracing::warn!(let_through, "{mismatch}");
        if let Some(report) = &self.report {
            report(mismatch);
        }
    }
}

impl fmt::Debug for Pinning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pinning")
            .field("sets", &self.sets)
            .finish_non_exhaustive()
    }
}
