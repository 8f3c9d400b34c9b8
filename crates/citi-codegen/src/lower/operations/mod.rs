//! Operations of a document → operations of a client.

mod answers;
mod body;
mod cacheable;
mod headers;
mod idents;
mod operation;
mod paging;
mod parameters;
mod payload;
mod security;
mod status_name;
mod walk;

pub(crate) use cacheable::cacheable;
pub(crate) use headers::headers;
pub(crate) use idents::Idents;
pub(crate) use operation::operation;
pub(crate) use security::schemes;
pub(crate) use walk::walks;
