//! The bank's documents: as published, and as the gate reads them.

mod embedded;
mod find;
mod read;
mod redirect;
mod serve;
mod splice;

pub(crate) use embedded::{Embedded, PUBLISHED};
pub(crate) use find::{Found, Matched, Pieces, find};
pub(crate) use read::{Api, Documents, Endpoint, first};
pub(crate) use redirect::{Address, redirected};
pub(crate) use serve::routes;
