//! The readers: one a noun. They take the syntax of every version at every point.

mod body;
mod document;
mod example;
mod form;
mod header;
mod links;
mod media;
mod operation;
mod parameter;
mod parameters;
mod path_item;
mod reader;
mod response;
mod schema;
mod schema_discriminator;
mod schema_keyword;
mod schema_nested;
mod schema_settle;
mod security;
mod server;
mod template;

pub(crate) use reader::Reader;
