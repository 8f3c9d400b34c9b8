//! YAML 1.2 → tree.
//!
//! `saphyr-parser` gives the events, this folder makes values of them: the core schema's
//! scalars, aliases, merge keys and tags.

mod anchor;
mod broken;
mod document;
mod places;
mod reader;
mod repair;
mod scalar;
mod tag;

pub(super) use document::read;
