//! The signature of an event.

use citi_core::Secret;
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;

use crate::random::hex;

/// The HMAC-SHA256 of a body (RFC 2104) with an endpoint's secret, in lower-case hexadecimal digits.
pub(super) fn signature(secret: &Secret, body: &[u8]) -> Option<String> {
    // A key of any length is one, so that this is never `None`.
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.expose().as_bytes()).ok()?;
    mac.update(body);
    Some(hex(&mac.finalize().into_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 4231, test case 2.
    #[test]
    fn it_is_that_of_the_rfc() {
        assert_eq!(
            signature(&Secret::from("Jefe"), b"what do ya want for nothing?").unwrap(),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
        );
    }
}
