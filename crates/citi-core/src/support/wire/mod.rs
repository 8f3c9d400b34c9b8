//! How values become text on the wire: parameters by place, style and explode (OpenAPI 3.1
//! §4.8.12, RFC 6570), bodies by content type. Numbers keep their digits.
//!
//! What OpenAPI leaves undefined (an object or a list inside a parameter that is written in a row)
//! is written as JSON.

mod call;
mod convert;
mod cookie;
mod encode;
mod file;
mod flat;
mod form;
mod header;
mod instead;
mod json;
mod multipart;
mod path;
mod query;
mod style;

use crate::Refused;
pub use call::{Built, Call, Ready, Unsent, call, prepare, resume};
pub use convert::{convert, convert_some};
pub use cookie::cookie;
pub use form::form;
pub use header::header;
pub use instead::{given, instead, streamed};
pub use json::{json, text};
pub use multipart::multipart;
pub use path::path;
pub(crate) use query::finish;
pub use query::{QueryPairs, query, query_json};
pub use style::Style;
