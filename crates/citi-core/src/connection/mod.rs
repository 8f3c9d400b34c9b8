//! [`Connection`]: everything between a typed call and the wire.

mod address;
mod attempt;
mod authenticate;
mod authorization;
mod body;
mod builder;
mod call;
mod client;
mod exchange;
mod limits;
mod prepare;
mod randomness;
mod repeatable;
mod resume;
mod rotating;
mod settings;
mod shape;
mod supplied;
mod tell;
mod transport;
mod value;

pub(crate) use address::checked_url;
pub(crate) use attempt::attempt;
pub use builder::ConnectionBuilder;
pub(crate) use client::{ClientSetup, client};
pub(crate) use exchange::Got;
pub use randomness::{Randomness, SystemRandomness};
pub(crate) use supplied::Supplied;
pub use transport::{Transport, TransportFuture};
pub use value::Connection;
