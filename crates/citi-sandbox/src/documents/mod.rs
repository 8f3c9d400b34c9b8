//! The bank's documents: as published, and as the gate reads them.

mod embedded;
mod find;
mod read;
mod serve;

pub(crate) use embedded::{Embedded, PUBLISHED};
pub(crate) use find::{Found, Matched};
pub(crate) use read::{Api, Documents, Endpoint};
pub(crate) use serve::routes;
