//! [`Header`]: a header of an answer, by its name and the type of its value.

use std::marker::PhantomData;

use http::HeaderMap;

use crate::{Date, DateTime, DecodeError, Json, Number};

/// A header of an answer: its name, and what its value is read as.
///
/// Generated crates have a constant for each header that their document describes, in `headers`;
/// [`Answer::header`](crate::Answer::header) and [`Error::header`](crate::Error::header) read it.
/// Names are the same in any case (RFC 9110 §5.1).
///
/// ```
/// use citi_core::{Answer, Header};
///
/// const PAGES: Header<Vec<i64>> = Header::new("X-Pages");
///
/// let headers = http::Response::builder()
///     .header("RateLimit-Remaining", "999")
///     .header("X-Pages", "1, 2")
///     .body(())?
///     .headers()
///     .clone();
/// let answer = Answer::new((), 200.try_into()?, headers);
/// assert_eq!(answer.header(Header::RATE_LIMIT_REMAINING)?, Some(999));
/// assert_eq!(answer.header(PAGES)?, Some(vec![1, 2]));
/// assert_eq!(answer.header(Header::LOCATION)?, None);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Header<T> {
    name: &'static str,
    value: PhantomData<fn() -> T>,
}

impl<T> Header<T> {
    /// The header of this name.
    #[must_use]
    pub const fn new(name: &'static str) -> Self {
        Self {
            name,
            value: PhantomData,
        }
    }

    /// Its name, as the document writes it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.name
    }
}

impl Header<String> {
    /// Where the thing that was made is found (RFC 9110 §10.2.2).
    pub const LOCATION: Self = Self::new("Location");
    /// From when on the operation is gone (RFC 8594): an HTTP date.
    pub const SUNSET: Self = Self::new("Sunset");
}

impl Header<i64> {
    /// How many calls the current window allows.
    pub const RATE_LIMIT_LIMIT: Self = Self::new("RateLimit-Limit");
    /// How many calls are left in the current window.
    pub const RATE_LIMIT_REMAINING: Self = Self::new("RateLimit-Remaining");
    /// In how many seconds the next window begins.
    pub const RATE_LIMIT_RESET: Self = Self::new("RateLimit-Reset");
}

impl Header<bool> {
    /// Whether the answer is that of an earlier call with the same idempotency key.
    pub const IDEMPOTENCY_REPLAYED: Self = Self::new("Idempotency-Replayed");
}

impl<T> Clone for Header<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Header<T> {}

impl<T> std::fmt::Debug for Header<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Header({})", self.name)
    }
}

/// What the value of a header can be read as.
///
/// ```
/// use citi_core::FromHeader;
/// assert!(bool::read(" TRUE ")?);
/// assert!(u64::read("-1").is_err());
/// # Ok::<(), citi_core::DecodeError>(())
/// ```
pub trait FromHeader: Sized {
    /// Reads a value; of a header that comes several times, the values with commas between them.
    ///
    /// # Errors
    /// If it is none of this type. The value is not in the message.
    fn read(text: &str) -> Result<Self, DecodeError>;
}

/// Reads with `FromStr`.
macro_rules! by_from_str {
    ($($ty:ty: $what:literal),* $(,)?) => {$(
        impl FromHeader for $ty {
            fn read(text: &str) -> Result<Self, DecodeError> {
                text.trim().parse().map_err(|_| DecodeError::new($what))
            }
        }
    )*};
}

by_from_str! {
    i64: "it is no whole number",
    u64: "it is no whole number from 0 on",
    Number: "it is no number",
    Date: "it is no date",
    DateTime: "it is no date and time",
    Json: "it is no JSON",
}

impl FromHeader for String {
    fn read(text: &str) -> Result<Self, DecodeError> {
        Ok(text.to_owned())
    }
}

impl FromHeader for bool {
    fn read(text: &str) -> Result<Self, DecodeError> {
        match text.trim().to_ascii_lowercase().as_str() {
            "true" | "1" => Ok(true),
            "false" | "0" => Ok(false),
            _ => Err(DecodeError::new("it is neither true nor false")),
        }
    }
}

/// A list is written with commas between its items (RFC 9110 §5.6.1).
impl<T: FromHeader> FromHeader for Vec<T> {
    fn read(text: &str) -> Result<Self, DecodeError> {
        text.split(',')
            .map(str::trim)
            .filter(|item| !item.is_empty())
            .map(T::read)
            .collect()
    }
}

/// The value of `header`, if it is there.
pub(crate) fn read<T: FromHeader>(
    headers: &HeaderMap,
    header: Header<T>,
) -> Result<Option<T>, DecodeError> {
    let about = |reason: &str| DecodeError::new(format!("the header `{}`: {reason}", header.name));
    let mut text: Option<String> = None;
    for value in headers.get_all(header.name) {
        let value = std::str::from_utf8(value.as_bytes())
            .map_err(|_| about("it is no text in UTF-8"))?
            .trim();
        text = Some(match text {
            Some(text) => format!("{text}, {value}"),
            None => value.to_owned(),
        });
    }
    let value = text.map(|text| T::read(&text)).transpose();
    value.map_err(|error| about(&error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &str)]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for (name, value) in pairs {
            headers.append(
                *name,
                http::HeaderValue::from_bytes(value.as_bytes()).unwrap(),
            );
        }
        headers
    }

    #[test]
    fn each_type_is_read_and_digits_stay() {
        let headers = headers(&[
            ("x-count", " 7 "),
            ("x-rate", "1.50"),
            ("x-day", "2026-01-31"),
            ("x-list", "a, b"),
            ("x-list", "c"),
            ("x-page", "{\"total\": 1.0}"),
            ("x-name", "Zoë"),
            ("idempotency-replayed", "True"),
            ("etag", "\"1\""),
        ]);
        assert_eq!(
            read(&headers, Header::<i64>::new("X-Count")).unwrap(),
            Some(7)
        );
        let rate = read(&headers, Header::<Number>::new("X-Rate")).unwrap();
        assert_eq!(rate.unwrap().as_str(), "1.50");
        let day = read(&headers, Header::<Date>::new("X-Day")).unwrap();
        assert_eq!(day.unwrap().to_string(), "2026-01-31");
        let list = read(&headers, Header::<Vec<String>>::new("X-List")).unwrap();
        assert_eq!(list.unwrap(), ["a", "b", "c"]);
        let page = read(&headers, Header::<Json>::new("X-Page")).unwrap();
        assert_eq!(page.unwrap().as_str(), "{\"total\": 1.0}");
        let name = read(&headers, Header::<String>::new("X-Name")).unwrap();
        assert_eq!(name.as_deref(), Some("Zoë"));
        assert_eq!(
            read(&headers, Header::IDEMPOTENCY_REPLAYED).unwrap(),
            Some(true)
        );
        let tag = read(&headers, Header::<String>::new("ETag")).unwrap();
        assert_eq!(tag.as_deref(), Some("\"1\""), "quotes are part of it");
    }

    #[test]
    fn what_is_not_there_is_none_and_what_is_wrong_names_the_header_alone() {
        let headers = headers(&[("ratelimit-reset", "4111111111111111x")]);
        assert_eq!(read(&headers, Header::RATE_LIMIT_LIMIT).unwrap(), None);
        let error = read(&headers, Header::RATE_LIMIT_RESET).unwrap_err();
        assert_eq!(
            error.to_string(),
            "the header `RateLimit-Reset`: it is no whole number"
        );
    }
}
