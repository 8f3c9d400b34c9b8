//! The accuser: what the client does wrong, though each request for itself was answered.

mod code;
mod deliveries;
mod finding;
mod grants;
mod kept;
mod refused;
mod seen;
mod told;
mod waits;
mod watch;
mod writes;

pub use code::{FindingCode, Severity};
pub(crate) use deliveries::Delivered;
pub use finding::Finding;
pub(crate) use seen::{Asked, Digest, Seen, digest};
pub(crate) use watch::Accuser;
