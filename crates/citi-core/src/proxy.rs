//! [`Proxy`]: the way out of a company's network.

use std::fmt;

use url::Url;

use crate::{Error, Secret};

/// A proxy that connections to the bank go through: `http`, `https`, `socks5` or `socks5h`. It sees the bank's host and port
/// and encrypted bytes: TLS and pins are between the program and the bank. Plain HTTP, which is for this machine alone, never
/// goes through it.
///
/// With `http`, `https` and `socks5h` the proxy looks the bank's name up; with `socks5` this machine does. To a proxy of
/// `http` or SOCKS the password goes in plain text, as these are made (RFC 9110 §11.7, RFC 1929). A proxy of `https` must have
/// a certificate that the [`Roots`](crate::Roots) of the connection vouch for; one that asks for a client certificate is shown
/// that of the connection too, and learns with it who calls.
///
/// A connection takes no proxy from the environment by itself: where calls go is said in the program.
///
/// ```
/// use citi_core::{Connection, Proxy};
///
/// let proxy = Proxy::new("http://proxy.company.example:3128")
///     .credentials("app", "from a vault")
///     .except("10.0.0.0/8, .company.example");
/// let connection = Connection::builder("https://api.sandbox.citi.com").proxy(proxy).build()?;
/// # let _ = connection;
/// # Ok::<(), citi_core::Error>(())
/// ```
#[derive(Clone)]
pub struct Proxy {
    url: String,
    credentials: Option<(String, Secret)>,
    except: Option<String>,
}

impl Proxy {
    /// The proxy at this address, without name and password.
    #[must_use]
    pub fn new(url: impl Into<String>) -> Self {
        Self {
            url: url.into(),
            credentials: None,
            except: None,
        }
    }

    /// The one that `HTTPS_PROXY` names, with the hosts of `NO_PROXY` left out; `None` if it is not set. `var` looks
    /// variables up, by `|name| std::env::var(name).ok()`; names in lower case are looked up too.
    ///
    /// ```
    /// use citi_core::Proxy;
    /// let proxy = Proxy::from_env(|name| std::env::var(name).ok());
    /// # let _ = proxy;
    /// ```
    #[must_use]
    pub fn from_env(var: impl Fn(&str) -> Option<String>) -> Option<Self> {
        let either = |name: &str| {
            let found = var(name).or_else(|| var(&name.to_ascii_lowercase()));
            found.filter(|value| !value.trim().is_empty())
        };
        let text = either("HTTPS_PROXY")?;
        let mut proxy = Self::new(text.trim());
        if let Ok(mut url) = Url::parse(text.trim())
            && !url.username().is_empty()
        {
            let plain = |text: &str| {
                let decoded = percent_encoding::percent_decode_str(text);
                decoded.decode_utf8_lossy().into_owned()
            };
            let user = plain(url.username());
            let password = plain(url.password().unwrap_or_default());
            if url.set_username("").is_ok() && url.set_password(None).is_ok() {
                proxy = Self::new(url).credentials(user, password);
            }
        }
        proxy.except = either("NO_PROXY");
        Some(proxy)
    }

    /// Name and password that the proxy wants.
    #[must_use]
    pub fn credentials(mut self, user: impl Into<String>, password: impl Into<Secret>) -> Self {
        self.credentials = Some((user.into(), password.into()));
        self
    }

    /// Hosts that are called directly, as `NO_PROXY` lists them: names, with a dot before them for all below, addresses
    /// and networks, with commas between them.
    #[must_use]
    pub fn except(mut self, hosts: impl Into<String>) -> Self {
        self.except = Some(hosts.into());
        self
    }

    /// # Errors
    /// If the address is none of a proxy. Nothing of it is in the message.
    pub(crate) fn to_reqwest(&self) -> Result<reqwest::Proxy, Error> {
        let url = Url::parse(self.url.trim()).ok().filter(|url| {
            matches!(url.scheme(), "http" | "https" | "socks5" | "socks5h") && url.has_host()
        });
        let url = url.ok_or_else(|| {
            Error::refused(
                "the address of the proxy is no URL with http, https, socks5 or socks5h; write http://host:port",
            )
        })?;
        if !url.username().is_empty() || url.password().is_some() {
            return Err(Error::refused(
                "the address of the proxy must not hold a name or a password; use `Proxy::credentials`",
            ));
        }
        let mut proxy = reqwest::Proxy::https(url).map_err(Error::transport)?;
        if let Some((user, password)) = &self.credentials {
            proxy = proxy.basic_auth(user, password.expose());
        }
        let except = self.except.as_deref();
        Ok(proxy.no_proxy(except.and_then(reqwest::NoProxy::from_string)))
    }
}

/// What a proxy has to do with a connection that did not come about. The HTTP client says it in words alone.
pub(crate) fn reason(error: &(dyn std::error::Error + 'static)) -> Option<&'static str> {
    let text = error.to_string();
    let says = |words: &[&str]| words.iter().any(|words| text.contains(words));
    let here = if !says(&["tunnel error", "SOCKS error"]) {
        None
    } else if says(&["failed to create underlying connection"]) {
        Some("the proxy cannot be reached")
    } else if says(&["authori", "authenti", "credentials"]) {
        Some("the proxy does not take the name and password; see `Proxy::credentials`")
    } else {
        Some("the proxy does not connect to the bank")
    };
    here.or_else(|| error.source().and_then(reason))
}

impl fmt::Debug for Proxy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Proxy")
            .field("credentials", &self.credentials.is_some())
            .field("except", &self.except)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_that_is_none_is_refused_without_showing_it() {
        for (url, reason) in [
            ("proxy hunter2", "no URL"),
            ("ftp://hunter2", "no URL"),
            ("http://app:hunter2@proxy.example", "Proxy::credentials"),
        ] {
            let proxy = Proxy::new(url).credentials("hunter2", "hunter2");
            let error = proxy.to_reqwest().unwrap_err();
            let shown = format!("{error} {error:?} {proxy:?}");
            assert!(
                shown.contains(reason) && !shown.contains("hunter2"),
                "{shown}"
            );
        }
        for url in [
            "http://proxy.example:3128",
            "socks5h://10.0.0.1:1080",
            "https://p",
        ] {
            assert!(Proxy::new(url).to_reqwest().is_ok(), "{url}");
        }
    }

    #[test]
    fn the_environment_counts_when_asked() {
        let var = |name: &str| match name {
            "https_proxy" => Some("http://app:hunt%40r2@proxy.example:3128".to_owned()),
            "NO_PROXY" => Some(".bank.example".to_owned()),
            _ => None,
        };
        let proxy = Proxy::from_env(var).unwrap();
        assert_eq!(proxy.url, "http://proxy.example:3128/");
        let (user, password) = proxy.credentials.clone().unwrap();
        assert_eq!((user.as_str(), password.expose()), ("app", "hunt@r2"));
        assert_eq!(proxy.except.as_deref(), Some(".bank.example"));
        assert!(proxy.to_reqwest().is_ok() && !format!("{proxy:?}").contains("hunt"));
        assert!(Proxy::from_env(|_| None).is_none());
        assert!(Proxy::from_env(|_| Some(" ".to_owned())).is_none());
    }
}
