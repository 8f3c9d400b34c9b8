//! The portal, as people have it before them.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a broken promise stops at the line that broke it"
)]

mod axe;
mod caller;
mod first_try;
mod habits;
mod injection;
mod journey;
mod look;
mod others;
mod pages;
mod readme;
mod receiver;
mod window;
