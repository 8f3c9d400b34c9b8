//! The token that goes with every call: where it comes from, and how it is kept.

mod credentials;
mod error;
mod fetch;
mod form;
mod keeper;
mod life;
mod pass;
mod reply;
mod source;

pub use credentials::ClientCredentials;
pub use error::TokenError;
pub(crate) use fetch::Fetch;
pub use form::TokenForm;
pub(crate) use keeper::TokenKeeper;
pub(crate) use pass::Pass;
pub use source::{AccessToken, TokenFuture, TokenRequest, TokenSource};
