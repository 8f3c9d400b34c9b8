//! Runtime.

mod bytes;
mod json;
mod map;
mod method;
mod number;
mod operation;
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
pub use secret::Secret;
pub use time::{Date, DateTime, TimeError};
pub use xml::{Xml, XmlError};
