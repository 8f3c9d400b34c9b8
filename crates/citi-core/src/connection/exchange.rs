//! All attempts of a call.

use std::time::Duration;

use http::StatusCode;
use http::header::AUTHORIZATION;
use tracing::Instrument as _;

use super::attempt::{attempt, open};
use super::repeatable::Repeatable;
use super::value::Connection;
use crate::error::Call;
use crate::observe::{Record, attempt_span, attempted};
use crate::retry::{Deadline, FailedAttempt, is_repeatable};
use crate::support::answer::Parts;
use crate::{Error, Operation, Outcome, Retry, Secret};

impl Connection {
    /// Sends a request that is ready, as often as it takes and is allowed.
    pub(super) async fn exchange(
        &self,
        request: reqwest::Request,
        operation: &'static Operation,
        call: Call,
        deadline: Deadline<'_>,
    ) -> Result<Got, Error> {
        let upload = self.options.body.clone().transpose();
        let request = match upload {
            Ok(upload) => Repeatable::new(request, upload).await,
            Err(refused) => Err(refused.into()),
        };
        let request = match request {
            Ok(request) => request,
            Err(error) => return Err(error.of(call)),
        };
        let mut exchange = Exchange {
            connection: self,
            retry: self.retry(),
            begun: self.settings.clock.elapsed(),
            spent: None,
            operation,
            deadline,
            repeatable: is_repeatable(operation, &call) && request.is_repeatable(),
            key: Deadline::after(&*self.settings.clock, key_life(operation, &call)),
            own_authorization: request.headers().contains_key(AUTHORIZATION),
            request,
            call,
            failed: 0,
            last: None,
            token: None,
            refused: None,
            rest: None,
            sending: false,
        };
        // An attempt that is cancelled may have arrived.
        let result = self.unless_cancelled(exchange.run()).await;
        exchange.call.unsettled |= result.is_none() && exchange.sending;
        match result.unwrap_or_else(|| Err(Error::cancelled())) {
            Ok(parts) => Ok(Got {
                parts,
                call: exchange.call,
                rest: exchange.rest,
            }),
            Err(error) => Err(error.of(exchange.call)),
        }
    }
}

/// How long a group stands still after a 429 that does not say how long.
const PAUSE: Duration = Duration::from_secs(1);

/// What a call got.
pub(crate) struct Got {
    /// The answer; without its body, if that is still to come.
    pub(crate) parts: Parts,
    /// How the call went.
    pub(crate) call: Call,
    /// The body that is still to come, where the call asks to be left it.
    pub(crate) rest: Option<reqwest::Response>,
}

/// For how long the bank knows the key of a call again; a call without a key needs none.
fn key_life(operation: &Operation, call: &Call) -> Duration {
    match call.idempotency_key {
        Some(_) => Duration::from_secs(u64::from(operation.idempotency_key_hours) * 3600),
        None => Duration::MAX,
    }
}

/// What is known between attempts.
struct Exchange<'a> {
    connection: &'a Connection,
    operation: &'static Operation,
    retry: Retry,
    deadline: Deadline<'a>,
    /// On the clock's elapsed time.
    begun: Duration,
    /// What the last attempt cost of the budget.
    spent: Option<u32>,
    request: Repeatable,
    call: Call,
    /// Whether sending it twice does no harm.
    repeatable: bool,
    /// Until when the bank knows its idempotency key again.
    key: Deadline<'a>,
    /// Whether the call brought its authorisation along: a fixed token, or a header of its own.
    own_authorization: bool,
    /// How many attempts failed, without those whose token was refused.
    failed: u32,
    /// How the last attempt failed.
    last: Option<Error>,
    /// The token of the last attempt.
    token: Option<Secret>,
    /// The token that the bank refused in this call.
    refused: Option<Secret>,
    /// The body of a success, still to come.
    rest: Option<reqwest::Response>,
    /// Whether an attempt is on its way.
    sending: bool,
}

impl Exchange<'_> {
    async fn run(&mut self) -> Result<Parts, Error> {
        loop {
            let (request, limit) = self.ready().await?;
            let span = attempt_span(
                self.operation,
                self.connection.address.path(),
                request.url(),
                self.call.attempts,
            );
            self.sending = true;
            let result = self.attempt(request, limit).instrument(span.clone()).await;
            self.sending = false;
            let status = result.as_ref().map(|parts| parts.status);
            attempted(&span, status);
            let status = status.map_or_else(Error::status, Some);
            Record::Attempt(self.operation, status).count();
            let error = match result {
                Ok(parts) => {
                    self.retry.succeeded(self.spent);
                    return Ok(parts);
                }
                Err(error) => error,
            };
            if error.is_rate_limited() {
                Record::RateLimited(self.operation.limit_group).count();
            }
            let Some(wait) = self.next(&error) else {
                return Err(error);
            };
            Record::Retry(self.operation, &error).count();
            let (operation, millis) = (self.operation.id, wait.as_millis());
            tracing::debug!(operation, %error, wait_ms = %millis, "sent again after a pause");
            self.call.unsettled |= error.outcome() == Outcome::Unknown;
            self.last = Some(error);
            if !wait.is_zero() {
                self.connection.settings.clock.sleep(wait).await;
            }
        }
    }

    /// How long to wait before the next attempt; `None` if there is to be none.
    fn next(&mut self, error: &Error) -> Option<Duration> {
        let settings = &self.connection.settings;
        let floor = error.retry_after_at(Some(settings.clock.now()));
        if error.is_rate_limited() {
            let wait = floor.unwrap_or(PAUSE);
            settings.limiter.pause(self.operation, wait);
        }
        if error.status() == Some(StatusCode::UNAUTHORIZED) {
            // The bank did nothing, so that this is safe for every call; but once only.
            if self.refused.is_some() || !self.request.is_repeatable() {
                return None;
            }
            self.refused = Some(self.token.take()?);
            return Some(Duration::ZERO);
        }
        self.failed += 1;
        // What no policy lifts: it does no harm twice, and is not sent too late.
        if !self.repeatable {
            return None;
        }
        let failed = FailedAttempt {
            error,
            operation: self.operation,
            attempts: self.failed,
            elapsed: settings.clock.elapsed().saturating_sub(self.begun),
        };
        let random = settings.randomness.bytes();
        let wait = self.retry.next(&failed, random, floor)?;
        if !self.deadline.allows(wait) || !self.key.allows(wait) {
            return None;
        }
        let spent = self.retry.spend(&failed);
        if spent.is_none() {
            let operation = self.operation.id;
            tracing::warn!(operation, %error, "not sent again: the budget of attempts is used up");
        }
        self.spent = Some(spent?);
        Some(wait)
    }

    /// All that an attempt needs: its turn, a token, time. An error ends the call.
    async fn ready(&mut self) -> Result<(reqwest::Request, Duration), Error> {
        let settings = &self.connection.settings;
        let turn = settings.limiter.acquire(self.operation, self.deadline);
        if let Err(error) = turn.await {
            // What the bank said says more.
            return Err(self.last.take().unwrap_or(error));
        }
        let pass = match self.own_authorization {
            true => None,
            false => {
                let refused = self.refused.as_ref();
                let needed = self.operation.scopes;
                settings.tokens.get(refused, needed, self.deadline).await?
            }
        };
        let token = pass.as_ref().map(|pass| &pass.token);
        let no_other = token.is_some() && token == self.refused.as_ref();
        let limit = self.connection.attempt_timeout().min(self.deadline.left());
        if no_other || limit.is_zero() {
            return Err(self.last.take().unwrap_or_else(Error::late));
        }
        self.token = token.cloned();
        let request = self
            .request
            .request(pass.as_deref().map(|pass| &pass.header))?;
        Ok((request, limit))
    }

    async fn attempt(
        &mut self,
        request: reqwest::Request,
        limit: Duration,
    ) -> Result<Parts, Error> {
        let settings = &self.connection.settings;
        self.call.attempts += 1;
        let (transport, clock) = (&*settings.transport, &*settings.clock);
        let max = settings.max_body_bytes;
        let parts = match self.connection.options.streamed {
            false => attempt(transport, clock, request, limit, max).await?,
            true => {
                let (parts, rest) = open(transport, clock, request, limit, max).await?;
                self.rest = rest;
                parts
            }
        };
        settings.limiter.observe(self.operation, &parts.headers);
        match self.call.takes(parts.status) {
            true => Ok(parts),
            false => Err(Error::status_of(parts)),
        }
    }
}
