//! [`Number`]: a number whose every digit stays as it came.

mod canonical;
mod convert;
mod decimal;
mod error;
mod grammar;
mod order;
mod repr;
mod serde;
mod value;

pub use error::NumberError;
pub use value::Number;
