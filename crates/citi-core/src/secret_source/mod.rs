//! Where secrets come from, so that they are changed without a restart.

mod cached;
mod env;
mod error;
mod file;
mod source;
mod vault;

pub use cached::CachedSecret;
pub use env::EnvSecret;
pub use error::SecretError;
pub use file::FileSecret;
pub use source::{SecretFuture, SecretSource, SecretVersions};
pub use vault::{Vault, VaultLogin, VaultSecret};
