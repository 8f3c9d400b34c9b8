//! [`SigningKey`].

use std::fmt;

use hmac::{Hmac, KeyInit as _, Mac as _};
use secrecy::{ExposeSecret as _, SecretSlice};
use sha2::Sha256;

use super::{Envelope, SignatureScheme};
use crate::webhook::WebhookError;

/// The bytes of a key. They are not shown, and overwritten when dropped.
///
/// ```
/// use citi_core::webhook::SigningKey;
/// assert!(SigningKey::new(Vec::new()).is_err());
/// assert_eq!(format!("{:?}", SigningKey::new(b"key".to_vec())?), "[redacted]");
/// # Ok::<(), citi_core::WebhookError>(())
/// ```
pub struct SigningKey(SecretSlice<u8>);

impl SigningKey {
    /// The key of these bytes.
    ///
    /// # Errors
    /// If there are none: anybody could sign with them.
    pub fn new(bytes: Vec<u8>) -> Result<Self, WebhookError> {
        match bytes.is_empty() {
            true => Err(WebhookError::empty_secret()),
            false => Ok(Self(bytes.into())),
        }
    }

    /// The HMAC of what is signed. A key of any length makes one; the type of the library cannot say so.
    pub(in crate::webhook) fn mac(
        &self,
        scheme: &dyn SignatureScheme,
        envelope: &Envelope,
        body: &[u8],
    ) -> Option<Hmac<Sha256>> {
        let mut mac = Hmac::<Sha256>::new_from_slice(self.0.expose_secret()).ok()?;
        scheme.signed(envelope, body, &mut |bytes| mac.update(bytes));
        Some(mac)
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}
