//! Documents to crates, against three others.

mod check;
mod compile;
mod generate;
#[expect(clippy::module_inception, reason = "the noun has a file of its own")]
mod generator;
mod growth;
mod idle;

pub(crate) use generator::measure;
