//! [`Tokens`]: the tokens that are out.

use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::clock::later;
use crate::image::ImageError;
use crate::random::Random;
use crate::table::{Changes, Reader, Table};

/// How long a token lives.
pub(crate) const LIFETIME: Duration = Duration::from_secs(3600);
/// Before its end a token is renewed.
const MINUTE: Duration = Duration::from_secs(60);
/// How long a token that has expired is remembered as such.
const REMEMBERED: Duration = Duration::from_secs(24 * 3600);

/// The tokens that are out.
#[derive(Default, Serialize, Deserialize)]
pub(crate) struct Tokens {
    tokens: Table<String, Token>,
}

#[derive(Serialize, Deserialize)]
struct Token {
    holder: Arc<Holder>,
    expires: Timestamp,
}

/// Who holds a token, and what it allows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Holder {
    pub(crate) client_id: Arc<str>,
    pub(crate) scopes: Vec<String>,
}

/// Why a token opens nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TokenFault {
    Missing,
    Expired,
    Invalid,
}

impl Tokens {
    /// Makes a token.
    pub(crate) fn issue(&mut self, holder: Holder, now: Timestamp, random: &mut Random) -> String {
        self.tokens
            .retain(|_, token| later(token.expires, REMEMBERED) > now);
        let text = random.secret("token");
        let token = Token {
            holder: Arc::new(holder),
            expires: later(now, LIFETIME),
        };
        self.tokens.insert(text.clone(), token);
        text
    }

    /// Who holds a token that is good now.
    ///
    /// # Errors
    /// Why it is not.
    pub(crate) fn holder(&self, token: &str, now: Timestamp) -> Result<Arc<Holder>, TokenFault> {
        let token = self.tokens.get(token).ok_or(TokenFault::Invalid)?;
        if token.expires <= now {
            return Err(TokenFault::Expired);
        }
        Ok(token.holder.clone())
    }

    /// Whether a client has a token with these scopes that is good for a minute more.
    pub(crate) fn has_good(&self, holder: &Holder, now: Timestamp) -> bool {
        let soon = later(now, MINUTE);
        let mut tokens = self.tokens.values();
        tokens.any(|token| *token.holder == *holder && token.expires > soon)
    }

    /// Takes every token of a client back; gives how many there were.
    pub(crate) fn revoke(&mut self, client_id: &str) -> usize {
        let before = self.tokens.len();
        self.tokens
            .retain(|_, token| *token.holder.client_id != *client_id);
        before - self.tokens.len()
    }

    /// Gives what changed since this was last called.
    pub(crate) fn changes(&mut self, to: &mut Changes) {
        let Self { tokens } = self;
        tokens.changes("tokens", to);
    }

    /// What was written.
    ///
    /// # Errors
    /// It can't be read.
    pub(crate) fn read(from: &Reader) -> Result<Self, ImageError> {
        Ok(Self {
            tokens: Table::read("tokens", from)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_good_for_an_hour_or_until_it_is_revoked() {
        let now: Timestamp = "2026-03-02T14:00:00Z".parse().unwrap();
        let holder = Holder {
            client_id: "app-1".into(),
            scopes: vec![],
        };
        let mut tokens = Tokens::default();
        let mut random = Random::new(Some(7));
        let token = tokens.issue(holder.clone(), now, &mut random);
        let last = later(now, Duration::from_millis(3_599_999));
        assert_eq!(tokens.holder(&token, last), Ok(Arc::new(holder.clone())));
        assert_eq!(
            tokens.holder(&token, later(now, LIFETIME)),
            Err(TokenFault::Expired)
        );
        assert!(tokens.has_good(&holder, later(now, Duration::from_secs(3539))));
        assert!(!tokens.has_good(&holder, later(now, Duration::from_secs(3540))));
        assert_eq!(tokens.holder("other", now), Err(TokenFault::Invalid));
        assert_eq!(tokens.revoke("app-2"), 0);
        assert_eq!(tokens.revoke("app-1"), 1);
        assert_eq!(tokens.holder(&token, now), Err(TokenFault::Invalid));
    }

    #[test]
    fn what_expired_long_ago_is_forgotten() {
        let now: Timestamp = "2026-03-02T14:00:00Z".parse().unwrap();
        let holder = Holder {
            client_id: "app-1".into(),
            scopes: vec![],
        };
        let mut tokens = Tokens::default();
        let mut random = Random::new(Some(7));
        tokens.issue(holder.clone(), now, &mut random);
        tokens.issue(holder, later(now, Duration::from_secs(90_000)), &mut random);
        assert_eq!(tokens.tokens.len(), 1);
    }
}
