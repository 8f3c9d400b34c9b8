//! The documents, to read and to try.

mod download;
mod list;
mod operation;
mod prose;
mod reference;
mod renderer;
mod sample;
mod schema;
mod shown;

pub(super) use download::download;
pub(super) use list::{document_url, list};
pub(super) use prose::inline;
pub(super) use reference::reference;
pub(super) use renderer::renderer;
