//! [`CallOptions`]: what one call does differently.

use std::fmt;
use std::time::Duration;

use http::{HeaderMap, HeaderName, HeaderValue};

use crate::connection::Supplied;
use crate::{Error, IdempotencyKey, Place, Refused, Secret, Upload};

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
    pub(crate) idempotency_key: Option<IdempotencyKey>,
    pub(crate) request_id: Option<HeaderValue>,
    pub(crate) headers: HeaderMap,
    pub(crate) supplied: Supplied,
    pub(crate) no_cache: bool,
    /// A body in place of the request's own; or why what was given is none.
    pub(crate) body: Option<Result<Upload, Refused>>,
    /// The body of a success is left to be read.
    pub(crate) streamed: bool,
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
            idempotency_key,
            request_id,
            headers,
            supplied,
            no_cache,
            body,
            streamed,
        } = later;
        self.timeout = timeout.or(self.timeout);
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
            .field("idempotency_key", &self.idempotency_key.is_some())
            .field("no_cache", &self.no_cache)
            .field("headers", &names)
            .field("supplied", &self.supplied)
            .field("body", &self.body.is_some())
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
