//! The model: what a document means, whatever version it was written in.
//!
//! It is as rich as OpenAPI 3.1: nothing that a document says about requests and answers
//! is lost here. Drift, documentation, exports, the sandbox and the operation table read
//! the model; only generation lowers it further.

mod body;
mod document;
mod header;
mod media;
mod method;
mod operation;
mod outline;
mod parameter;
mod response;
mod schema;
mod security;
mod server;
mod tag;

pub use body::Body;
pub use document::{Document, Version};
pub use header::Header;
pub use media::{Encoding, Example, Media};
pub use method::Method;
pub use operation::{Operation, SourceKind};
pub use outline::outline;
pub use parameter::{Parameter, Place, Style};
pub use response::{Response, Status};
pub use schema::{Additional, Bound, Discriminator, Schema, Type, Xml};
pub use security::{Flow, Requirement, Scheme, SchemeKind};
pub use server::Server;
pub use tag::Tag;
