//! Collections that know what changed in them, so that a store writes that and no more.

mod changes;
mod list;
mod reader;
#[expect(clippy::module_inception, reason = "the table itself, one noun a file")]
mod table;
mod tables;

pub(crate) use changes::{Changes, Due};
pub(crate) use list::List;
pub(crate) use reader::Reader;
pub(crate) use table::Table;
pub(crate) use tables::Tables;
