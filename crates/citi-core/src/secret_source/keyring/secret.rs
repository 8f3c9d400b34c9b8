//! [`KeyringSecret`]: an entry of the keyring.

use std::fmt;
use std::sync::Arc;

use keyring_core::{CredentialStore, Error};
use zeroize::{Zeroize as _, Zeroizing};

use super::platform;
use crate::secret_source::{SecretFuture, SecretSource};
use crate::{Secret, SecretError};

/// A secret in the keyring of the system: the Keychain of macOS, the Credential Manager of Windows, elsewhere the Secret
/// Service of freedesktop.org (GNOME Keyring, KWallet, KeePassXC). It is for programs that a person runs; servers rather
/// mount a [file](crate::FileSecret) or ask a [vault](crate::Vault).
///
/// An entry is known by a service and a user. With the Secret Service these are its attributes `service` and `username`:
/// `secret-tool store --label "Citi" service citi username my-client-id`. A locked keyring may ask the person to unlock it; the
/// call waits for that within its own time.
///
/// The entry is read each time, on a thread that may wait; put it into a [`CachedSecret`](crate::CachedSecret) where that is
/// too often.
///
/// ```
/// use citi_core::{ClientCredentials, KeyringSecret};
///
/// let credentials = ClientCredentials::from_source(
///     "https://api.sandbox.citi.com/oauth2/token",
///     "my-client-id",
///     KeyringSecret::new("citi", "my-client-id"),
/// );
/// # let _ = credentials;
/// ```
#[derive(Clone)]
pub struct KeyringSecret {
    service: String,
    user: String,
    store: Option<Arc<CredentialStore>>,
}

impl KeyringSecret {
    /// The entry of this service and user.
    #[must_use]
    pub fn new(service: impl Into<String>, user: impl Into<String>) -> Self {
        Self {
            service: service.into(),
            user: user.into(),
            store: None,
        }
    }

    /// The same in another store than that of the system: any of the crate `keyring-core`, its mock for tests among them.
    ///
    /// ```
    /// use citi_core::{KeyringSecret, SecretSource};
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let store: std::sync::Arc<keyring_core::CredentialStore> = keyring_core::mock::Store::new()?;
    /// store.build("citi", "my-client-id", None)?.set_password("s3cret")?;
    ///
    /// let source = KeyringSecret::new("citi", "my-client-id").store(store);
    /// assert_eq!(source.secret().await?.expose(), "s3cret");
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn store(mut self, store: Arc<CredentialStore>) -> Self {
        self.store = Some(store);
        self
    }

    fn read(&self) -> Result<Secret, SecretError> {
        let store = match &self.store {
            Some(store) => Arc::clone(store),
            None => platform::open().map_err(|error| self.none(&error))?,
        };
        let entry = store
            .build(&self.service, &self.user, None)
            .map_err(|error| self.failed(reason(error)))?;
        let password = entry.get_password();
        let password = Zeroizing::new(password.map_err(|error| self.failed(reason(error)))?);
        match password.is_empty() {
            true => Err(self.failed("it is empty")),
            false => Ok(password.as_str().into()),
        }
    }

    /// The keyring itself is not to be had. Nothing was read, so that its own words hold no secret.
    fn none(&self, error: &Error) -> SecretError {
        self.failed(format_args!(
            "there is no keyring on this machine or it does not answer (on Linux: a session bus and a Secret Service must \
             run): {}",
            SecretError::new(error).reason()
        ))
    }

    fn failed(&self, reason: impl fmt::Display) -> SecretError {
        let Self { service, user, .. } = self;
        SecretError::by_name(format_args!(
            "the entry of service `{service}` and user `{user}` in the keyring cannot be read: {reason}"
        ))
    }
}

/// Why an entry cannot be read, without what the keyring says of it: that may hold what was read.
fn reason(error: Error) -> &'static str {
    match error {
        Error::NoEntry => "there is none; add it",
        Error::NoStorageAccess(_) => {
            "the keyring is locked or does not let this program in; unlock it"
        }
        Error::PlatformFailure(_) => "the keyring broke off",
        Error::BadEncoding(mut read) | Error::BadDataFormat(mut read, _) => {
            read.zeroize();
            "it is no text in UTF-8"
        }
        Error::Ambiguous(_) => "there are several; delete all but one",
        Error::TooLong(..) | Error::Invalid(..) => "the keyring takes no such service or user",
        _ => "this keyring cannot give it",
    }
}

impl SecretSource for KeyringSecret {
    fn secret(&self) -> SecretFuture<'_> {
        Box::pin(async {
            let runtime = tokio::runtime::Handle::try_current();
            let runtime = runtime.map_err(|_| self.failed("it needs a Tokio runtime around it"))?;
            let entry = self.clone();
            match runtime.spawn_blocking(move || entry.read()).await {
                Ok(read) => read,
                Err(_) => Err(self.failed("the keyring broke down")),
            }
        })
    }
}

impl fmt::Debug for KeyringSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("KeyringSecret")
            .field("service", &self.service)
            .field("user", &self.user)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use keyring_core::api::CredentialStoreApi as _;
    use keyring_core::{Entry, mock};

    use super::*;

    const SECRET: &str = "canary1";

    /// A keyring with one entry, and that entry.
    fn keyring() -> (Arc<CredentialStore>, Entry) {
        let store = mock::Store::new().unwrap();
        let entry = store.build("citi", "app-1", None).unwrap();
        entry.set_password(SECRET).unwrap();
        (store, entry)
    }

    #[tokio::test]
    async fn it_is_what_the_keyring_holds_now() {
        let (store, entry) = keyring();
        let source = KeyringSecret::new("citi", "app-1").store(store);
        assert_eq!(source.secret().await.unwrap().expose(), SECRET);
        entry.set_password(" päss\n").unwrap();
        assert_eq!(source.secret().await.unwrap().expose(), " päss\n");
        assert_eq!(source.versions().await.unwrap().len(), 1);
        for other in [("citi", "app-2"), ("bank", "app-1")] {
            let other = KeyringSecret {
                service: other.0.to_owned(),
                user: other.1.to_owned(),
                ..source.clone()
            };
            assert!(other.secret().await.is_err());
        }
    }

    #[tokio::test]
    async fn every_failure_names_the_entry_and_never_what_was_read() {
        let (store, entry) = keyring();
        let source = KeyringSecret::new("citi", "app-1").store(store);
        let boxed = || Box::new(std::io::Error::other(SECRET));
        let bytes = || SECRET.as_bytes().to_vec();
        let text = || SECRET.to_owned();
        for (error, says) in [
            (Error::NoEntry, "add it"),
            (Error::NoStorageAccess(boxed()), "unlock it"),
            (Error::PlatformFailure(boxed()), "broke off"),
            (Error::BadEncoding(bytes()), "no text in UTF-8"),
            (Error::BadDataFormat(bytes(), boxed()), "no text in UTF-8"),
            (Error::Ambiguous(Vec::new()), "several"),
            (Error::TooLong(text(), 1), "no such service or user"),
            (Error::Invalid(text(), text()), "no such service or user"),
            (Error::NotSupportedByStore(text()), "cannot give it"),
        ] {
            let entry: &mock::Cred = entry.as_any().downcast_ref().unwrap();
            entry.set_error(error);
            let error = source.secret().await.unwrap_err();
            let shown = format!("{error} {error:?} {source:?}");
            assert!(
                shown.contains(says) && shown.contains("service `citi` and user `app-1`"),
                "{shown}"
            );
            assert!(!shown.contains(SECRET), "{shown}");
        }
        entry.set_password("").unwrap();
        let error = source.secret().await.unwrap_err().to_string();
        assert!(error.contains("it is empty"), "{error}");
        entry.delete_credential().unwrap();
        let error = source.secret().await.unwrap_err().to_string();
        assert!(error.contains("add it"), "{error}");
    }

    #[tokio::test]
    async fn a_machine_without_a_keyring_or_without_the_entry_says_so() {
        let source = KeyringSecret::new("citi-no-such-service", "7d3e0f52-no-such-user-of-citi");
        let error = source.secret().await.unwrap_err().to_string();
        assert!(error.contains("citi-no-such-service"), "{error}");
        assert!(error.contains("7d3e0f52-no-such-user-of-citi"), "{error}");
        let error = source.none(&Error::NoDefaultStore).to_string();
        assert!(error.contains("no keyring on this machine"), "{error}");
    }

    #[test]
    fn without_a_runtime_it_is_an_error() {
        let (store, _) = keyring();
        let source = KeyringSecret::new("citi", "app-1").store(store);
        let mut context = std::task::Context::from_waker(std::task::Waker::noop());
        match source.secret().as_mut().poll(&mut context) {
            std::task::Poll::Ready(Err(error)) => {
                assert!(error.to_string().contains("Tokio runtime"), "{error}");
            }
            other => panic!("{other:?}"),
        }
    }

    #[tokio::test]
    async fn a_keyring_that_panics_costs_the_program_nothing() {
        #[derive(Debug)]
        struct Panics;
        impl keyring_core::api::CredentialStoreApi for Panics {
            fn vendor(&self) -> String {
                String::new()
            }
            fn id(&self) -> String {
                String::new()
            }
            fn build(
                &self,
                _: &str,
                _: &str,
                _: Option<&std::collections::HashMap<&str, &str>>,
            ) -> keyring_core::Result<Entry> {
                panic!("as it happens")
            }
            fn as_any(&self) -> &dyn std::any::Any {
                self
            }
        }
        let source = KeyringSecret::new("citi", "app-1").store(Arc::new(Panics));
        let error = source.secret().await.unwrap_err().to_string();
        assert!(error.contains("broke down"), "{error}");
    }
}
