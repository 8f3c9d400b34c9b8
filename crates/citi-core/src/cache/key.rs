//! What tells one answer that may be kept from another.

use http::HeaderMap;
use url::Url;

/// An operation, its whole address, and the headers that are arguments of the call. It is never
/// shown: addresses have numbers of accounts in them.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Key {
    operation: &'static str,
    url: String,
    headers: Vec<(String, Vec<u8>)>,
}

impl Key {
    /// `headers`: as generated code made them.
    pub(crate) fn new(operation: &'static str, url: &Url, headers: &HeaderMap) -> Self {
        let mut headers: Vec<_> = headers
            .iter()
            .map(|(name, value)| (name.as_str().to_owned(), value.as_bytes().to_vec()))
            .collect();
        headers.sort();
        Self {
            operation,
            url: url.as_str().to_owned(),
            headers,
        }
    }

    /// About how many bytes it takes.
    pub(super) fn len(&self) -> usize {
        let headers = self.headers.iter();
        let headers: usize = headers.map(|(name, value)| name.len() + value.len()).sum();
        self.url.len() + headers
    }
}
