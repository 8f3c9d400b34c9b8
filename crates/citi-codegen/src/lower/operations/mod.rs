//! Operations of a document → operations of a client.

mod answers;
mod body;
mod idents;
mod operation;
mod paging;
mod parameters;

pub(crate) use idents::Idents;
pub(crate) use operation::operation;
