//! The keyring of this system.

use std::sync::Arc;

use keyring_core::{CredentialStore, Error};

/// Opens it.
///
/// # Errors
/// If there is none, or it does not answer.
#[cfg(target_os = "macos")]
pub(super) fn open() -> Result<Arc<CredentialStore>, Error> {
    Ok(apple_native_keyring_store::keychain::Store::new()?)
}

/// Opens it.
///
/// # Errors
/// If there is none, or it does not answer.
#[cfg(windows)]
pub(super) fn open() -> Result<Arc<CredentialStore>, Error> {
    Ok(windows_native_keyring_store::Store::new()?)
}

/// Opens it.
///
/// # Errors
/// If there is none, or it does not answer.
#[cfg(all(
    unix,
    not(any(target_os = "macos", target_os = "ios", target_os = "android"))
))]
pub(super) fn open() -> Result<Arc<CredentialStore>, Error> {
    Ok(zbus_secret_service_keyring_store::Store::new()?)
}

/// There is none.
///
/// # Errors
/// Always.
#[cfg(not(any(
    target_os = "macos",
    windows,
    all(unix, not(any(target_os = "ios", target_os = "android")))
)))]
pub(super) fn open() -> Result<Arc<CredentialStore>, Error> {
    Err(Error::NoDefaultStore)
}
