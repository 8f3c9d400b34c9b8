//! What generated code calls. Not for programs: it changes with the generator.

pub mod answer;
pub mod check;
pub mod debug;
pub mod lenient;
pub mod object;
pub mod open;
pub mod pages;
pub mod union;
pub mod wire;
