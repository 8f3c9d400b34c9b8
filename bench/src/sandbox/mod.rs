//! The sandbox against Prism, a mock server that speaks for a document as well.

mod benchmark;
mod call;
mod in_process;
mod load;
mod memory;
mod ours;
mod prism;
mod server;

pub(crate) use benchmark::measure;
