//! [`Connection`]: everything between a typed call and the wire.

mod address;
mod body;
mod builder;
mod exec;
mod prepare;
mod randomness;
mod settings;
mod shape;
mod supplied;
mod transport;
mod value;

pub(crate) use body::read_body;
pub use builder::ConnectionBuilder;
pub use randomness::{Randomness, SystemRandomness};
pub use transport::{Transport, TransportFuture};
pub use value::Connection;
