//! [`Tape`]: what passes of a body, up to a bound.

use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};

use axum::body::{Body, Bytes};
use http_body::{Frame, SizeHint};

use crate::lock::lock;

/// How much of a body is kept.
const KEPT: usize = 8 * 1024;

/// What has passed of a body so far: its beginning, and how long it is.
#[derive(Clone, Default)]
pub(crate) struct Tape(Arc<Mutex<Passed>>);

/// See [`Tape`].
#[derive(Clone, Default)]
pub(crate) struct Passed {
    /// Its first bytes.
    pub(crate) beginning: Vec<u8>,
    /// How many bytes have passed.
    pub(crate) length: usize,
}

impl Tape {
    /// The body, which is the same for whoever reads it, and leaves its trace here.
    pub(super) fn over(&self, body: Body) -> Body {
        let tape = self.clone();
        Body::new(Taped { body, tape })
    }

    /// What has passed so far.
    pub(crate) fn passed(&self) -> Passed {
        lock(&self.0).clone()
    }

    fn take(&self, bytes: &Bytes) {
        let mut passed = lock(&self.0);
        let room = KEPT.saturating_sub(passed.beginning.len());
        passed
            .beginning
            .extend_from_slice(bytes.get(..room).unwrap_or(bytes));
        passed.length = passed.length.saturating_add(bytes.len());
    }
}

struct Taped {
    body: Body,
    tape: Tape,
}

impl http_body::Body for Taped {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        let polled = Pin::new(&mut self.body).poll_frame(context);
        if let Poll::Ready(Some(Ok(frame))) = &polled
            && let Some(bytes) = frame.data_ref()
        {
            self.tape.take(bytes);
        }
        polled
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

#[cfg(test)]
mod tests {
    use axum::body::to_bytes;
    use http_body::Body as _;

    use super::*;

    #[tokio::test]
    async fn the_body_passes_unchanged_and_its_beginning_is_kept() {
        let tape = Tape::default();
        let long = "x".repeat(KEPT + 5);
        let body = tape.over(Body::from(long.clone()));
        assert_eq!(body.size_hint().exact(), Some(long.len() as u64));
        assert_eq!(tape.passed().length, 0);
        assert_eq!(to_bytes(body, usize::MAX).await.unwrap(), long);
        let passed = tape.passed();
        assert_eq!((passed.beginning.len(), passed.length), (KEPT, long.len()));
    }
}
