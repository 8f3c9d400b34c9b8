//! Values against the schemas of a document, to the digit.

mod collections;
mod data;
mod fault;
mod kinds;
mod patterns;
mod place;
mod same;
mod value;

pub(crate) use data::Data;
pub(crate) use fault::Fault;
pub(crate) use patterns::Patterns;
pub(crate) use value::Checker;
