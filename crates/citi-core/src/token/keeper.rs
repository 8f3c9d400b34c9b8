//! Keeps the token of a connection, and asks for it once however many calls wait.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::watch;

use super::source::TokenSource;
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
    flight: Option<watch::Receiver<Landed>>,
}

/// A token with its times, on the clock's elapsed time.
struct Kept {
    pass: Arc<Pass>,
    refresh: Duration,
    expires: Duration,
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

    /// A token that is good, and not `refused`, unless the source has no other.
    ///
    /// # Errors
    /// Why there is none, or that there is none in time.
    pub(crate) async fn get(
        &self,
        refused: Option<&Secret>,
        deadline: Deadline<'_>,
    ) -> Result<Arc<Pass>, TokenError> {
        // Whoever asks may vanish with the runtime that it was started on: then once more.
        for _ in 0..2 {
            let mut flight = match self.0.kept_or_flight(refused)? {
                Ok(pass) => return Ok(pass),
                Err(flight) => flight,
            };
            let landed = deadline
                .within(flight.wait_for(Option::is_some))
                .await
                .ok_or_else(|| {
                    TokenError::new("the token endpoint did not answer within the time of the call")
                })?;
            if let Some(landed) = landed.ok().and_then(|landed| landed.clone()) {
                return landed;
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
    ) -> Result<Result<Arc<Pass>, watch::Receiver<Landed>>, TokenError> {
        let now = self.clock.elapsed();
        let mut state = self.state();
        if refused.is_some_and(|refused| state.holds(refused)) {
            state.kept = None;
        }
        match &state.kept {
            Some(kept) if now < kept.expires => {
                let pass = Arc::clone(&kept.pass);
                if now >= kept.refresh && state.flight().is_none() {
                    // In the background: the call goes with the token that it has.
                    self.start(&mut state, None)?;
                }
                Ok(Ok(pass))
            }
            _ => match state.flight() {
                Some(flight) => Ok(Err(flight)),
                None => Ok(Err(self.start(&mut state, refused.cloned())?)),
            },
        }
    }

    /// Asks the source, on a task of its own, so that it goes on when the call that began it is
    /// given up.
    fn start(
        self: &Arc<Self>,
        state: &mut State,
        refused: Option<Secret>,
    ) -> Result<watch::Receiver<Landed>, TokenError> {
        let runtime = tokio::runtime::Handle::try_current()
            .map_err(|_| TokenError::new("calls need a Tokio runtime around them"))?;
        let (told, flight) = watch::channel(None);
        state.flight = Some(flight.clone());
        let shared = Arc::clone(self);
        runtime.spawn(async move {
            let asked = shared.clock.elapsed();
            let answer = shared.source.token(refused.as_ref()).await;
            Record::Token(answer.is_ok()).count();
            match &answer {
                Ok(_) => tracing::debug!("a token was fetched"),
                Err(error) => tracing::warn!(%error, "no token was fetched"),
            }
            let landed = shared.land(answer, asked);
            told.send_replace(Some(landed));
        });
        Ok(flight)
    }

    /// Keeps what the source gave.
    fn land(
        &self,
        answer: Result<super::AccessToken, TokenError>,
        asked: Duration,
    ) -> Result<Arc<Pass>, TokenError> {
        let answer = answer.and_then(|token| {
            let life = token.expires_in.unwrap_or(life::DEFAULT);
            Ok((Arc::new(Pass::new(token.secret)?), life))
        });
        let mut state = self.state();
        state.flight = None;
        match answer {
            Ok((pass, life)) => {
                let refresh = life::refresh_after(life, self.randomness.bytes());
                state.kept = Some(Kept {
                    pass: Arc::clone(&pass),
                    refresh: asked.saturating_add(refresh),
                    expires: asked.saturating_add(life),
                });
                Ok(pass)
            }
            Err(error) => {
                if let Some(kept) = &mut state.kept {
                    let now = self.clock.elapsed();
                    let wait = life::again_after(kept.expires.saturating_sub(now));
                    kept.refresh = now.saturating_add(wait);
                }
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
    fn flight(&self) -> Option<watch::Receiver<Landed>> {
        self.flight
            .clone()
            .filter(|flight| flight.has_changed().is_ok())
    }
}
