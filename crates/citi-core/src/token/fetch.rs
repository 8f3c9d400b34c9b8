//! Asks the token endpoint.

use std::sync::Arc;
use std::time::Duration;

use http::header::{ACCEPT, USER_AGENT};
use http::{HeaderValue, StatusCode};
use url::Url;

use super::source::{AccessToken, TokenFuture, TokenSource};
use super::{ClientCredentials, TokenError, reply};
use crate::connection::attempt;
use crate::error::Kind;
use crate::retry::{Deadline, FailedAttempt, is_passing};
use crate::support::answer::Parts;
use crate::{Clock, Error, Operation, Randomness, Retry, Secret, Transport};

/// How long one request for a token may take.
const ATTEMPT: Duration = Duration::from_secs(10);

/// How long it may take to get one in all.
const ALL: Duration = Duration::from_secs(30);

/// How large the answer may be, in bytes.
const BYTES: usize = 64 * 1024;

/// The bank's token endpoint.
pub(crate) struct Fetch {
    pub(crate) credentials: ClientCredentials,
    pub(crate) url: Url,
    pub(crate) user_agent: HeaderValue,
    pub(crate) http: reqwest::Client,
    pub(crate) transport: Arc<dyn Transport>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) randomness: Arc<dyn Randomness>,
    pub(crate) retry: Retry,
}

impl TokenSource for Fetch {
    fn token<'a>(&'a self, _refused: Option<&'a Secret>) -> TokenFuture<'a> {
        Box::pin(self.fetch())
    }
}

impl Fetch {
    async fn fetch(&self) -> Result<AccessToken, TokenError> {
        let deadline = Deadline::after(&*self.clock, ALL);
        let began = self.clock.elapsed();
        let mut attempts = 0;
        let mut spent = None;
        loop {
            attempts += 1;
            let sent = self.clock.elapsed();
            let error = match self.ask(deadline).await {
                Ok(parts) => {
                    let mut token = reply::read(&parts)?;
                    self.retry.succeeded(spent);
                    // It lives from when this request was sent, not from when the first one was.
                    let late = sent.saturating_sub(began);
                    token.expires_in = token.expires_in.map(|life| life.saturating_add(late));
                    return Ok(token);
                }
                Err(error) => error,
            };
            let floor = error.retry_after_at(Some(self.clock.now()));
            let wait = self.retry.pause(attempts, self.randomness.bytes(), floor);
            let failed = FailedAttempt {
                error: &error,
                operation: &Operation::EMPTY,
                attempts,
                elapsed: sent.saturating_sub(began),
            };
            // What tells calls what is worth another attempt knows nothing of tokens; the budget is theirs.
            let again = attempts < self.retry.attempts && may_pass(&error) && deadline.allows(wait);
            spent = again.then(|| self.retry.spend(&failed)).flatten();
            if spent.is_none() {
                return Err(reply::failure(error, attempts));
            }
            self.clock.sleep(wait).await;
        }
    }

    async fn ask(&self, deadline: Deadline<'_>) -> Result<Parts, Error> {
        let limit = ATTEMPT.min(deadline.left());
        let parts = attempt(
            &*self.transport,
            &*self.clock,
            self.request()?,
            limit,
            BYTES,
        )
        .await?;
        match parts.status.is_success() {
            true => Ok(parts),
            false => Err(Error::status_of(self.without_secret(parts))),
        }
    }

    /// An error that repeats the secret says nothing: no cleaning knows a short one.
    fn without_secret(&self, parts: Parts) -> Parts {
        let secret = self.credentials.client_secret.expose();
        match String::from_utf8_lossy(&parts.body).contains(secret) {
            true => Parts {
                body: bytes::Bytes::new(),
                ..parts
            },
            false => parts,
        }
    }

    fn request(&self) -> Result<reqwest::Request, Error> {
        let scopes = self.credentials.scopes.join(" ");
        let mut form = vec![("grant_type", "client_credentials")];
        if !scopes.is_empty() {
            form.push(("scope", &scopes));
        }
        self.http
            .post(self.url.clone())
            .basic_auth(
                &self.credentials.client_id,
                Some(self.credentials.client_secret.expose()),
            )
            .header(ACCEPT, HeaderValue::from_static("application/json"))
            .header(USER_AGENT, self.user_agent.clone())
            .form(&form)
            .build()
            .map_err(Error::transport)
    }
}

/// A request for a token does no harm twice, so that 500 is tried again too.
fn may_pass(error: &Error) -> bool {
    is_passing(error) || error.kind() == Kind::Status(StatusCode::INTERNAL_SERVER_ERROR)
}
