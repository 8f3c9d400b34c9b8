//! [`Answer`]: what the bank answered.

use std::fmt;
use std::ops::Deref;

use http::{HeaderMap, StatusCode};

use crate::error::Call;
use crate::{DecodeError, FromHeader, Header, header, mask_card_numbers};

/// What the bank answered: the value, and what came with it.
///
/// It can be used as the value itself.
///
/// ```
/// use citi_core::Answer;
/// let answer = Answer::new("EUR".to_owned(), 200.try_into()?, Default::default());
/// assert_eq!(answer.len(), 3);
/// assert_eq!(answer.into_value(), "EUR");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone)]
pub struct Answer<T> {
    value: T,
    status: StatusCode,
    headers: HeaderMap,
    sent_id: Option<String>,
    attempts: u32,
    from_cache: bool,
}

impl<T> Answer<T> {
    /// An answer, for tests.
    #[must_use]
    pub fn new(value: T, status: StatusCode, headers: HeaderMap) -> Self {
        Self {
            value,
            status,
            headers,
            sent_id: None,
            attempts: 1,
            from_cache: false,
        }
    }

    /// Says how the call went.
    pub(crate) fn of(mut self, call: Call) -> Self {
        self.attempts = call.attempts;
        self.sent_id = call.request_id;
        self.from_cache = call.from_cache;
        self
    }

    /// The value.
    #[must_use]
    pub fn value(&self) -> &T {
        &self.value
    }

    /// The value, to be changed: the body of a [`Download`](crate::Download) is read from it.
    pub fn value_mut(&mut self) -> &mut T {
        &mut self.value
    }

    /// The value, taken out.
    #[must_use]
    pub fn into_value(self) -> T {
        self.value
    }

    /// Another value with the same status and headers.
    #[must_use]
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Answer<U> {
        Answer {
            value: change(self.value),
            status: self.status,
            headers: self.headers,
            sent_id: self.sent_id,
            attempts: self.attempts,
            from_cache: self.from_cache,
        }
    }

    /// The status.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The headers.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The value of a header, if it came. Generated crates have the documented ones in `headers`.
    ///
    /// # Errors
    /// If it came and is not of this type.
    pub fn header<H: FromHeader>(&self, header: Header<H>) -> Result<Option<H>, DecodeError> {
        header::read(&self.headers, header)
    }

    /// The id by which the bank finds the call: its own, or the one sent.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        request_id(&self.headers).or(self.sent_id.as_deref())
    }

    /// How many attempts it took to get the answer; none if it was kept from an earlier call.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.attempts
    }

    /// Whether the answer was kept from an earlier call, within its lifetime. Its headers, and the
    /// request id among them, are those of that call.
    #[must_use]
    pub fn is_from_cache(&self) -> bool {
        self.from_cache
    }
}

impl<T> Deref for Answer<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T: fmt::Debug> fmt::Debug for Answer<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Answer")
            .field("status", &self.status)
            .field("request_id", &self.request_id().map(mask_card_numbers))
            .field("attempts", &self.attempts)
            .field("from_cache", &self.from_cache)
            .field("value", &self.value)
            .finish_non_exhaustive()
    }
}

/// The id that the bank gave a call, by any of the names in use.
pub(crate) fn request_id(headers: &HeaderMap) -> Option<&str> {
    [
        "x-request-id",
        "x-correlation-id",
        "request-id",
        "correlation-id",
        "req-sys-id",
    ]
    .into_iter()
    .find_map(|name| headers.get(name)?.to_str().ok())
    .filter(|id| !id.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_id_of_the_bank_goes_before_the_one_sent() {
        let mut headers = HeaderMap::new();
        let answer = |headers: &HeaderMap| {
            Answer::new(1, StatusCode::OK, headers.clone()).of(Call {
                attempts: 2,
                request_id: Some("mine".to_owned()),
                ..Call::default()
            })
        };
        assert_eq!(answer(&headers).request_id(), Some("mine"));
        headers.insert("x-correlation-id", http::HeaderValue::from_static("theirs"));
        assert_eq!(answer(&headers).request_id(), Some("theirs"));
        assert_eq!(answer(&headers).map(|value| value + 1).attempts(), 2);
        assert!(!format!("{:?}", answer(&headers)).contains("x-correlation-id"));
    }
}
