//! TLS: whom a connection trusts, which keys it takes, and who it says it is.

mod config;
mod identity;
mod identity_source;
mod mismatch;
mod path;
mod pem;
mod pin;
mod pin_set;
mod pinning;
#[cfg(feature = "pkcs12")]
mod pkcs12;
mod reason;
mod roots;
mod setup;
mod time;

pub(crate) use config::config;
pub use identity::Identity;
pub use identity_source::IdentitySource;
pub use mismatch::PinMismatch;
pub use pin::Pin;
pub use pin_set::PinSet;
pub(crate) use reason::reason;
pub use roots::Roots;
pub(crate) use setup::TlsSetup;
