//! [`PinMismatch`]: a host showed a key that it should not have.

use std::fmt;

use super::pin::Pin;

/// A host showed a key that is none of its pins, or one whose pin has ended.
///
/// Troubleshooting: if the bank has announced a new key, and it is this one, add its pin. Otherwise somebody stands between
/// the program and the bank, be it only a proxy that looks into traffic: do not add the key, ask the network's owner.
///
/// ```
/// fn told(mismatch: &citi_core::PinMismatch) -> String {
///     format!("{} has {}", mismatch.host(), mismatch.seen())
/// }
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PinMismatch {
    pub(super) host: String,
    pub(super) seen: Pin,
    pub(super) ended: bool,
}

impl PinMismatch {
    /// The host.
    #[must_use]
    pub fn host(&self) -> &str {
        &self.host
    }

    /// The key that the host itself has.
    #[must_use]
    pub fn seen(&self) -> Pin {
        self.seen
    }

    /// Whether the key was pinned, and its pin has ended.
    #[must_use]
    pub fn has_ended(&self) -> bool {
        self.ended
    }

    /// Looks for one in an error and what it comes from. Some errors hide what they hold from `source`.
    pub(crate) fn find<'a>(error: &'a (dyn std::error::Error + 'static)) -> Option<&'a Self> {
        use rustls::{CertificateError, Error};
        if let Some(found) = error.downcast_ref::<Self>() {
            return Some(found);
        }
        let held: Option<&(dyn std::error::Error + 'static)> =
            if let Some(io) = error.downcast_ref::<std::io::Error>() {
                io.get_ref().map(|held| held as _)
            } else if let Some(Error::InvalidCertificate(CertificateError::Other(other))) =
                error.downcast_ref::<Error>()
            {
                Some(&*other.0)
            } else {
                None
            };
        held.or_else(|| error.source()).and_then(Self::find)
    }
}

impl fmt::Display for PinMismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (host, seen) = (&self.host, &self.seen);
        match self.ended {
            true => write!(
                f,
                "{host} has the key {seen}, whose pin has ended; give it a later end if the bank still uses it"
            ),
            false => write!(
                f,
                "{host} has the key {seen}, which is none of its pins; add it only if the bank has announced it, for else somebody stands in between"
            ),
        }
    }
}

impl std::error::Error for PinMismatch {}
