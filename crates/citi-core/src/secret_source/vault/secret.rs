//! [`VaultSecret`]: a field of a secret in Vault.

use std::collections::BTreeMap;
use std::fmt;

use http::StatusCode;
use serde::Deserialize;
use serde_json::value::RawValue;

use super::Vault;
use crate::secret_source::{SecretFuture, SecretSource, SecretVersions};
use crate::{Secret, SecretError};

/// A field of a secret in a key-value store of version 2, by [`Vault::secret`](crate::Vault::secret). It is read each time;
/// put it into a [`CachedSecret`](crate::CachedSecret).
///
/// As [`versions`](SecretSource::versions) it gives the newest version and the one before it.
///
/// ```
/// use citi_core::{Vault, VaultLogin};
/// let vault = Vault::new("https://vault.example:8200", VaultLogin::Token("hvs.token".into()));
/// let third = vault.secret("secret", "citi/sandbox", "client_secret").version(3);
/// # let _ = third;
/// ```
#[derive(Clone)]
pub struct VaultSecret {
    vault: Vault,
    mount: String,
    path: String,
    field: String,
    version: Option<u64>,
}

#[derive(Deserialize)]
struct Read {
    data: Version,
}

#[derive(Deserialize)]
struct Version {
    data: Option<BTreeMap<String, Box<RawValue>>>,
    metadata: Metadata,
}

#[derive(Deserialize)]
struct Metadata {
    version: u64,
}

impl VaultSecret {
    pub(super) fn new(vault: Vault, mount: String, path: String, field: String) -> Self {
        Self {
            vault,
            mount,
            path,
            field,
            version: None,
        }
    }

    /// Always this version, whatever comes after it.
    #[must_use]
    pub fn version(mut self, version: u64) -> Self {
        self.version = Some(version);
        self
    }

    async fn read(&self, version: Option<u64>) -> Result<(Secret, u64), SecretError> {
        let place = format!("{}/data/{}", self.mount, self.path);
        let mut token = self.vault.token(None).await?;
        let mut parts = self.get(&place, version, &token).await?;
        if parts.status == StatusCode::FORBIDDEN {
            // The token may have ended before its time.
            token = self.vault.token(Some(&token)).await?;
            parts = self.get(&place, version, &token).await?;
        }
        let status = parts.status;
        let failed = match status {
            StatusCode::OK => None,
            StatusCode::FORBIDDEN => Some("the policy must allow `read` there"),
            StatusCode::NOT_FOUND => Some(
                "there is no such secret, its version is deleted, or the store is not of version 2",
            ),
            _ => Some("see its log"),
        };
        if let Some(remedy) = failed {
            return Err(SecretError::new(format_args!(
                "Vault answers {status} to {place}: {remedy}"
            )));
        }
        let unread = || {
            SecretError::new(format_args!(
                "the answer of Vault to {place} is not that of a store of version 2"
            ))
        };
        let read: Read = serde_json::from_slice(&parts.body).map_err(|_| unread())?;
        let fields = read.data.data.ok_or_else(unread)?;
        let field = fields.get(&self.field).ok_or_else(|| {
            SecretError::new(format_args!("{place} has no field `{}`", self.field))
        })?;
        let secret: Secret = serde_json::from_str(field.get()).map_err(|_| {
            SecretError::new(format_args!("`{}` of {place} is no text", self.field))
        })?;
        Ok((secret, read.data.metadata.version))
    }

    async fn get(
        &self,
        place: &str,
        version: Option<u64>,
        token: &Secret,
    ) -> Result<crate::support::answer::Parts, SecretError> {
        let body: Option<&()> = None;
        self.vault.ask(place, version, Some(token), body).await
    }
}

impl SecretSource for VaultSecret {
    fn secret(&self) -> SecretFuture<'_> {
        Box::pin(async { Ok(self.read(self.version).await?.0) })
    }

    fn versions(&self) -> SecretVersions<'_> {
        Box::pin(async {
            let (newest, version) = self.read(self.version).await?;
            let mut versions = vec![newest];
            if let (None, Some(before)) =
                (self.version, version.checked_sub(1).filter(|it| *it > 0))
            {
                // It may be deleted or destroyed: then it is good no more.
                versions.extend(self.read(Some(before)).await.ok().map(|(secret, _)| secret));
            }
            Ok(versions)
        })
    }
}

impl fmt::Debug for VaultSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("VaultSecret")
            .field("mount", &self.mount)
            .field("path", &self.path)
            .field("field", &self.field)
            .field("version", &self.version)
            .finish_non_exhaustive()
    }
}
