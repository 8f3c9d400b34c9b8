//! [`WebhookError`].

/// Why a delivery is not taken for the bank's. It holds nothing of what was delivered.
///
/// Answer 401, whichever it is: what was wrong is for your log alone.
///
/// ```
/// use citi_core::WebhookVerifier;
/// let verifier = WebhookVerifier::new("a-webhook-secret")?;
/// let error = verifier.verify(&http::HeaderMap::new(), b"{}").unwrap_err();
/// assert!(error.is_missing());
/// # Ok::<(), citi_core::WebhookError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.kind)]
pub struct WebhookError {
    kind: Kind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
enum Kind {
    #[error("the webhook secret is empty: anybody could sign with it; copy it from the portal")]
    Secret,
    #[error(
        "the delivery has no X-Citi-Signature: it is not from the bank, or a proxy drops the header"
    )]
    Missing,
    #[error("the delivery has several X-Citi-Signature headers; the bank sends one")]
    Several,
    #[error("X-Citi-Signature is not the 64 hexadecimal digits of an HMAC-SHA256")]
    Malformed,
    #[error(
        "X-Citi-Signature does not fit the body: another secret, or a body that was changed on the \
         way; verify the bytes as they arrived, before anything reads or rewrites them"
    )]
    Mismatch,
}

impl WebhookError {
    pub(super) const SECRET: Self = Self { kind: Kind::Secret };
    pub(super) const MISSING: Self = Self {
        kind: Kind::Missing,
    };
    pub(super) const SEVERAL: Self = Self {
        kind: Kind::Several,
    };
    pub(super) const MALFORMED: Self = Self {
        kind: Kind::Malformed,
    };
    pub(super) const MISMATCH: Self = Self {
        kind: Kind::Mismatch,
    };

    /// Whether there is no signature.
    #[must_use]
    pub fn is_missing(&self) -> bool {
        self.kind == Kind::Missing
    }

    /// Whether what stands in the header is no signature, or not one.
    #[must_use]
    pub fn is_malformed(&self) -> bool {
        matches!(self.kind, Kind::Malformed | Kind::Several)
    }

    /// Whether the signature is another one than the secrets make of the body.
    #[must_use]
    pub fn is_mismatch(&self) -> bool {
        self.kind == Kind::Mismatch
    }
}
