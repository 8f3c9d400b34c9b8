//! Where secrets come from, so that they are changed without a restart.

mod cached;
mod env;
mod error;
mod file;
#[cfg(feature = "keyring")]
mod keyring;
mod source;
mod vault;

pub use cached::CachedSecret;
pub use env::EnvSecret;
pub use error::SecretError;
pub use file::FileSecret;
#[cfg(feature = "keyring")]
pub use keyring::KeyringSecret;
pub use source::{SecretFuture, SecretSource, SecretVersions};
pub use vault::{Vault, VaultLogin, VaultSecret};
