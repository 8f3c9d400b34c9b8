//! Portal → `specs/`: conditional requests, nothing half-written.
//!
//! A pull has two halves. [`fetch`] reads the portal and writes nothing; [`Fetched::store`]
//! writes what was fetched and the lock. A document that can't be had, or can't be read, is
//! listed with the reason and keeps its file and its place in the lock.

mod answer;
mod fetch;
mod folder;
mod http;
mod origin;
mod report;
mod store;
#[cfg(test)]
mod tests;

pub use fetch::{Check, Fetch, fetch};
pub use http::Sleep;
pub use origin::{Origin, OriginError};
pub use report::{Failed, Fetched, FetchedDocument, News, PullReport};
