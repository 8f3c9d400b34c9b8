//! The four categories over HTTP.

mod accounts;
mod call;
mod cards;
mod fx;
mod operations;
mod payments;
mod query;
mod reply;
#[cfg(test)]
mod tests;

pub(crate) use call::Call;
pub(crate) use operations::operation;
pub(crate) use query::Query;
use reply::Reply;
