//! The token that Vault is asked with.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::{Vault, VaultLogin};
use crate::support::answer::Parts;
use crate::{Secret, SecretError};

/// A token, and when it is to be renewed and ends, by elapsed time; without times it lasts.
pub(super) struct Session {
    token: Secret,
    times: Option<(Duration, Duration)>,
    renewable: bool,
}

#[derive(Deserialize)]
struct Granted {
    auth: Auth,
}

#[derive(Deserialize)]
struct Auth {
    client_token: Secret,
    #[serde(default)]
    lease_duration: u64,
    #[serde(default)]
    renewable: bool,
}

#[derive(Deserialize)]
struct Known {
    data: Facts,
}

#[derive(Deserialize)]
struct Facts {
    #[serde(default)]
    ttl: u64,
    #[serde(default)]
    renewable: bool,
}

#[derive(Serialize)]
struct Role<'a> {
    role_id: &'a str,
    secret_id: &'a Secret,
}

#[derive(Serialize)]
struct Nothing {}

const NO_BODY: Option<&Nothing> = None;

impl Vault {
    /// A token that is good now; never `refused`, if another one can be had.
    pub(super) async fn token(&self, refused: Option<&Secret>) -> Result<Secret, SecretError> {
        // Whoever waits here finds what the first one got.
        let mut session = self.session.lock().await;
        if session
            .as_ref()
            .is_some_and(|it| Some(&it.token) == refused)
        {
            *session = None;
        }
        let now = self.clock.elapsed();
        if let Some(open) = session.as_ref() {
            match open.times {
                Some((_, end)) if now >= end => {}
                Some((renew, _)) if now >= renew && open.renewable => {
                    match self.renew(open).await {
                        Ok(renewed) => {
                            let token = renewed.token.clone();
                            *session = Some(renewed);
                            return Ok(token);
                        }
                        // It is good until its end.
                        Err(error) => {
                            tracing::warn!(%error, "the token of Vault was not renewed");
                            return Ok(open.token.clone());
                        }
                    }
                }
                _ => return Ok(open.token.clone()),
            }
        }
        let opened = self.open(refused).await?;
        let token = opened.token.clone();
        *session = Some(opened);
        Ok(token)
    }

    async fn open(&self, refused: Option<&Secret>) -> Result<Session, SecretError> {
        match &self.login {
            VaultLogin::Token(token) if Some(token) == refused => Err(SecretError::new(
                "Vault does not take its token: it has ended, or the policy does not allow `read` here",
            )),
            VaultLogin::Token(token) => {
                let facts = self.ask("auth/token/lookup-self", None, Some(token), NO_BODY);
                let facts = facts.await?;
                // A token that may not look itself up lasts for as long as it lasts.
                let known = serde_json::from_slice::<Known>(&facts.body).ok();
                let known = known.filter(|_| facts.status.is_success());
                let (ttl, renewable) =
                    known.map_or((0, false), |it| (it.data.ttl, it.data.renewable));
                Ok(self.session(token.clone(), ttl, renewable))
            }
            VaultLogin::AppRole {
                mount,
                role_id,
                secret_id,
            } => {
                let role = Role { role_id, secret_id };
                let path = format!("auth/{mount}/login");
                let granted = self.ask(&path, None, None, Some(&role)).await?;
                self.granted(&granted, "the login by AppRole")
            }
        }
    }

    async fn renew(&self, open: &Session) -> Result<Session, SecretError> {
        let path = "auth/token/renew-self";
        let granted = self.ask(path, None, Some(&open.token), Some(&Nothing {}));
        self.granted(&granted.await?, "the renewal of the token")
    }

    fn granted(&self, parts: &Parts, what: &str) -> Result<Session, SecretError> {
        if !parts.status.is_success() {
            let status = parts.status;
            return Err(SecretError::new(format_args!(
                "Vault refused {what}: {status}; check role, secret id, mount and namespace"
            )));
        }
        let granted = serde_json::from_slice::<Granted>(&parts.body);
        let auth = granted.map(|it| it.auth).map_err(|_| {
            SecretError::new(format_args!("the answer of Vault to {what} cannot be read"))
        })?;
        Ok(self.session(auth.client_token, auth.lease_duration, auth.renewable))
    }

    fn session(&self, token: Secret, seconds: u64, renewable: bool) -> Session {
        let now = self.clock.elapsed();
        let life = Duration::from_secs(seconds);
        let times = || {
            let renew = now.saturating_add(life / 3 * 2);
            (renew, now.saturating_add(life))
        };
        Session {
            token,
            // Nothing is for ever: so Vault says of tokens without an end.
            times: (seconds > 0).then(times),
            renewable,
        }
    }
}
