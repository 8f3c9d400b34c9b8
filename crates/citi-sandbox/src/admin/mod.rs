//! The sandbox's own doors under `/_sandbox`: what a bank has not.

mod clock;
mod events;
mod faults;
mod findings;
mod limits;
mod look;
mod routes;
mod tokens;

pub(crate) use routes::routes;
