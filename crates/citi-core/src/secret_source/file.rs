//! [`FileSecret`]: a mounted secret.

use std::path::PathBuf;

use zeroize::Zeroizing;

use super::{SecretError, SecretFuture, SecretSource};

/// How large a secret may be, in bytes.
const BYTES: u64 = 1024 * 1024;

/// A secret in a file, as Kubernetes, Docker and the agents of vaults mount them. The file is read each time, so that a
/// changed one counts at once; one line break at its end is not part of the secret. A file that everybody on the machine may
/// read is told of in the log.
///
/// ```
/// use citi_core::{ClientCredentials, FileSecret};
///
/// let credentials = ClientCredentials::from_source(
///     "https://api.sandbox.citi.com/oauth2/token",
///     "my-client-id",
///     FileSecret::new("/run/secrets/citi"),
/// );
/// # let _ = credentials;
/// ```
#[derive(Clone, Debug)]
pub struct FileSecret {
    path: PathBuf,
}

impl FileSecret {
    /// The file at this path.
    #[must_use]
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self { path: path.into() }
    }
}

impl SecretSource for FileSecret {
    fn secret(&self) -> SecretFuture<'_> {
        Box::pin(async move {
            // The name alone: a whole path may look like a token, which no message shows.
            let name = self.path.file_name().unwrap_or_default();
            let path = format!("the file `{}`", name.display());
            let failed = |error: std::io::Error| {
                SecretError::new(format_args!("{path} cannot be read: {}", error.kind()))
            };
            let facts = tokio::fs::metadata(&self.path).await.map_err(failed)?;
            if facts.len() > BYTES {
                return Err(SecretError::new(format_args!(
                    "{path} is no secret: it is larger than 1 MiB"
                )));
            }
            warn_if_open(&self.path, &facts);
            let bytes = Zeroizing::new(tokio::fs::read(&self.path).await.map_err(failed)?);
            let text = std::str::from_utf8(&bytes)
                .map_err(|_| SecretError::new(format_args!("{path} is no text in UTF-8")))?;
            let text = text.strip_suffix('\n').unwrap_or(text);
            let text = text.strip_suffix('\r').unwrap_or(text);
            match text.is_empty() {
                true => Err(SecretError::new(format_args!("{path} is empty"))),
                false => Ok(text.into()),
            }
        })
    }
}

#[cfg(unix)]
fn warn_if_open(path: &std::path::Path, facts: &std::fs::Metadata) {
    use std::os::unix::fs::PermissionsExt as _;
    if facts.permissions().mode() & 0o004 != 0 {
        let path = path.display();
        tracing::warn!(%path, "everybody on this machine may read this secret: chmod o-r");
    }
}

#[cfg(not(unix))]
fn warn_if_open(_: &std::path::Path, _: &std::fs::Metadata) {}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn it_is_what_the_file_holds_now() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("secret");
        let source = FileSecret::new(&path);
        let error = source.secret().await.unwrap_err().to_string();
        assert!(
            error.contains("secret") && error.contains("not found"),
            "{error}"
        );
        for (held, want) in [
            ("one\n", "one"),
            ("two\r\n", "two"),
            (" three \n\n", " three \n"),
            ("four", "four"),
        ] {
            std::fs::write(&path, held).unwrap();
            assert_eq!(source.secret().await.unwrap().expose(), want);
        }
        for bad in [&b"\n"[..], b"", b"\xff"] {
            std::fs::write(&path, bad).unwrap();
            assert!(source.secret().await.is_err());
        }
    }
}
