//! What a sandbox keeps: images, a directory, and who may listen in.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a broken promise stops at the line that broke it"
)]

mod again;
mod damaged;
mod deeds;
mod images;
mod kept;
mod others;
mod removed;
mod running;
mod tls;
