//! The four categories over HTTP.

mod accounts;
mod cards;
mod desk;
mod fx;
mod payments;
mod query;
mod reply;
mod routes;
#[cfg(test)]
mod tests;

pub(crate) use routes::routes;
