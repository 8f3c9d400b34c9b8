//! What pages load: style, scripts, and the renderer of documents.

mod files;
mod serve;

pub(super) use serve::{file, icon};
