//! One attempt.

use std::time::Duration;

use super::body::read_until;
use super::transport::Transport;
use crate::support::answer::Parts;
use crate::{Clock, Error};

/// Sends a request once and reads the answer to its end, within `limit` and no further than `max`
/// bytes.
pub(crate) async fn attempt(
    transport: &dyn Transport,
    clock: &dyn Clock,
    mut request: reqwest::Request,
    limit: Duration,
    max: usize,
) -> Result<Parts, Error> {
    *request.timeout_mut() = Some(limit);
    // The transport keeps the limit too; this is for one that doesn't, or whose clock is another.
    let mut over = clock.sleep(limit);
    let sent = tokio::select! {
        biased;
        sent = transport.execute(request) => sent,
        () = &mut over => return Err(Error::timeout()),
    };
    read_until(sent.map_err(Error::transport)?, max, over).await
}

/// Sends a request once and reads no more of a success than its head: the body stays in the response. What is no
/// success is read as by [`attempt`].
pub(super) async fn open(
    transport: &dyn Transport,
    clock: &dyn Clock,
    request: reqwest::Request,
    limit: Duration,
    max: usize,
) -> Result<(Parts, Option<reqwest::Response>), Error> {
    let mut over = clock.sleep(limit);
    // The limit of a request holds for its body too, so that this one has none.
    let sent = tokio::select! {
        biased;
        sent = transport.execute(request) => sent,
        () = &mut over => return Err(Error::timeout()),
    };
    let response = sent.map_err(Error::transport)?;
    if !response.status().is_success() {
        return Ok((read_until(response, max, over).await?, None));
    }
    let parts = Parts {
        status: response.status(),
        headers: response.headers().clone(),
        body: bytes::Bytes::new(),
    };
    Ok((parts, Some(response)))
}
