//! The keys of the path that was verified.

use rustls::pki_types::{CertificateDer, SignatureVerificationAlgorithm, TrustAnchor, UnixTime};
use webpki::{EndEntityCert, KeyUsage, VerifiedPath};

use super::pin::Pin;

/// Whether there is a path from this certificate to one of the anchors, valid in all, on which `pinned` takes a key. The
/// certificates that came along may be part of it; those that are not part of it are not looked at.
pub(super) fn holds(
    certificate: &CertificateDer<'_>,
    came_along: &[CertificateDer<'_>],
    anchors: &[TrustAnchor<'_>],
    algorithms: &[&dyn SignatureVerificationAlgorithm],
    now: UnixTime,
    pinned: &dyn Fn(&Pin) -> bool,
) -> bool {
    let Ok(certificate) = EndEntityCert::try_from(certificate) else {
        return false;
    };
    // Only paths that are valid up to their anchor come here; an error makes it look for another one.
    let takes = |path: &VerifiedPath<'_>| {
        let host = path.end_entity().subject_public_key_info();
        let between = path.intermediate_certificates();
        let mut between = between.map(|one| Pin::of_key(&one.subject_public_key_info()));
        let root = webpki::spki_for_anchor(path.anchor());
        let found = pinned(&Pin::of_key(&host))
            || between.any(|key| pinned(&key))
            || pinned(&Pin::of_key(&root));
        found.then_some(()).ok_or(webpki::Error::UnknownIssuer)
    };
    certificate
        .verify_for_usage(
            algorithms,
            anchors,
            came_along,
            now,
            KeyUsage::server_auth(),
            None,
            Some(&takes),
        )
        .is_ok()
}
