//! Faults as whoever calls the sandbox meets them: over real sockets, byte by byte.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a broken promise stops at the line that broke it"
)]

mod admin;
mod answers;
mod connections;
mod docs;
mod findings;
mod laws;
mod magic;
mod program;
mod strict;
mod tokens;
mod webhooks;
mod world;
