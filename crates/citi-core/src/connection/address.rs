//! The base address.

use url::{Host, Url};

use crate::Error;

/// A base address: `https`, or `http` to this machine only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Address {
    /// The text, without a slash at the end.
    pub(crate) text: String,
    /// The same, taken apart.
    pub(crate) url: Url,
}

impl Address {
    /// Reads an address.
    pub(crate) fn parse(text: &str) -> Result<Self, Error> {
        let url = checked_url(text, "the base address")?;
        if url.query().is_some() {
            return Err(Error::refused(
                "the base address must not hold a query; use `supply_query`",
            ));
        }
        Ok(Self {
            text: url.as_str().trim_end_matches('/').to_owned(),
            url,
        })
    }

    /// The address with `path` after it: `/payments/v1`.
    pub(crate) fn below(&self, path: &str) -> Result<Self, Error> {
        let path = path.trim_end_matches('/');
        let below = Self::parse(&format!("{}{path}", self.text))?;
        // What the parser of URLs put right (`..`, a backslash, a blank) would lead elsewhere.
        let kept = below.text.strip_prefix(&self.text) == Some(path);
        match kept && (path.is_empty() || path.starts_with('/')) {
            true => Ok(below),
            false => Err(Error::refused(
                "a path below the base address begins with a slash and has no `.`, `..`, query or blanks: `/payments/v1`",
            )),
        }
    }

    /// The path below which operations stand, without a slash at the end.
    pub(crate) fn path(&self) -> &str {
        self.url.path().trim_end_matches('/')
    }

    /// Whether only encrypted connections are made.
    pub(crate) fn is_https(&self) -> bool {
        self.url.scheme() == "https"
    }
}

/// Reads an address that secrets are sent to, so that plain HTTP is for this machine only; `what` it
/// is, for the message.
pub(crate) fn checked_url(text: &str, what: &str) -> Result<Url, Error> {
    let url = Url::parse(text.trim()).map_err(|error| {
        Error::refused(format_args!(
            "{what} is no URL ({error}); write https://host/path"
        ))
    })?;
    let plain_here = url.scheme() == "http" && is_loopback(&url);
    let refused = if url.scheme() != "https" && !plain_here {
        Some("must be https; plain http is for a server on this machine only")
    } else if !url.username().is_empty() || url.password().is_some() {
        Some("must not hold a user name or a password")
    } else if url.fragment().is_some() {
        Some("must not hold a fragment")
    } else {
        None
    };
    match refused {
        Some(reason) => Err(Error::refused(format_args!("{what} {reason}"))),
        None => Ok(url),
    }
}

fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_normal() {
        for (text, want) in [
            (
                "https://API.sandbox.citi.com",
                "https://api.sandbox.citi.com",
            ),
            (
                "https://bank.example/citiconnect/sb/ ",
                "https://bank.example/citiconnect/sb",
            ),
            ("https://bank.example:443//", "https://bank.example"),
            ("http://localhost:8080/", "http://localhost:8080"),
            ("http://127.0.0.1:1/a/../b", "http://127.0.0.1:1/b"),
            ("http://[::1]:1", "http://[::1]:1"),
        ] {
            assert_eq!(Address::parse(text).unwrap().text, want);
        }
    }

    #[test]
    fn a_path_is_appended_and_nothing_else() {
        let address = Address::parse("https://bank.example/sb/").unwrap();
        for (path, want) in [
            ("/payments/v1", "https://bank.example/sb/payments/v1"),
            ("/payments/v1/", "https://bank.example/sb/payments/v1"),
            ("", "https://bank.example/sb"),
            ("/", "https://bank.example/sb"),
        ] {
            assert_eq!(address.below(path).unwrap().text, want);
        }
        for path in [
            "x",
            "/..",
            "/a/../b",
            "/./a",
            "/a?b=1",
            "/a#b",
            "/a b",
            "\\a",
            ".evil.example",
        ] {
            let error = address.below(path).unwrap_err();
            assert!(error.is_refused(), "{path}: {error}");
        }
        let host = Address::parse("https://bank.example").unwrap();
        for path in [".evil.example", "@evil.example/", ":1/", "/%2e%2e"] {
            assert!(host.below(path).is_err(), "{path}");
        }
    }

    #[test]
    fn what_would_leak_is_refused() {
        for (text, reason) in [
            ("http://bank.example", "must be https"),
            ("http://localhost.bank.example", "must be https"),
            ("http://10.0.0.1", "must be https"),
            ("ftp://localhost", "must be https"),
            ("bank.example", "no URL"),
            (
                "https://user:hunter2@bank.example",
                "must not hold a user name",
            ),
            ("https://bank.example/?key=hunter2", "must not hold a query"),
        ] {
            let shown = Address::parse(text).unwrap_err().to_string();
            assert!(
                shown.contains(reason) && !shown.contains("hunter2"),
                "{shown}"
            );
        }
    }
}
