//! The types of a module, from the plan alone.
//!
//! Each is written as text, a line for each that prettyplease would print, and laid out without it. Only an item with a
//! line that is too wide is parsed and printed; tests hold the layout against prettyplease.

mod alias;
mod builder;
mod check;
mod constraints;
mod debug;
mod enumeration;
mod files;
mod header;
mod open_struct;
mod structure;
mod union;

pub use files::{Foreign, files};
