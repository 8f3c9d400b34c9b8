//! Runtime.

mod json;
mod map;
mod number;

pub use json::Json;
pub use map::Map;
pub use number::{Number, NumberError};
