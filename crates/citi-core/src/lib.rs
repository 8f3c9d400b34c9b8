//! Runtime.

mod bytes;
#[doc(hidden)]
pub mod generated;
mod json;
mod map;
mod method;
mod number;
mod operation;
mod refused;
mod secret;
mod text;
mod time;
mod xml;

pub use bytes::Bytes;
pub use json::Json;
pub use map::Map;
pub use method::Method;
pub use number::{Number, NumberError};
pub use operation::{Operation, Paging, Place};
pub use refused::Refused;
pub use secret::Secret;
pub use time::{Date, DateTime, TimeError};
pub use xml::{Xml, XmlError};
