//! [`ConnectionBuilder`]: a file for each kind of thing that can be said of a connection.

mod authorize;
mod bounds;
mod build;
mod environment;
mod observe;
mod supply;
mod value;

pub use value::ConnectionBuilder;
