//! How calls are authorised.

use std::fmt;
use std::sync::Arc;

use http::HeaderValue;

use super::randomness::Randomness;
use super::transport::Transport;
use crate::retry::Deadline;
use crate::token::{Fetch, Pass, TokenKeeper};
use crate::{ClientCredentials, Clock, Error, Retry, Secret, TokenSource};

/// How calls are authorised, as it was said.
pub(super) enum Authorization {
    None,
    Token(Secret),
    Credentials(ClientCredentials),
    Source(Arc<dyn TokenSource>),
}

/// What it takes to ask for a token.
pub(super) struct Parts<'a> {
    pub(super) user_agent: &'a HeaderValue,
    pub(super) http: &'a reqwest::Client,
    pub(super) transport: &'a Arc<dyn Transport>,
    pub(super) clock: &'a Arc<dyn Clock>,
    pub(super) randomness: &'a Arc<dyn Randomness>,
    pub(super) retry: &'a Retry,
}

impl Authorization {
    /// Whether it takes encrypted connections only.
    pub(super) fn is_https(&self) -> bool {
        match self {
            Self::Credentials(credentials) => credentials
                .check()
                .is_ok_and(|address| address.scheme() == "https"),
            Self::None | Self::Token(_) | Self::Source(_) => true,
        }
    }

    /// Where the connection takes tokens from.
    ///
    /// # Errors
    /// If what was said cannot be sent.
    pub(super) fn tokens(self, parts: &Parts<'_>) -> Result<Tokens, Error> {
        let source: Arc<dyn TokenSource> = match self {
            Self::None => return Ok(Tokens::None),
            Self::Token(token) => {
                let pass = Pass::new(token).map_err(Error::refused)?;
                return Ok(Tokens::Fixed(pass.header));
            }
            Self::Source(source) => source,
            Self::Credentials(credentials) => Arc::new(Fetch {
                url: credentials.check()?,
                credentials,
                user_agent: parts.user_agent.clone(),
                http: parts.http.clone(),
                transport: Arc::clone(parts.transport),
                clock: Arc::clone(parts.clock),
                randomness: Arc::clone(parts.randomness),
                retry: parts.retry.clone(),
            }),
        };
        let (clock, randomness) = (Arc::clone(parts.clock), Arc::clone(parts.randomness));
        Ok(Tokens::Kept(TokenKeeper::new(source, clock, randomness)))
    }
}

impl fmt::Debug for Authorization {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::None => f.write_str("none"),
            Self::Token(token) => token.fmt(f),
            Self::Credentials(credentials) => credentials.fmt(f),
            Self::Source(_) => f.write_str("a source of tokens"),
        }
    }
}

/// Where a connection takes tokens from.
pub(crate) enum Tokens {
    /// There are none.
    None,
    /// The one that was given: `Bearer …`, marked sensitive.
    Fixed(HeaderValue),
    /// Those of a source.
    Kept(TokenKeeper),
}

impl Tokens {
    /// The header that never changes.
    pub(super) fn fixed(&self) -> Option<&HeaderValue> {
        match self {
            Self::Fixed(header) => Some(header),
            Self::None | Self::Kept(_) => None,
        }
    }

    /// A token for an attempt, if tokens change here.
    ///
    /// # Errors
    /// If there is none to be had within the deadline.
    pub(super) async fn get(
        &self,
        refused: Option<&Secret>,
        needed: &[&str],
        deadline: Deadline<'_>,
    ) -> Result<Option<Arc<Pass>>, Error> {
        match self {
            Self::None | Self::Fixed(_) => Ok(None),
            Self::Kept(keeper) => match keeper.get(refused, needed, deadline).await {
                Ok(pass) => Ok(Some(pass)),
                Err(error) => Err(Error::token(error)),
            },
        }
    }
}
