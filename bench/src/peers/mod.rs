//! Who generates crates from documents.

mod openapi_generator;
mod openapi_to_rust;
mod ours;
mod peer;
mod progenitor;

pub(crate) use openapi_generator::OpenapiGenerator;
pub(crate) use openapi_to_rust::OpenapiToRust;
pub(crate) use ours::Ours;
pub(crate) use peer::{Peer, cargo_install};
pub(crate) use progenitor::Progenitor;
