//! Secrets in the keyring of the system.

mod platform;
mod secret;

pub use secret::KeyringSecret;
