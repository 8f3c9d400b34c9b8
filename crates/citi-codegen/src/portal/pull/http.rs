//! One document over HTTP.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use reqwest::header;
use reqwest::redirect::Policy;

use super::answer::{Again, Answer, Refusal, is_web_page};
use crate::portal::lock::Locked;

/// How a pull waits between attempts; tests pass one that does not.
pub type Sleep = Arc<dyn Fn(Duration) -> Pin<Box<dyn Future<Output = ()> + Send>> + Send + Sync>;

/// Attempts at one document, the first among them.
const ATTEMPTS: u32 = 3;
/// The longest wait that a portal can ask for.
const LONGEST_WAIT: Duration = Duration::from_secs(30);
/// Redirects that are followed at one portal.
const REDIRECTS: usize = 5;

/// A portal over HTTP.
#[derive(Clone)]
pub(super) struct Portal {
    client: reqwest::Client,
    base: url::Url,
    max_bytes: u64,
    sleep: Sleep,
}

impl Portal {
    /// A portal at `base`.
    pub(super) fn new(
        base: url::Url,
        timeout: Duration,
        max_bytes: u64,
        sleep: Sleep,
    ) -> Result<Self, String> {
        let client = reqwest::Client::builder()
            .user_agent(concat!("citi-codegen/", env!("CARGO_PKG_VERSION")))
            .timeout(timeout)
            .redirect(same_portal())
            .build()
            .map_err(|error| said(&error))?;
        Ok(Self {
            client,
            base,
            max_bytes,
            sleep,
        })
    }

    /// The address of a document whose path at the portal is `path`.
    pub(super) fn address(&self, path: &str) -> String {
        format!("{}{path}", self.base.as_str().trim_end_matches('/'))
    }

    /// The document at `path`; only if it is another than `pinned`, where that is given.
    pub(super) async fn document(
        &self,
        path: &str,
        pinned: Option<&Locked>,
    ) -> Result<Answer, String> {
        let address = self.address(path);
        let pinned = pinned.filter(|pinned| pinned.source == address);
        let mut attempt = 1;
        loop {
            let refusal = match self.attempt(&address, pinned).await {
                Ok(answer) => return Ok(answer),
                Err(refusal) => refusal,
            };
            let wait = match refusal.again {
                Again::Soon => Duration::from_secs(1 << (attempt - 1)),
                Again::After(seconds) => Duration::from_secs(seconds).min(LONGEST_WAIT),
                Again::Never => return Err(refusal.reason),
            };
            if attempt == ATTEMPTS {
                return Err(format!("{} ({ATTEMPTS} attempts)", refusal.reason));
            }
            attempt += 1;
            (self.sleep)(wait).await;
        }
    }

    async fn attempt(&self, address: &str, pinned: Option<&Locked>) -> Result<Answer, Refusal> {
        let mut request = self.client.get(address).header(
            header::ACCEPT,
            "application/yaml, text/yaml, application/json, */*;q=0.5",
        );
        if let Some(etag) = pinned.and_then(|pinned| pinned.etag.as_deref()) {
            request = request.header(header::IF_NONE_MATCH, etag);
        }
        if let Some(date) = pinned.and_then(|pinned| pinned.last_modified.as_deref()) {
            request = request.header(header::IF_MODIFIED_SINCE, date);
        }
        let response = request.send().await.map_err(|error| failed(&error))?;
        let text_of = |name: header::HeaderName| {
            response
                .headers()
                .get(name)
                .and_then(|value| value.to_str().ok())
                .map(str::to_owned)
        };
        let status = response.status();
        let etag = text_of(header::ETAG);
        let last_modified = text_of(header::LAST_MODIFIED);
        let content_type = text_of(header::CONTENT_TYPE).unwrap_or_default();
        match status.as_u16() {
            200 => {}
            304 if pinned.is_some() => return Ok(Answer::NotModified),
            300..=399 => return Err(redirected(text_of(header::LOCATION).as_deref(), address)),
            404 | 410 => {
                return Err(Refusal::lasting(format!(
                    "the portal has no such document ({status}); see whether its id in \
                     portal.toml is right"
                )));
            }
            401 | 403 => {
                return Err(Refusal::lasting(format!(
                    "the portal wants a login ({status}); fetch it by hand and pull from the folder"
                )));
            }
            429 | 500..=599 => {
                let wait = text_of(header::RETRY_AFTER).and_then(|text| text.trim().parse().ok());
                return Err(Refusal {
                    reason: format!("the portal failed ({status}); try again later"),
                    again: wait.map_or(Again::Soon, Again::After),
                });
            }
            _ => return Err(Refusal::lasting(format!("the portal answered {status}"))),
        }
        let bytes = self.body(response).await?;
        if is_web_page(&content_type, &bytes) {
            return Err(Refusal::lasting(
                "the portal answered with a web page, not with a document; see whether `document` \
                 in portal.toml is right, and whether it wants a login",
            ));
        }
        Ok(Answer::Whole {
            source: address.to_owned(),
            ending: ending(address),
            bytes,
            etag,
            last_modified,
        })
    }

    /// The whole body; the client itself refuses one that is shorter than announced.
    async fn body(&self, mut response: reqwest::Response) -> Result<Vec<u8>, Refusal> {
        let too_long = || {
            Refusal::lasting(format!(
                "it is longer than {} bytes; raise `max_bytes` in portal.toml if it should be",
                self.max_bytes
            ))
        };
        if response
            .content_length()
            .is_some_and(|length| length > self.max_bytes)
        {
            return Err(too_long());
        }
        let mut bytes = Vec::new();
        while let Some(chunk) = response.chunk().await.map_err(|error| failed(&error))? {
            if (bytes.len() + chunk.len()) as u64 > self.max_bytes {
                return Err(too_long());
            }
            bytes.extend_from_slice(&chunk);
        }
        Ok(bytes)
    }
}

/// Redirects are followed at the same portal alone.
fn same_portal() -> Policy {
    Policy::custom(|attempt| {
        let same = attempt
            .previous()
            .first()
            .is_some_and(|first| first.origin() == attempt.url().origin());
        if same && attempt.previous().len() <= REDIRECTS {
            attempt.follow()
        } else {
            attempt.stop()
        }
    })
}

fn redirected(location: Option<&str>, address: &str) -> Refusal {
    let target = location
        .and_then(|location| url::Url::parse(address).ok()?.join(location).ok())
        .map_or_else(
            || "nowhere".to_owned(),
            // Queries of a login page may hold tokens.
            |url| format!("{}{}", url.origin().ascii_serialization(), url.path()),
        );
    Refusal::lasting(format!(
        "the portal sends to {target}; if it has moved, change `url` in portal.toml"
    ))
}

fn failed(error: &reqwest::Error) -> Refusal {
    if error.is_timeout() {
        Refusal::passing(
            "no whole answer in time; raise `timeout_seconds` in portal.toml, or try later",
        )
    } else if error.is_body() || error.is_decode() || error.is_request() && !error.is_connect() {
        Refusal::passing(format!(
            "the answer was cut off ({}); try again",
            said(error)
        ))
    } else {
        Refusal::passing(format!(
            "the portal can't be reached ({}); see whether its address is right",
            said(error)
        ))
    }
}

/// The innermost reason: the outer ones say only that there was an error.
fn said(error: &reqwest::Error) -> String {
    let mut inner: &dyn std::error::Error = error;
    while let Some(source) = inner.source() {
        inner = source;
    }
    inner.to_string()
}

fn ending(address: &str) -> String {
    let last = address.rsplit('/').next().unwrap_or_default();
    match last.rsplit_once('.') {
        Some((_, ending @ ("yaml" | "yml" | "json"))) => ending.to_owned(),
        _ => "yaml".to_owned(),
    }
}
