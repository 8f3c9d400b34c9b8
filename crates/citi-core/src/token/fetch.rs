//! Asks the token endpoint.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use http::header::{ACCEPT, USER_AGENT};
use http::{HeaderValue, StatusCode};
use serde::Serialize;
use url::Url;

use super::source::{AccessToken, TokenFuture, TokenRequest, TokenSource};
use super::{ClientCredentials, TokenError, TokenForm, reply};
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
    fn token<'a>(&'a self, request: TokenRequest<'a>) -> TokenFuture<'a> {
        Box::pin(async move {
            let (scopes, fixed) = self.scopes(request.scopes);
            let secret = self.credentials.client_secret().await?;
            let mut token = self.fetch(&secret, &scopes.join(" ")).await?;
            token.scopes = match fixed {
                true => None,
                // It may be good for more: an endpoint that is asked for none decides.
                false => Some(token.scopes.into_iter().flatten().chain(scopes).collect()),
            };
            Ok(token)
        })
    }
}

/// The scope of all operations behind the endpoint that takes the wrapped form.
const WRAPPED_SCOPE: &str = "/authenticationservices/v1";

impl Fetch {
    /// The scopes to ask for, and whether they are the same whatever is called.
    fn scopes(&self, needed: &[String]) -> (Vec<String>, bool) {
        let credentials = &self.credentials;
        match (&credentials.scopes, credentials.form) {
            (Some(given), _) => (given.clone(), true),
            (None, TokenForm::Wrapped) => (vec![WRAPPED_SCOPE.to_owned()], true),
            (None, TokenForm::Standard) => {
                let all: BTreeSet<&String> = credentials.ahead.iter().chain(needed).collect();
                (all.into_iter().cloned().collect(), false)
            }
        }
    }

    async fn fetch(&self, secret: &Secret, scope: &str) -> Result<AccessToken, TokenError> {
        let deadline = Deadline::after(&*self.clock, ALL);
        let began = self.clock.elapsed();
        let mut attempts = 0;
        let mut spent = None;
        loop {
            attempts += 1;
            let sent = self.clock.elapsed();
            let error = match self.ask(secret, scope, deadline).await {
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

    async fn ask(
        &self,
        secret: &Secret,
        scope: &str,
        deadline: Deadline<'_>,
    ) -> Result<Parts, Error> {
        let limit = ATTEMPT.min(deadline.left());
        let parts = attempt(
            &*self.transport,
            &*self.clock,
            self.request(secret, scope)?,
            limit,
            BYTES,
        )
        .await?;
        match parts.status.is_success() {
            true => Ok(parts),
            false => Err(Error::status_of(without_secret(parts, secret))),
        }
    }

    fn request(&self, secret: &Secret, scope: &str) -> Result<reqwest::Request, Error> {
        let credentials = &self.credentials;
        let (id, secret) = (credentials.client_id.as_str(), secret.expose());
        let mut request = self
            .http
            .post(self.url.clone())
            .header(ACCEPT, HeaderValue::from_static("application/json"))
            .header(USER_AGENT, self.user_agent.clone());
        if !credentials.in_body {
            request = request.basic_auth(id, Some(secret));
        }
        let request = match credentials.form {
            TokenForm::Standard => {
                let mut form = vec![("grant_type", GRANT)];
                if !scope.is_empty() {
                    form.push(("scope", scope));
                }
                if credentials.in_body {
                    form.extend([("client_id", id), ("client_secret", secret)]);
                }
                request.form(&form)
            }
            TokenForm::Wrapped => request.json(&Wrapped {
                token: Wanted {
                    grant_type: GRANT,
                    scope,
                },
            }),
        };
        request.build().map_err(Error::transport)
    }
}

const GRANT: &str = "client_credentials";

#[derive(Serialize)]
struct Wrapped<'a> {
    #[serde(rename = "oAuthToken")]
    token: Wanted<'a>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Wanted<'a> {
    grant_type: &'static str,
    scope: &'a str,
}

/// An error that repeats the secret says nothing: no cleaning knows a short one.
fn without_secret(parts: Parts, secret: &Secret) -> Parts {
    match String::from_utf8_lossy(&parts.body).contains(secret.expose()) {
        true => Parts {
            body: bytes::Bytes::new(),
            ..parts
        },
        false => parts,
    }
}

/// A request for a token does no harm twice, so that 500 is tried again too.
fn may_pass(error: &Error) -> bool {
    is_passing(error) || error.kind() == Kind::Status(StatusCode::INTERNAL_SERVER_ERROR)
}
