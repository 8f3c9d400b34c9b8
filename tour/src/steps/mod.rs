//! What each step does; a file for each part of the platform.

pub(crate) mod access;
pub(crate) mod accounts;
pub(crate) mod cards;
pub(crate) mod documents;
pub(crate) mod errors;
pub(crate) mod fx;
pub(crate) mod limits;
pub(crate) mod payments;
pub(crate) mod webhooks;
