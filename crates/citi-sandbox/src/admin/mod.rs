//! The sandbox's own doors under `/_sandbox`: what a bank has not.

mod clock;
mod deliveries;
mod doors;
mod events;
mod faults;
mod findings;
mod images;
mod limits;
mod look;
mod tls;
mod tokens;

pub(crate) use doors::routes;
pub use doors::{ADMIN, AdminDoor};
