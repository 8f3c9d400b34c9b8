//! [`ConnectionBuilder`]: a file for each kind of thing that can be said of a connection.

mod authorize;
mod bounds;
mod build;
mod environment;
mod network;
mod observe;
mod supply;
mod tls;
mod value;

pub use value::ConnectionBuilder;
