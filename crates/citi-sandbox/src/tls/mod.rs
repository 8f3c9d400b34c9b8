//! TLS: an authority made at the start, keys that change on command, certificates for clients.

mod authority;
mod clients;
mod error;
mod handle;
mod kept;
mod keys;

pub use clients::TlsClients;
pub use error::TlsError;
pub use handle::{ClientIdentity, Tls, TlsPins};
pub(crate) use kept::Kept;
pub(crate) use keys::Keys;
