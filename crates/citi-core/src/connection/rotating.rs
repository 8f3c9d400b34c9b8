//! A client whose certificate changes.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Mutex;
use url::Url;

use super::client::{ClientSetup, client};
use super::transport::{Transport, TransportFuture};
use crate::{Clock, IdentitySource, Secret, SecretError};

/// How soon a source that failed is asked again.
const AGAIN: Duration = Duration::from_secs(5);

/// Sends with a client that shows the certificate of a source, and makes another client when it has changed.
pub(super) struct Rotating {
    pub(super) setup: ClientSetup,
    pub(super) source: IdentitySource,
    pub(super) https_only: bool,
    pub(super) base: Url,
    pub(super) clock: Arc<dyn Clock>,
    pub(super) current: Mutex<Option<Current>>,
}

/// The client in use, what it was made of, and when that is read again, by elapsed time.
pub(super) struct Current {
    client: reqwest::Client,
    texts: (Secret, Secret),
    again: Duration,
}

impl Rotating {
    async fn client(&self) -> Result<reqwest::Client, SecretError> {
        let mut current = self.current.lock().await;
        let now = self.clock.elapsed();
        if let Some(current) = current.as_ref().filter(|current| now < current.again) {
            return Ok(current.client.clone());
        }
        match (self.renewed(current.as_ref()).await, current.as_mut()) {
            (Ok(renewed), _) => {
                let client = renewed.client.clone();
                *current = Some(renewed);
                Ok(client)
            }
            (Err(error), Some(current)) => {
                tracing::warn!(%error, "the client certificate cannot be read again: the old one is used");
                current.again = now.saturating_add(AGAIN.min(self.source.every));
                Ok(current.client.clone())
            }
            (Err(error), None) => Err(error),
        }
    }

    async fn renewed(&self, current: Option<&Current>) -> Result<Current, SecretError> {
        let texts = self.source.read().await?;
        let again = self.clock.elapsed().saturating_add(self.source.every);
        let client = match current {
            Some(current) if current.texts == texts => current.client.clone(),
            _ => {
                let mut setup = self.setup.clone();
                let identity = IdentitySource::identity(&texts).map_err(SecretError::new)?;
                setup.tls.identity = Some(identity);
                tracing::debug!("connections show a new client certificate from here on");
                client(&setup, self.https_only, &self.base, &self.clock)
                    .map_err(SecretError::new)?
            }
        };
        Ok(Current {
            client,
            texts,
            again,
        })
    }
}

impl Transport for Rotating {
    fn execute(&self, request: reqwest::Request) -> TransportFuture<'_> {
        Box::pin(async move {
            match self.client().await {
                Ok(client) => client.execute(request).await,
                Err(error) => without(error).await,
            }
        })
    }
}

/// Only reqwest makes errors of reqwest: a name that nobody looks up, for this reason, is a connection that never was.
async fn without(error: SecretError) -> reqwest::Result<reqwest::Response> {
    let client = reqwest::Client::builder()
        .no_proxy()
        .dns_resolver(Refusing(error))
        .build()?;
    client
        .get("http://no-client-certificate.invalid/")
        .send()
        .await
}

struct Refusing(SecretError);

impl reqwest::dns::Resolve for Refusing {
    fn resolve(&self, _: reqwest::dns::Name) -> reqwest::dns::Resolving {
        let error = self.0.clone();
        Box::pin(async { Err(error.into()) })
    }
}
