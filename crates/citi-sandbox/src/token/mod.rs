//! Access tokens: the address where they are had, and those that are out.

mod client;
mod endpoint;
mod refusal;
mod tokens;

pub(crate) use client::basic;
pub(crate) use endpoint::routes;
pub(crate) use tokens::{Holder, LIFETIME, TokenFault, Tokens};
