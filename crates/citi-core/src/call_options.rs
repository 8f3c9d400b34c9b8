//! [`CallOptions`]: what one call does differently.

use std::fmt;
use std::time::Duration;

use http::{HeaderMap, HeaderName, HeaderValue};
use jiff::Timestamp;
use tokio_util::sync::CancellationToken;

use crate::connection::Supplied;
use crate::{Error, IdempotencyKey, Place, Prepared, Refused, Retry, Secret, Upload};

/// What one call does differently from the others of its connection.
///
/// ```
/// use std::time::Duration;
/// use citi_core::{CallOptions, IdempotencyKey};
///
/// let options = CallOptions::new()
///     .timeout(Duration::from_secs(5))
///     .idempotency_key(IdempotencyKey::new("invoice-42")?)
///     .header("X-Channel", "batch")?;
/// assert!(!format!("{options:?}").contains("batch"));
/// # Ok::<(), citi_core::Error>(())
/// ```
#[derive(Clone, Default)]
pub struct CallOptions {
    pub(crate) timeout: Option<Duration>,
    pub(crate) attempt_timeout: Option<Duration>,
    pub(crate) deadline: Option<Timestamp>,
    pub(crate) cancelled: Option<CancellationToken>,
    pub(crate) retry: Option<Retry>,
    pub(crate) idempotency_key: Option<IdempotencyKey>,
    pub(crate) request_id: Option<HeaderValue>,
    pub(crate) headers: HeaderMap,
    pub(crate) supplied: Supplied,
    pub(crate) no_cache: bool,
    /// A body in place of the request's own; or why what was given is none.
    pub(crate) body: Option<Result<Upload, Refused>>,
    /// The body of a success is left to be read.
    pub(crate) streamed: bool,
    /// The record that is sent, and nothing else.
    pub(crate) resumed: Option<Prepared>,
}

impl CallOptions {
    /// Nothing different.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The time that the whole call may take: waiting for its turn and for a token, all attempts and
    /// the pauses between them.
    #[must_use]
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }

    /// The time that one attempt may take, from its first byte to the last of its answer; never more than is left of the
    /// call. Where the answer is read as it comes, it is the time of each piece.
    #[must_use]
    pub fn attempt_timeout(mut self, timeout: Duration) -> Self {
        self.attempt_timeout = Some(timeout);
        self
    }

    /// The moment by which the call is over; it never gives more time than the time limit of the call does. Pages and
    /// repeated calls share it. When the call begins it becomes what is left until then, so that a clock that is set
    /// meanwhile does no harm. A call that begins later is not sent.
    ///
    /// ```
    /// use citi_core::CallOptions;
    /// // The cut-off time of a payment:
    /// let options = CallOptions::new().deadline("2026-03-04T21:00:00Z".parse()?);
    /// # Ok::<(), jiff::Error>(())
    /// ```
    #[must_use]
    pub fn deadline(mut self, at: Timestamp) -> Self {
        self.deadline = Some(at);
        self
    }

    /// The call ends as soon as this token is cancelled, with an error that says so
    /// ([`Error::is_cancelled`]): nothing was sent, or whether the bank did it is not known. So do the pauses between
    /// attempts, the wait for its turn, and the body of a [`Download`](crate::Download).
    ///
    /// ```
    /// use citi_core::{CallOptions, CancellationToken};
    /// let stop = CancellationToken::new();
    /// let options = CallOptions::new().cancelled_by(stop.clone());
    /// // When the program is told to end:
    /// stop.cancel();
    /// # let _ = options;
    /// ```
    #[must_use]
    pub fn cancelled_by(mut self, token: CancellationToken) -> Self {
        self.cancelled = Some(token);
        self
    }

    /// How often the call is sent, and how long between, in place of the connection's way.
    ///
    /// ```
    /// use citi_core::{CallOptions, Retry};
    /// let once = CallOptions::new().retry(Retry::never());
    /// # let _ = once;
    /// ```
    #[must_use]
    pub fn retry(mut self, retry: Retry) -> Self {
        self.retry = Some(retry);
        self
    }

    /// The idempotency key of a write; one is made if none is given.
    #[must_use]
    pub fn idempotency_key(mut self, key: IdempotencyKey) -> Self {
        self.idempotency_key = Some(key);
        self
    }

    /// The id that the call is known by, where the connection sends one; one is made if none is
    /// given.
    ///
    /// # Errors
    /// If a header cannot carry it.
    pub fn request_id(mut self, id: &str) -> Result<Self, Error> {
        self.request_id = Some(header_value("the request id", id)?);
        Ok(self)
    }

    /// The call is one that was prepared before, and made anew of its arguments: it is sent with the record's key, and
    /// only if it is what the record has, to the byte. One that is not, or comes after the life of the key, is refused.
    ///
    /// Without the arguments, `resume` of the operation's builder sends what the record has.
    ///
    /// ```
    /// use citi_core::{CallOptions, Prepared};
    /// fn again(record: &Prepared) -> CallOptions {
    ///     CallOptions::new().resuming(record)
    /// }
    /// ```
    #[must_use]
    pub fn resuming(mut self, record: &Prepared) -> Self {
        self.idempotency_key = Some(record.idempotency_key().clone());
        self.resumed = Some(record.clone());
        self
    }

    /// Whether the bank may have it already.
    pub(crate) fn is_sent_before(&self) -> bool {
        let record = self.resumed.as_ref();
        record.is_some_and(Prepared::is_begun)
    }

    /// The bank is asked, even where an answer is kept that is still good. What it answers is kept.
    #[must_use]
    pub fn no_cache(mut self) -> Self {
        self.no_cache = true;
        self
    }

    /// These options, and `later` ones, which go first where both say something.
    ///
    /// ```
    /// use citi_core::CallOptions;
    /// let first = CallOptions::new().header("X-A", "1")?.no_cache();
    /// let both = first.with(CallOptions::new().header("X-B", "2")?);
    /// assert!(format!("{both:?}").contains(r#"no_cache: true, headers: ["x-a", "x-b"]"#));
    /// # Ok::<(), citi_core::Error>(())
    /// ```
    #[must_use]
    pub fn with(mut self, later: Self) -> Self {
        let Self {
            timeout,
            attempt_timeout,
            deadline,
            cancelled,
            retry,
            idempotency_key,
            request_id,
            headers,
            supplied,
            no_cache,
            body,
            streamed,
            resumed,
        } = later;
        self.timeout = timeout.or(self.timeout);
        self.attempt_timeout = attempt_timeout.or(self.attempt_timeout);
        self.deadline = deadline.or(self.deadline);
        self.cancelled = cancelled.or(self.cancelled);
        self.retry = retry.or(self.retry);
        self.idempotency_key = idempotency_key.or(self.idempotency_key);
        self.request_id = request_id.or(self.request_id);
        for name in headers.keys() {
            self.headers.remove(name);
        }
        self.headers.extend(headers);
        self.supplied.extend(supplied);
        self.no_cache |= no_cache;
        self.body = body.or(self.body);
        self.streamed |= streamed;
        self.resumed = resumed.or(self.resumed);
        self
    }

    /// A header more, and no kept answer; it goes before one that the operation or the connection would send.
    ///
    /// # Errors
    /// If it is no header. The value is not in the message.
    pub fn header(mut self, name: &str, value: &str) -> Result<Self, Error> {
        let (name, value) = header(name, value)?;
        self.headers.insert(name, value);
        Ok(self)
    }

    /// The value of a query parameter that is no argument of the call, because the connection knows it (`client_id`): this
    /// one goes before the connection's. An operation whose document does not declare the parameter does not send it.
    ///
    /// ```
    /// use citi_core::CallOptions;
    /// let options = CallOptions::new().query("client_id", "other-app");
    /// assert!(!format!("{options:?}").contains("other-app"));
    /// ```
    #[must_use]
    pub fn query(mut self, name: impl Into<String>, value: impl Into<Secret>) -> Self {
        self.supplied.set(Place::Query, name.into(), value.into());
        self
    }
}

/// A header whose value does not show.
pub(crate) fn header(name: &str, value: &str) -> Result<(HeaderName, HeaderValue), Error> {
    let known = HeaderName::from_bytes(name.as_bytes())
        .map_err(|_| Error::refused(format_args!("`{name}` is no name of a header")))?;
    Ok((known, header_value(&format!("the header `{name}`"), value)?))
}

fn header_value(what: &str, value: &str) -> Result<HeaderValue, Error> {
    let mut value = HeaderValue::from_str(value).map_err(|_| {
        Error::refused(format_args!(
            "{what} has characters that a header cannot carry"
        ))
    })?;
    value.set_sensitive(true);
    Ok(value)
}

impl fmt::Debug for CallOptions {
    /// Names only, no values.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<&str> = self.headers.keys().map(HeaderName::as_str).collect();
        f.debug_struct("CallOptions")
            .field("timeout", &self.timeout)
            .field("attempt_timeout", &self.attempt_timeout)
            .field("deadline", &self.deadline)
            .field("cancelled_by", &self.cancelled.is_some())
            .field("retry", &self.retry.is_some())
            .field("idempotency_key", &self.idempotency_key.is_some())
            .field("no_cache", &self.no_cache)
            .field("headers", &names)
            .field("supplied", &self.supplied)
            .field("body", &self.body.is_some())
            .field("resuming", &self.resumed.is_some())
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_header_is_refused() {
        let refused = CallOptions::new().header("X Y", "1").unwrap_err();
        assert!(refused.to_string().contains("X Y"));
        let refused = CallOptions::new().header("X-Y", "secret\n").unwrap_err();
        assert!(refused.is_refused() && !refused.to_string().contains("secret"));
        assert!(CallOptions::new().request_id("a\r\nb").is_err());
    }
}
