//! The sandbox's own doors under `/_sandbox`: what a bank has not.

mod clock;
mod events;
mod faults;
mod findings;
mod images;
mod limits;
mod look;
mod routes;
mod tls;
mod tokens;

pub(crate) use routes::routes;
