//! The portal, as people have it before them.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a broken promise stops at the line that broke it"
)]

mod axe;
mod caller;
mod injection;
mod journey;
mod look;
mod pages;
mod receiver;
mod window;
