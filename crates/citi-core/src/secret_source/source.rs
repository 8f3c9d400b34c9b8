//! [`SecretSource`].

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use super::SecretError;
use crate::Secret;

/// What a [`SecretSource`] gives.
pub type SecretFuture<'a> = Pin<Box<dyn Future<Output = Result<Secret, SecretError>> + Send + 'a>>;

/// All versions of a secret that are good now.
pub type SecretVersions<'a> =
    Pin<Box<dyn Future<Output = Result<Vec<Secret>, SecretError>> + Send + 'a>>;

/// Where a secret comes from. It is asked each time that the secret is needed, so that one that was changed is used without
/// a restart; [`CachedSecret`](crate::CachedSecret) keeps what a slow one gives.
///
/// ```
/// use citi_core::{Secret, SecretError, SecretFuture, SecretSource};
///
/// /// A safe of your own.
/// struct Safe;
///
/// impl SecretSource for Safe {
///     fn secret(&self) -> SecretFuture<'_> {
///         Box::pin(async { Err(SecretError::new("the safe is locked")) })
///     }
/// }
/// # let _ = Safe;
/// ```
pub trait SecretSource: Send + Sync {
    /// The secret as it is now.
    ///
    /// # Errors
    /// Why there is none.
    fn secret(&self) -> SecretFuture<'_>;

    /// All versions that are good now, the newest first: while a secret is being changed, signatures by the old one are
    /// still good. Unless a source knows more, the one that it has.
    ///
    /// # Errors
    /// Why there is none.
    fn versions(&self) -> SecretVersions<'_> {
        Box::pin(async { Ok(vec![self.secret().await?]) })
    }
}

/// A secret that never changes.
impl SecretSource for Secret {
    fn secret(&self) -> SecretFuture<'_> {
        Box::pin(std::future::ready(Ok(self.clone())))
    }
}

impl<S: SecretSource + ?Sized> SecretSource for Arc<S> {
    fn secret(&self) -> SecretFuture<'_> {
        (**self).secret()
    }

    fn versions(&self) -> SecretVersions<'_> {
        (**self).versions()
    }
}
