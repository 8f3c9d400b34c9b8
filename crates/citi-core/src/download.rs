//! [`Download`]: a body that is read as it comes.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use tokio_util::sync::CancellationToken;

use crate::error::Call;
use crate::{Clock, Error};

/// The largest piece that is given at once, in bytes.
const CHUNK: usize = 64 * 1024;

/// The body of an answer that is read as it comes, so that it need not fit into memory.
///
/// It has no limit of size, and no limit of time but that of each piece: one that takes longer to
/// come than an attempt may take is an error. What was read before stays the user's; nothing is
/// asked for again.
///
/// ```
/// # async fn keep(mut download: citi_core::Download) -> Result<u64, citi_core::Error> {
/// let mut bytes = 0;
/// while let Some(chunk) = download.chunk().await? {
///     // Write it to a file, a digest, a channel.
///     bytes += chunk.len() as u64;
/// }
/// # Ok(bytes)
/// # }
/// ```
pub struct Download {
    response: reqwest::Response,
    pace: Option<Pace>,
    call: Call,
    rest: Bytes,
}

/// How long a piece may take to come.
#[derive(Clone)]
pub(crate) struct Pace {
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) limit: Duration,
    pub(crate) cancelled: Option<CancellationToken>,
}

impl Download {
    pub(crate) fn new(response: reqwest::Response, pace: Option<Pace>, call: Call) -> Self {
        Self {
            response,
            pace,
            call,
            rest: Bytes::new(),
        }
    }

    /// The next piece, of at most 64 KiB; `None` at the end.
    ///
    /// # Errors
    /// If the connection breaks before the end, the piece takes too long to come, or the call is cancelled.
    pub async fn chunk(&mut self) -> Result<Option<Bytes>, Error> {
        while self.rest.is_empty() {
            match self.next().await {
                Ok(Some(next)) => self.rest = next,
                Ok(None) => return Ok(None),
                Err(error) => return Err(error.of(self.call.clone())),
            }
        }
        let length = self.rest.len().min(CHUNK);
        Ok(Some(self.rest.split_to(length)))
    }

    async fn next(&mut self) -> Result<Option<Bytes>, Error> {
        let Some(pace) = &self.pace else {
            return self.response.chunk().await.map_err(Error::transport);
        };
        let over = pace.clock.sleep(pace.limit);
        let cancelled = async {
            match &pace.cancelled {
                Some(token) => token.cancelled().await,
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            biased;
            () = cancelled => Err(Error::cancelled()),
            chunk = self.response.chunk() => chunk.map_err(Error::transport),
            () = over => Err(Error::timeout()),
        }
    }

    /// All that is left, if it is no more than `max` bytes.
    ///
    /// # Errors
    /// As [`chunk`](Self::chunk), and if there is more.
    pub async fn read(mut self, max: usize) -> Result<Bytes, Error> {
        let mut all = BytesMut::new();
        while let Some(chunk) = self.chunk().await? {
            if all.len() + chunk.len() > max {
                let reason = format!("the answer is larger than the {max} bytes asked for");
                return Err(Error::too_large_because(reason).of(self.call));
            }
            all.extend_from_slice(&chunk);
        }
        Ok(all.freeze())
    }
}

impl fmt::Debug for Download {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Download").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::SystemClock;

    fn download(body: impl Into<reqwest::Body>) -> Download {
        let pace = Pace {
            clock: Arc::new(SystemClock::new()),
            limit: Duration::from_secs(30),
            cancelled: None,
        };
        let response = http::Response::new(body.into());
        Download::new(response.into(), Some(pace), Call::default())
    }

    #[tokio::test]
    async fn pieces_are_bounded_and_whole() {
        let mut large = download(vec![7; CHUNK + 1]);
        assert_eq!(large.chunk().await.unwrap().unwrap().len(), CHUNK);
        assert_eq!(&large.chunk().await.unwrap().unwrap()[..], [7]);
        assert_eq!(large.chunk().await.unwrap(), None);
        assert_eq!(&download("abc").read(3).await.unwrap()[..], b"abc");
        let error = download("abcd").read(3).await.unwrap_err();
        assert!(error.is_decode() && error.to_string().contains("3 bytes"));
    }

    #[tokio::test(start_paused = true)]
    async fn a_piece_that_does_not_come_is_an_error() {
        let never = futures_util::stream::pending::<Result<Bytes, std::io::Error>>();
        let mut stuck = download(reqwest::Body::wrap_stream(never));
        assert!(stuck.chunk().await.unwrap_err().is_timeout());
    }
}
