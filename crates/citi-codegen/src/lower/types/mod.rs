//! Schemas → Rust types.

mod boxes;
mod constraint;
mod enumeration;
mod finish;
mod form;
mod index;
mod merge;
mod named;
mod nested_unions;
mod object;
mod owner;
mod scalar;
mod schema;
mod sensitive;
mod siblings;
mod space;
mod typed;
mod union;
mod usage;

pub(crate) use boxes::cut as cut_circles;
pub(crate) use finish::{name_builders, optional_fields};
pub(crate) use merge::flatten;
pub(crate) use owner::Owner;
pub(crate) use sensitive::is_sensitive;
pub(crate) use space::Types;
pub(crate) use typed::Typed;
pub(crate) use usage::mark as mark_usage;
