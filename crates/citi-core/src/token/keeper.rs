//! Keeps the token of a connection, and asks for it once however many calls wait.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use jiff::Timestamp;
use tokio::sync::watch;

use super::source::{TokenRequest, TokenSource};
use super::{Pass, TokenError, life};
use crate::observe::Record;
use crate::retry::Deadline;
use crate::{Clock, Randomness, Secret};

/// What a request for a token came to; `None` while it is under way.
type Landed = Option<Result<Arc<Pass>, TokenError>>;

/// Keeps a token.
pub(crate) struct TokenKeeper(Arc<Shared>);

struct Shared {
    source: Arc<dyn TokenSource>,
    clock: Arc<dyn Clock>,
    randomness: Arc<dyn Randomness>,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    kept: Option<Kept>,
    flight: Option<Flight>,
    /// The scopes that operations needed so far.
    scopes: BTreeSet<String>,
    failed: Option<Failed>,
}

/// Requests that failed, one after the other.
struct Failed {
    times: u32,
    last: TokenError,
    /// Until when nobody asks for the same again, by elapsed time.
    until: Duration,
    scopes: BTreeSet<String>,
}

/// A request that is under way, and the scopes that its token will be good for.
#[derive(Clone)]
struct Flight {
    landed: watch::Receiver<Landed>,
    scopes: BTreeSet<String>,
}

/// A token. Its times are ages.
struct Kept {
    pass: Arc<Pass>,
    asked: Asked,
    refresh: Duration,
    life: Duration,
    /// What it is good for; `None`: everything.
    scopes: Option<BTreeSet<String>>,
}

/// When a token was asked for, by both clocks.
#[derive(Clone, Copy)]
struct Asked {
    elapsed: Duration,
    now: Timestamp,
}

impl Asked {
    fn at(clock: &dyn Clock) -> Self {
        Self {
            elapsed: clock.elapsed(),
            now: clock.now(),
        }
    }

    /// How long it is since then. Elapsed time may stand still while the machine sleeps, and the time of day may be set:
    /// the longer of both counts, so that a token is never thought younger than it is.
    fn age(self, clock: &dyn Clock) -> Duration {
        let elapsed = clock.elapsed().saturating_sub(self.elapsed);
        let by_day = clock.now().duration_since(self.now);
        elapsed.max(Duration::try_from(by_day).unwrap_or_default())
    }
}

impl Kept {
    fn covers(&self, needed: &[&str]) -> bool {
        let covers = |scopes: &BTreeSet<String>| needed.iter().all(|one| scopes.contains(*one));
        self.scopes.as_ref().is_none_or(covers)
    }
}

impl TokenKeeper {
    pub(crate) fn new(
        source: Arc<dyn TokenSource>,
        clock: Arc<dyn Clock>,
        randomness: Arc<dyn Randomness>,
    ) -> Self {
        Self(Arc::new(Shared {
            source,
            clock,
            randomness,
            state: Mutex::default(),
        }))
    }

    /// A token that is good for what is needed, and not `refused`, unless the source has no other.
    ///
    /// # Errors
    /// Why there is none, or that there is none in time.
    pub(crate) async fn get(
        &self,
        refused: Option<&Secret>,
        needed: &[&str],
        deadline: Deadline<'_>,
    ) -> Result<Arc<Pass>, TokenError> {
        // A request that is under way may be for fewer scopes: then another one follows it. And whoever asks may vanish with
        // the runtime that it was started on: then once more.
        let mut broken = 0;
        while broken < 2 {
            let mut flight = match self.0.kept_or_flight(refused, needed)? {
                Ok(pass) => return Ok(pass),
                Err(flight) => flight,
            };
            let landed = deadline
                .within(flight.landed.wait_for(Option::is_some))
                .await
                .ok_or_else(|| {
                    TokenError::new("the token endpoint did not answer within the time of the call")
                })?;
            let landed = landed.ok().and_then(|landed| landed.clone());
            let covered = || needed.iter().all(|one| flight.scopes.contains(*one));
            match landed {
                Some(Ok(pass)) if covered() => return Ok(pass),
                Some(Ok(_)) => {}
                Some(Err(error)) => return Err(error),
                None => broken += 1,
            }
        }
        Err(TokenError::new("the request for it was broken off"))
    }
}

impl Shared {
    /// The token that is kept, or a request for one to wait for.
    fn kept_or_flight(
        self: &Arc<Self>,
        refused: Option<&Secret>,
        needed: &[&str],
    ) -> Result<Result<Arc<Pass>, Flight>, TokenError> {
        let mut state = self.state();
        for scope in needed {
            if !state.scopes.contains(*scope) {
                state.scopes.insert((*scope).to_owned());
            }
        }
        if refused.is_some_and(|refused| state.holds(refused)) {
            state.kept = None;
        }
        match &state.kept {
            Some(kept) if kept.asked.age(&*self.clock) < kept.life && kept.covers(needed) => {
                let pass = Arc::clone(&kept.pass);
                if kept.asked.age(&*self.clock) >= kept.refresh && state.flight().is_none() {
                    // In the background: the call goes with the token that it has.
                    self.start(&mut state, None)?;
                }
                Ok(Ok(pass))
            }
            _ => match state.flight() {
                Some(flight) => Ok(Err(flight)),
                None => {
                    let now = self.clock.elapsed();
                    if let Some(failed) = &state.failed
                        && now < failed.until
                        && failed.scopes == state.scopes
                    {
                        return Err(failed.last.clone());
                    }
                    Ok(Err(self.start(&mut state, refused.cloned())?))
                }
            },
        }
    }

    /// Asks the source, on a task of its own, so that it goes on when the call that began it is
    /// given up.
    fn start(
        self: &Arc<Self>,
        state: &mut State,
        refused: Option<Secret>,
    ) -> Result<Flight, TokenError> {
        let runtime = tokio::runtime::Handle::try_current()
            .map_err(|_| TokenError::new("calls need a Tokio runtime around them"))?;
        let (told, landed) = watch::channel(None);
        let flight = Flight {
            landed,
            scopes: state.scopes.clone(),
        };
        let scopes: Vec<String> = flight.scopes.iter().cloned().collect();
        state.flight = Some(flight.clone());
        let shared = Arc::clone(self);
        runtime.spawn(async move {
            let asked = Asked::at(&*shared.clock);
            let request = TokenRequest {
                refused: refused.as_ref(),
                scopes: &scopes,
            };
            let answer = shared.source.token(request).await;
            Record::Token(answer.is_ok()).count();
            match &answer {
                Ok(_) => tracing::debug!("a token was fetched"),
                Err(error) => tracing::warn!(%error, "no token was fetched"),
            }
            let landed = shared.land(answer, asked, scopes);
            told.send_replace(Some(landed));
        });
        Ok(flight)
    }

    /// Keeps what the source gave.
    fn land(
        &self,
        answer: Result<super::AccessToken, TokenError>,
        asked: Asked,
        needed: Vec<String>,
    ) -> Result<Arc<Pass>, TokenError> {
        let answer = answer.and_then(|token| {
            let life = token.expires_in.unwrap_or(life::DEFAULT);
            // What was asked for counts as given: a bank that gives less says so with the call.
            let needed = needed.iter().cloned();
            let scopes = token
                .scopes
                .map(|it| it.into_iter().chain(needed).collect());
            Ok((Arc::new(Pass::new(token.secret)?), life, scopes))
        });
        let mut state = self.state();
        state.flight = None;
        match answer {
            Ok((pass, life, scopes)) => {
                state.failed = None;
                state.kept = Some(Kept {
                    pass: Arc::clone(&pass),
                    asked,
                    refresh: life::refresh_after(life, self.randomness.bytes()),
                    life,
                    scopes,
                });
                Ok(pass)
            }
            Err(error) => {
                if let Some(kept) = &mut state.kept {
                    let age = kept.asked.age(&*self.clock);
                    let wait = life::again_after(kept.life.saturating_sub(age));
                    kept.refresh = age.saturating_add(wait);
                }
                let times = state.failed.as_ref().map_or(0, |failed| failed.times);
                let pause = life::pause_after(times);
                // A scope that may not be had must not spoil the tokens of those who do not need it.
                let had = state.kept.as_ref().and_then(|kept| kept.scopes.clone());
                state.scopes = had.unwrap_or_default();
                state.failed = Some(Failed {
                    times: times.saturating_add(1),
                    last: error.clone(),
                    until: self.clock.elapsed().saturating_add(pause),
                    scopes: needed.into_iter().collect(),
                });
                Err(error)
            }
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn holds(&self, token: &Secret) -> bool {
        self.kept
            .as_ref()
            .is_some_and(|kept| kept.pass.token == *token)
    }

    /// The request that is under way, unless its task is gone.
    fn flight(&self) -> Option<Flight> {
        self.flight
            .clone()
            .filter(|flight| flight.landed.has_changed().is_ok())
    }
}
