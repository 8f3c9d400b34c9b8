//! Reads an answer to its end, but no further than agreed.

use std::future::Future;

use bytes::BytesMut;

use crate::Error;
use crate::support::answer::Parts;

/// How much of the body of an error is kept: enough for every error there is.
const ERROR_BODY: usize = 1024 * 1024;

/// Reads an answer until `over`. A success that is cut, late or too large is an error; of an error what came is
/// taken, for its status says what counts.
pub(super) async fn read_until(
    mut response: reqwest::Response,
    max: usize,
    over: impl Future<Output = ()>,
) -> Result<Parts, Error> {
    let mut over = std::pin::pin!(over);
    let mut parts = Parts {
        status: response.status(),
        headers: std::mem::take(response.headers_mut()),
        body: bytes::Bytes::new(),
    };
    let success = parts.status.is_success();
    let max = if success { max } else { max.min(ERROR_BODY) };
    let mut body = BytesMut::new();
    let broken = loop {
        let chunk = tokio::select! {
            biased;
            chunk = response.chunk() => chunk,
            () = &mut over => break Some(Error::timeout()),
        };
        match chunk {
            Ok(None) => break None,
            // The usual case: one piece, taken without a copy.
            Ok(Some(chunk)) if body.is_empty() && parts.body.is_empty() && chunk.len() <= max => {
                parts.body = chunk;
            }
            Ok(Some(chunk)) => {
                if body.is_empty() {
                    body.extend_from_slice(&std::mem::take(&mut parts.body));
                }
                let room = max - body.len().min(max);
                body.extend_from_slice(chunk.get(..room.min(chunk.len())).unwrap_or_default());
                if chunk.len() > room {
                    break Some(Error::too_large(max));
                }
            }
            Err(error) => break Some(Error::transport(error)),
        }
    };
    if !body.is_empty() {
        parts.body = body.freeze();
    }
    match broken {
        Some(error) if success => Err(error.with_parts(Parts {
            body: bytes::Bytes::new(),
            ..parts
        })),
        _ => Ok(parts),
    }
}

#[cfg(test)]
mod tests {
    use std::task::Poll;

    use super::*;

    async fn read_body(response: reqwest::Response, max: usize) -> Result<Parts, Error> {
        read_until(response, max, std::future::pending()).await
    }

    /// A response whose body comes in these pieces.
    fn pieces(status: u16, pieces: &'static [&'static [u8]]) -> reqwest::Response {
        struct Pieces(&'static [&'static [u8]]);
        impl futures_core::Stream for Pieces {
            type Item = Result<&'static [u8], std::io::Error>;

            fn poll_next(
                mut self: std::pin::Pin<&mut Self>,
                _: &mut std::task::Context<'_>,
            ) -> Poll<Option<Self::Item>> {
                let Some((first, rest)) = self.0.split_first() else {
                    return Poll::Ready(None);
                };
                self.0 = rest;
                Poll::Ready(Some(match *first {
                    b"!" => Err(std::io::Error::other("cut")),
                    piece => Ok(piece),
                }))
            }
        }
        let body = reqwest::Body::wrap_stream(Pieces(pieces));
        http::Response::builder()
            .status(status)
            .body(body)
            .unwrap()
            .into()
    }

    #[tokio::test]
    async fn pieces_are_one_body() {
        const CASES: [(&[&[u8]], &[u8]); 3] = [
            (&[], b""),
            (&[b"abc"], b"abc"),
            (&[b"ab", b"", b"c", b"de"], b"abcde"),
        ];
        for (list, want) in CASES {
            let parts = read_body(pieces(200, list), 5).await.unwrap();
            assert_eq!(&parts.body[..], want);
        }
    }

    #[tokio::test]
    async fn a_success_must_be_whole_and_small_enough() {
        const TOO_LARGE: [&[&[u8]]; 3] = [&[b"abcdef"], &[b"abc", b"def"], &[b"abcde", b"f"]];
        for list in TOO_LARGE {
            let error = read_body(pieces(200, list), 5).await.unwrap_err();
            assert!(
                error.is_decode() && error.to_string().contains("5 bytes"),
                "{error}"
            );
            assert_eq!(error.status().unwrap().as_u16(), 200);
        }
        let error = read_body(pieces(200, &[b"ab", b"!"]), 5).await.unwrap_err();
        assert_eq!(error.outcome(), crate::Outcome::Unknown);
    }

    #[tokio::test]
    async fn of_an_error_what_came_is_taken() {
        assert_eq!(
            &read_body(pieces(500, &[b"abc", b"def"]), 5)
                .await
                .unwrap()
                .body[..],
            b"abcde"
        );
        assert_eq!(
            &read_body(pieces(404, &[b"ab", b"!"]), 5)
                .await
                .unwrap()
                .body[..],
            b"ab"
        );
    }
}
