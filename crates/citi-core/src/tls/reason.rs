//! Why a handshake failed.

use std::error::Error;

use crate::SecretError;

/// What the TLS library says of a connection that did not come about, or the source of the client certificate. Both speak
/// of certificates, versions and places, never of what was sent.
pub(crate) fn reason(error: &(dyn Error + 'static)) -> Option<String> {
    if let Some(tls) = error.downcast_ref::<rustls::Error>() {
        return Some(format!("TLS: {tls}"));
    }
    if let Some(secret) = error.downcast_ref::<SecretError>() {
        return Some(format!("no client certificate: {secret}"));
    }
    let held = error.downcast_ref::<std::io::Error>();
    let held = held.and_then(|io| io.get_ref()).map(|held| held as _);
    held.or_else(|| error.source()).and_then(reason)
}
