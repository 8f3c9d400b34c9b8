//! Documents in, crates out.
//!
//! The folders stand in the order in which a document travels through them:
//! [`mod@load`] → [`overlay`] → [`upgrade`] → [`model`] → [`lower`] → [`emit`] → [`mod@write`].
//! [`portal`] knows where documents come from, [`regenerate`] takes those of this workspace down
//! the whole line, [`corpus`] measures it on a folder of documents, [`diagnostic`] is what all of
//! them speak in.

pub mod corpus;
pub mod diagnostic;
pub mod emit;
pub mod load;
pub mod lower;
pub mod model;
pub mod overlay;
pub mod portal;
pub mod postman;
pub mod regenerate;
pub mod upgrade;
pub mod write;
