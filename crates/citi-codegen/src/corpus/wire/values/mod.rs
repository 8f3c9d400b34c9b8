//! A value for everything that a document describes.

mod arms;
mod array;
mod maker;
mod nodes;
mod number;
mod object;
mod parameter;
mod string;

use maker::DEPTH;
pub use maker::Values;
