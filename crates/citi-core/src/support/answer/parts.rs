//! [`Parts`]: an answer before it is read.

use http::{HeaderMap, StatusCode};

/// An answer, read to its end.
#[derive(Clone)]
pub struct Parts {
    /// Its status.
    pub status: StatusCode,
    /// Its headers.
    pub headers: HeaderMap,
    /// Its body.
    pub body: bytes::Bytes,
}

impl std::fmt::Debug for Parts {
    /// The length of the body and the count of headers only.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (headers, bytes) = (self.headers.len(), self.body.len());
        write!(
            f,
            "Parts({}, {headers} headers, {bytes} bytes)",
            self.status
        )
    }
}

impl Parts {
    pub(super) fn content_type(&self) -> Option<&str> {
        self.headers.get(http::header::CONTENT_TYPE)?.to_str().ok()
    }
}
