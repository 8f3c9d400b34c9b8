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
