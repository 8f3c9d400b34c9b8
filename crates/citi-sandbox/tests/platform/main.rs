//! The platform over HTTP: what every caller of the sandbox can rely on.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a broken promise stops at the line that broke it"
)]

mod admin;
mod documents;
mod gate;
mod handle;
mod journey;
mod many;
mod portal;
mod program;
mod support;
mod token;
mod wire;
