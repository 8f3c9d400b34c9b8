//! The runtime between a typed call to a Citi API and the wire: the types that generated code names,
//! and the [`Connection`] that its calls go through.
//!
//! A generated client is made of a connection; a call gives an [`Answer`] or an [`Error`]:
//!
//! ```
//! use std::time::Duration;
//! use citi_core::{ClientCredentials, Connection, Error, Outcome, Retry};
//!
//! # fn main() -> Result<(), Error> {
//! // From a vault, in a real program:
//! let (client_id, client_secret) = ("my-client-id", "my-client-secret");
//! let connection = Connection::builder("https://api.sandbox.citi.com")
//!     .credentials(
//!         ClientCredentials::new(
//!             "https://api.sandbox.citi.com/oauth2/token",
//!             client_id,
//!             client_secret,
//!         )
//!         .scopes(["accounts:read", "payments:write"]),
//!     )
//!     .retry(Retry::default().attempts(3))
//!     .call_timeout(Duration::from_secs(30))
//!     .build()?;
//!
//! fn advice(error: &Error) -> &'static str {
//!     match error.outcome() {
//!         Outcome::NotSent | Outcome::Rejected => "nothing was done",
//!         Outcome::Unknown => "ask for the status",
//!     }
//! }
//! # let _ = (connection, advice);
//! # Ok(())
//! # }
//! ```
//!
//! A call waits for its turn in the limit of its group, gets a token (one request, however many calls
//! wait for it), and is sent; what failed and may pass is sent again, with the same idempotency key,
//! where that does no harm ([`Retry`]). All of it stays within the time limit of the call. An error
//! says what became of the whole call ([`Error::outcome`]). Answers that the operation table lets be
//! kept are kept for their time ([`Answer::is_from_cache`], [`CallOptions::no_cache`]). Time, chance,
//! the network and tokens are passed in ([`Clock`], [`Randomness`], [`Transport`],
//! [`TokenSource`]), so that tests are exact.
//!
//! What banks send is read tolerantly and kept as it came: [`Number`] has every digit, [`Date`] and
//! [`DateTime`] the text, [`Json`] anything. What must not be shown ([`Secret`], bodies, tokens,
//! numbers of accounts) does not show in `Debug` nor in messages.
//!
//! A write can be kept before it is sent, so that it outlives a crash ([`Prepared`]); what settles in its own time is asked
//! for until it does ([`Connection::poll_until`]). Deliveries to a webhook come in by [`webhook`]. Spans, [`METRICS`] and
//! [`Deviation`]s say from outside how calls go.
//!
//! # Features
//!
//! None is on unless said. `blocking`: calls without async. `axum`, `tower`, `actix`: servers that take deliveries.
//! `pkcs12`: client certificates from such files. `keyring`: secrets in the keyring of the system. `schemars`: JSON Schemas of the types that mirror documents.

mod answer;
#[cfg(feature = "blocking")]
pub mod blocking;
mod bytes;
mod cache;
mod call_options;
mod clock;
mod connection;
mod deviation;
mod documented;
mod download;
mod environment;
mod error;
mod header;
mod idempotency_key;
mod json;
mod limit;
mod map;
mod mask;
mod method;
mod number;
mod observe;
mod operation;
mod pages;
mod poll;
mod prepared;
mod proxy;
mod refused;
mod retry;
mod secret;
mod secret_source;
mod security;
#[doc(hidden)]
pub mod support;
mod text;
mod time;
mod tls;
mod token;
mod token_answer;
mod upload;
pub mod webhook;
mod xml;

pub use answer::Answer;
pub use bytes::Bytes;
pub use call_options::CallOptions;
pub use clock::{Clock, Sleep, SystemClock};
pub use connection::{
    Connection, ConnectionBuilder, Randomness, SystemRandomness, Transport, TransportFuture,
};
pub use deviation::{Deviation, DeviationFile, DeviationKind, DeviationSink};
pub use documented::DocumentedError;
pub use download::Download;
pub use environment::Environment;
pub use error::{DecodeError, Error, ErrorBody, ErrorDetail, Outcome};
pub use header::{FromHeader, Header};
pub use idempotency_key::IdempotencyKey;
pub use json::Json;
pub use limit::{
    LimitError, LimitFuture, LimitGroup, LocalRateLimiter, NoRateLimiter, RateLimiter,
};
pub use map::Map;
pub use mask::mask_card_numbers;
pub use method::Method;
pub use number::{Number, NumberError};
pub use observe::{METRICS, Metric, MetricKind, describe_metrics};
pub use operation::{Operation, Paging, Place};
pub use pages::{Items, Pages};
pub use poll::{NotYet, PollError, Polling};
pub use prepared::Prepared;
pub use proxy::Proxy;
pub use refused::Refused;
pub use retry::{
    Backoff, FailedAttempt, FullJitter, PassingFailures, Retry, RetryBudget, RetryPolicy,
    RetryTokens,
};
pub use secret::Secret;
#[cfg(feature = "keyring")]
pub use secret_source::KeyringSecret;
pub use secret_source::{
    CachedSecret, EnvSecret, FileSecret, SecretError, SecretFuture, SecretSource, SecretVersions,
    Vault, VaultLogin, VaultSecret,
};
pub use security::{OAuthFlow, SecurityScheme};
pub use time::{Date, DateTime, TimeError};
pub use tls::{Identity, IdentitySource, Pin, PinMismatch, PinSet, Roots};
pub use token::{
    AccessToken, ClientCredentials, TokenError, TokenForm, TokenFuture, TokenRequest, TokenSource,
};
pub use token_answer::TokenAnswer;
pub use tokio_util::sync::CancellationToken;
pub use upload::Upload;
pub use webhook::{WebhookError, WebhookVerifier};
pub use xml::{Xml, XmlError};
