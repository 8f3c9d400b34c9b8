//! [`IdentitySource`]: a client certificate that is changed without a restart.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use super::Identity;
use crate::{Secret, SecretError, SecretSource};

/// Where the client certificate and its key come from: files that are mounted, a vault. They are read again after a while;
/// when they have changed, new connections show the new ones, and no session of the old ones is resumed. While they cannot
/// be read, the old ones stay.
///
/// ```
/// use citi_core::{Connection, FileSecret, IdentitySource};
///
/// let connection = Connection::builder("https://tts.sandbox.apib2b.citi.com/citiconnect/sb")
///     .identity_source(IdentitySource::pair(
///         FileSecret::new("/run/secrets/client.pem"),
///         FileSecret::new("/run/secrets/client-key.pem"),
///     ))
///     .build()?;
/// # let _ = connection;
/// # Ok::<(), citi_core::Error>(())
/// ```
#[derive(Clone)]
pub struct IdentitySource {
    certificates: Option<Arc<dyn SecretSource>>,
    key: Arc<dyn SecretSource>,
    pub(crate) every: Duration,
}

impl IdentitySource {
    /// Certificates and key as two PEM texts.
    #[must_use]
    pub fn pair(
        certificates: impl SecretSource + 'static,
        key: impl SecretSource + 'static,
    ) -> Self {
        Self {
            certificates: Some(Arc::new(certificates)),
            ..Self::bundle(key)
        }
    }

    /// Certificates and key in one PEM text.
    #[must_use]
    pub fn bundle(bundle: impl SecretSource + 'static) -> Self {
        Self {
            certificates: None,
            key: Arc::new(bundle),
            every: Duration::from_secs(300),
        }
    }

    /// After how long they are read again; five minutes unless said.
    #[must_use]
    pub fn every(mut self, every: Duration) -> Self {
        self.every = every;
        self
    }

    /// Both texts as they are now.
    pub(crate) async fn read(&self) -> Result<(Secret, Secret), SecretError> {
        let key = self.key.secret().await?;
        let certificates = match &self.certificates {
            Some(source) => source.secret().await?,
            None => key.clone(),
        };
        Ok((certificates, key))
    }

    pub(crate) fn identity(texts: &(Secret, Secret)) -> Result<Identity, crate::Error> {
        Identity::pem(texts.0.expose(), &texts.1)
    }
}

impl fmt::Debug for IdentitySource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("IdentitySource")
            .field("every", &self.every)
            .finish_non_exhaustive()
    }
}
