//! The platform over HTTP: what every caller of the sandbox can rely on.

mod admin;
mod documents;
mod gate;
mod handle;
mod portal;
mod program;
mod support;
mod token;
