//! One call, from the cache or from the bank.

use std::sync::Arc;

use tracing::Instrument as _;

use super::exchange::Got;
use super::value::Connection;
use crate::cache::{Found, Key};
use crate::download::Pace;
use crate::error::Call;
use crate::observe::{Ending, Record};
use crate::retry::Deadline;
use crate::{Error, Method, Operation};

impl Connection {
    /// A call that generated code has built: from what was kept of an earlier one, or from the bank. Whoever reads the
    /// answer says how the call ended.
    ///
    /// # Errors
    /// What kept it from being sent, or the bank's error.
    pub(crate) async fn call(
        &self,
        request: reqwest::Request,
        operation: &'static Operation,
    ) -> Result<(Got, Ending), Error> {
        let ending = Ending::begin(operation, &self.settings.clock);
        let answer = self.answer(request, operation).instrument(ending.span());
        // A call that waits for another's answer ends as soon as it is cancelled; one that has begun says how far it came.
        let answer = match &self.options.cancelled {
            None => answer.await,
            Some(token) => tokio::select! {
                biased;
                answer = answer => answer,
                () = token.cancelled() => Err(Error::cancelled().of(Call {
                    operation: Some(operation),
                    ..Call::default()
                })),
            },
        };
        match answer {
            Ok(got) => Ok((got, ending)),
            Err(error) => {
                ending.failed(&error);
                Err(error)
            }
        }
    }

    async fn answer(
        &self,
        mut request: reqwest::Request,
        operation: &'static Operation,
    ) -> Result<Got, Error> {
        let settings = &self.settings;
        let deadline = Deadline::after(&*settings.clock, self.limit());
        // What a call puts into headers may change the answer in ways that nobody has said.
        let plain = self.options.headers.is_empty() && !self.options.streamed;
        let table = match operation.method {
            Method::Get if plain && !operation.sensitive => operation.cache_seconds,
            _ => None,
        };
        let arguments = table.map(|_| request.headers().clone());
        let resumed = match self.options.resumed {
            Some(_) => Box::pin(self.check_resumed(&request, operation)).await,
            None => Ok(()),
        };
        let mut call = match self.prepare(&mut request, operation) {
            Ok(call) => call,
            Err((error, call)) => return Err(error.of(call)),
        };
        let begun = resumed.and_then(|()| self.check_wanted());
        if let Err(error) = begun.and_then(|()| self.begin_resumed(&mut call)) {
            return Err(error.of(call));
        }
        let (Some(seconds), Some(arguments)) = (table, arguments) else {
            return self.exchange(request, operation, call, deadline).await;
        };

        let key = Key::new(operation.id, request.url(), &arguments);
        let clock = &*settings.clock;
        let life = std::time::Duration::from_secs(seconds.into());
        if self.options.no_cache {
            Record::Cache(operation, "bypass").count();
            let asked = clock.elapsed();
            let got = self.exchange(request, operation, call, deadline).await?;
            settings.cache.put(key, &got.parts, life, asked).await;
            return Ok(got);
        }
        let ask = self.exchange(request, operation, call, deadline);
        let found = settings
            .cache
            .get_or_ask(key, life, clock, deadline, ask, |got| &got.parts)
            .await;
        let got = found.map(|found| match found {
            Found::Asked(got) => got,
            Found::Kept(parts) => Got {
                parts,
                call: Call {
                    operation: Some(operation),
                    from_cache: true,
                    ..Call::default()
                },
                rest: None,
            },
        });
        let hit = got.as_ref().is_ok_and(|got| got.call.from_cache);
        Record::Cache(operation, if hit { "hit" } else { "miss" }).count();
        got
    }
}

impl Connection {
    /// How long a piece of a body may take that is read as it comes.
    pub(crate) fn pace(&self) -> Pace {
        Pace {
            clock: Arc::clone(&self.settings.clock),
            limit: self.attempt_timeout(),
            cancelled: self.options.cancelled.clone(),
        }
    }
}
