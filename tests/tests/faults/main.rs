//! What a program lives through when its bank fails: the typed client against a sandbox that breaks.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test stops at what breaks"
)]

mod answers;
mod clock;
mod connections;
mod limits;
mod property;
mod tokens;
mod webhooks;
mod world;
