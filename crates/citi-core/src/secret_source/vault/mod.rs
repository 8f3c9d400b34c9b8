//! HashiCorp Vault, its key-value store of version 2.

mod ask;
mod login;
mod secret;
mod session;
mod value;

pub use login::VaultLogin;
pub use secret::VaultSecret;
pub use value::Vault;
