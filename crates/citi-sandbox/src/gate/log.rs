//! [`RequestLog`]: what was asked, without what must not be shown.

use std::collections::VecDeque;
use std::sync::Arc;

use http::Method;
use jiff::Timestamp;
use serde::Serialize;

/// A request and how it was answered.
///
/// It holds nothing of the request's values: the path is the template of the operation, or masked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct RequestRecord {
    /// When it was answered, by the sandbox's clock.
    pub at: Timestamp,
    /// Its method.
    pub method: String,
    /// The template of its path, `/payments/v1/domestic/{paymentId}`; of a path that is not known, the
    /// path with every piece masked that holds digits.
    pub path: String,
    /// `operationId`; `None` for what is no operation of a document.
    pub operation: Option<String>,
    /// The status of its answer.
    pub status: u16,
    /// The application, if its token was known, or if it asked for one with its own secret.
    pub client_id: Option<String>,
    /// The identifier of the exchange.
    pub request_id: String,
    /// `error_code` of the answer.
    pub error_code: Option<String>,
    /// The fault that it met, as the answer names it: `fault-1; kind=slow`. Of a fault that resets the
    /// connection nothing reached the client: the status is that which the bank would have answered, or 0
    /// if it was not asked.
    pub fault: Option<String>,
}

/// The same as it is kept: what many requests have in common is shared.
#[derive(Debug)]
pub(crate) struct Recorded {
    pub(crate) at: Timestamp,
    pub(crate) method: Method,
    pub(crate) path: Arc<str>,
    pub(crate) operation: Option<Arc<str>>,
    pub(crate) status: u16,
    pub(crate) client_id: Option<Arc<str>>,
    pub(crate) request_id: Box<str>,
    pub(crate) error_code: Option<String>,
    pub(crate) fault: Option<String>,
}

impl From<&Recorded> for RequestRecord {
    fn from(it: &Recorded) -> Self {
        Self {
            at: it.at,
            method: it.method.to_string(),
            path: it.path.to_string(),
            operation: it.operation.as_deref().map(str::to_owned),
            status: it.status,
            client_id: it.client_id.as_deref().map(str::to_owned),
            request_id: it.request_id.to_string(),
            error_code: it.error_code.clone(),
            fault: it.fault.clone(),
        }
    }
}

/// The latest requests.
#[derive(Default)]
pub(crate) struct RequestLog {
    records: VecDeque<Arc<Recorded>>,
}

/// How many requests are kept.
const KEPT: usize = 10_000;

impl RequestLog {
    /// Keeps a request. The oldest goes when there are too many; it is given back, so that nobody waits while it
    /// is thrown away.
    pub(crate) fn push(&mut self, record: Arc<Recorded>) -> Option<Arc<Recorded>> {
        let oldest = match self.records.len() {
            KEPT => self.records.pop_front(),
            _ => None,
        };
        self.records.push_back(record);
        oldest
    }

    /// All that are kept, the oldest first.
    pub(crate) fn all(&self) -> Vec<RequestRecord> {
        self.records.iter().map(|it| (&**it).into()).collect()
    }
}

/// A path with every piece masked that holds digits: it may be the number of an account or of a card.
pub(super) fn masked(path: &str) -> String {
    path.split('/')
        .map(|piece| {
            let version = piece.len() <= 3 && piece.starts_with('v');
            if piece.bytes().any(|byte| byte.is_ascii_digit()) && !version {
                "***"
            } else {
                piece
            }
        })
        .collect::<Vec<_>>()
        .join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_paths_are_masked_and_versions_are_not() {
        assert_eq!(masked("/payments/v1/p-5530218/x"), "/payments/v1/***/x");
        assert_eq!(masked("/"), "/");
    }
}
