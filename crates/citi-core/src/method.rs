//! HTTP methods.

use std::fmt;

/// The method of an operation (RFC 9110 §9).
///
/// ```
/// use citi_core::Method;
/// assert_eq!(Method::Post.name(), "POST");
/// assert!(Method::Post.is_write() && !Method::Get.is_write());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "each is the HTTP method of that name")]
pub enum Method {
    Get,
    Put,
    Post,
    Delete,
    Options,
    Head,
    Patch,
    Trace,
}

impl Method {
    /// The name on the wire.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Put => "PUT",
            Self::Post => "POST",
            Self::Delete => "DELETE",
            Self::Options => "OPTIONS",
            Self::Head => "HEAD",
            Self::Patch => "PATCH",
            Self::Trace => "TRACE",
        }
    }

    /// Whether it may change something at the bank: every method that is not safe (RFC 9110 §9.2.1).
    #[must_use]
    pub const fn is_write(self) -> bool {
        matches!(self, Self::Put | Self::Post | Self::Delete | Self::Patch)
    }
}

impl fmt::Display for Method {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl From<Method> for http::Method {
    fn from(method: Method) -> Self {
        match method {
            Method::Get => Self::GET,
            Method::Put => Self::PUT,
            Method::Post => Self::POST,
            Method::Delete => Self::DELETE,
            Method::Options => Self::OPTIONS,
            Method::Head => Self::HEAD,
            Method::Patch => Self::PATCH,
            Method::Trace => Self::TRACE,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_of_http() {
        for method in [
            Method::Get,
            Method::Put,
            Method::Delete,
            Method::Trace,
            Method::Patch,
        ] {
            assert_eq!(http::Method::from(method).as_str(), method.to_string());
        }
    }
}
