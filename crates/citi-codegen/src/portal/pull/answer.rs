//! What one attempt to have a document gave.

/// What one attempt to have a document gave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Answer {
    /// The whole document.
    Whole {
        /// Where it was found.
        source: String,
        /// The ending of its file: `yaml`, `yml`, `json`.
        ending: String,
        /// Its bytes.
        bytes: Vec<u8>,
        /// The `ETag` that came with it.
        etag: Option<String>,
        /// The `Last-Modified` that came with it.
        last_modified: Option<String>,
    },
    /// The document that is pinned is still the portal's.
    NotModified,
}

/// Why an attempt gave nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Refusal {
    /// Why, and what to do.
    pub reason: String,
    /// Whether another attempt may give more, and how many seconds the portal asks to wait.
    pub again: Again,
}

/// Whether another attempt makes sense.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Again {
    /// It would give the same.
    Never,
    /// It may give more.
    Soon,
    /// The portal asks to wait so many seconds.
    After(u64),
}

impl Refusal {
    pub(super) fn lasting(reason: impl Into<String>) -> Self {
        Self {
            reason: reason.into(),
            again: Again::Never,
        }
    }

    pub(super) fn passing(reason: impl Into<String>) -> Self {
        Self {
            reason: reason.into(),
            again: Again::Soon,
        }
    }
}

/// Whether the body is a web page: what a portal shows instead of an error, or to log in.
pub(super) fn is_web_page(content_type: &str, body: &[u8]) -> bool {
    let start: Vec<u8> = body
        .trim_ascii_start()
        .iter()
        .take(15)
        .map(u8::to_ascii_lowercase)
        .collect();
    let html = content_type.to_ascii_lowercase();
    html.starts_with("text/html")
        || html.starts_with("application/xhtml")
        || start.starts_with(b"<!doctype html")
        || start.starts_with(b"<html")
}
