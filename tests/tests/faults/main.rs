//! What a program lives through when its bank fails: the typed client against a sandbox that breaks.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test stops at what breaks"
)]

mod answers;
mod books;
mod clock;
mod connections;
mod deeds;
mod limits;
mod property;
mod rules;
mod tokens;
mod webhooks;
mod world;
