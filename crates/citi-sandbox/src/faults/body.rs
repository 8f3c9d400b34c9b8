//! [`Halted`]: a body that does not come to its end.

use std::future::Future as _;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::Bytes;
use http_body::{Body, Frame};
use tokio::time::Sleep;

/// A body that gives one piece at most, and then breaks off or waits. Its length is not known: a header must
/// say it, or it goes in chunks.
pub(super) struct Halted {
    piece: Option<Bytes>,
    wait: Option<Pin<Box<Sleep>>>,
    waited: bool,
}

impl Halted {
    /// Breaks off after a piece.
    pub(super) fn cut(piece: Bytes) -> Self {
        Self {
            piece: Some(piece),
            wait: None,
            waited: false,
        }
    }

    /// Gives nothing for so long, and then breaks off.
    pub(super) fn stalled(bound: Duration) -> Self {
        Self {
            piece: None,
            wait: Some(Box::pin(tokio::time::sleep(bound))),
            waited: false,
        }
    }
}

impl Body for Halted {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        if let Some(piece) = self.piece.take() {
            return Poll::Ready(Some(Ok(Frame::data(piece))));
        }
        if let Some(wait) = &mut self.wait {
            if wait.as_mut().poll(context).is_pending() {
                return Poll::Pending;
            }
        } else if !self.waited {
            // Once around, so that the piece leaves before the connection ends.
            self.waited = true;
            context.waker().wake_by_ref();
            return Poll::Pending;
        }
        let broken = io::Error::new(io::ErrorKind::ConnectionAborted, "a fault of the sandbox");
        Poll::Ready(Some(Err(broken)))
    }
}

#[cfg(test)]
mod tests {
    use axum::body::to_bytes;

    use super::*;

    #[tokio::test]
    async fn it_never_comes_to_its_end() {
        let cut = axum::body::Body::new(Halted::cut(Bytes::from_static(b"{\"a\"")));
        assert!(to_bytes(cut, 100).await.is_err());
        let stalled = axum::body::Body::new(Halted::stalled(Duration::from_millis(1)));
        assert!(to_bytes(stalled, 100).await.is_err());
    }
}
