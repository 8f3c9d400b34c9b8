//! [`ConnectionBuilder`].

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::{HeaderName, HeaderValue};

use super::address::Address;
use super::authorization::{Authorization, Parts};
use super::client::client;
use super::randomness::{Randomness, SystemRandomness};
use super::settings::Settings;
use super::supplied::Supplied;
use super::transport::Transport;
use super::value::Connection;
use crate::cache::Cache;
use crate::call_options::header;
use crate::limit::Limiter;
use crate::{ClientCredentials, Clock, Error, Place, Retry, Secret, SystemClock, TokenSource};

/// Builds a [`Connection`].
///
/// ```
/// use std::time::Duration;
/// use citi_core::Connection;
///
/// let connection = Connection::builder("https://api.sandbox.citi.com/")
///     .bearer_token("a-token")
///     .supply_query("client_id", "my-app")
///     .call_timeout(Duration::from_secs(20))
///     .build()?;
/// assert_eq!(connection.base_url(), "https://api.sandbox.citi.com");
/// # Ok::<(), citi_core::Error>(())
/// ```
pub struct ConnectionBuilder {
    base_url: String,
    authorization: Authorization,
    supplied: Supplied,
    connect_timeout: Duration,
    attempt_timeout: Duration,
    call_timeout: Duration,
    user_agent: String,
    max_body_bytes: usize,
    request_id_header: Option<String>,
    retry: Retry,
    calls_per_minute: BTreeMap<String, Option<u32>>,
    clock: Arc<dyn Clock>,
    randomness: Arc<dyn Randomness>,
    transport: Option<Arc<dyn Transport>>,
}

impl ConnectionBuilder {
    pub(crate) fn new(base_url: String) -> Self {
        Self {
            base_url,
            authorization: Authorization::None,
            supplied: Supplied::default(),
            connect_timeout: Duration::from_secs(10),
            attempt_timeout: Duration::from_secs(30),
            call_timeout: Duration::from_secs(60),
            user_agent: concat!("citi-rust/", env!("CARGO_PKG_VERSION")).to_owned(),
            max_body_bytes: 16 * 1024 * 1024,
            request_id_header: None,
            retry: Retry::default(),
            calls_per_minute: BTreeMap::new(),
            clock: Arc::new(SystemClock::new()),
            randomness: Arc::new(SystemRandomness),
            transport: None,
        }
    }

    /// The credentials that tokens are asked for with. This, [`token_source`](Self::token_source)
    /// and [`bearer_token`](Self::bearer_token) take each other's place; the last one counts.
    #[must_use]
    pub fn credentials(mut self, credentials: ClientCredentials) -> Self {
        self.authorization = Authorization::Credentials(credentials);
        self
    }

    /// Where tokens come from, if not from the bank's token endpoint.
    #[must_use]
    pub fn token_source(mut self, source: impl TokenSource + 'static) -> Self {
        self.authorization = Authorization::Source(Arc::new(source));
        self
    }

    /// The token that goes with every call (`Authorization: Bearer …`, RFC 6750 §2.1). When its time
    /// is over, calls end with the bank's 401.
    #[must_use]
    pub fn bearer_token(mut self, token: impl Into<Secret>) -> Self {
        self.authorization = Authorization::Token(token.into());
        self
    }

    /// A name and a password for every operation that asks for HTTP `basic` (RFC 7617 §2). They
    /// go only where the operation table names `basic`, or a key that is called `Authorization`, and
    /// there in place of a token.
    #[must_use]
    pub fn basic_credentials(self, user: &str, password: impl Into<Secret>) -> Self {
        let pair = format!("{user}:{}", password.into().expose());
        let value = format!("Basic {}", STANDARD.encode(pair));
        self.supply_header("Authorization", value)
    }

    /// A header that goes with every operation that declares it, as a parameter or as a key. Its
    /// value never shows.
    #[must_use]
    pub fn supply_header(mut self, name: impl Into<String>, value: impl Into<Secret>) -> Self {
        self.supplied.set(Place::Header, name.into(), value.into());
        self
    }

    /// A query parameter that goes with every operation that declares it, as a parameter or as a
    /// key. Its value never shows.
    #[must_use]
    pub fn supply_query(mut self, name: impl Into<String>, value: impl Into<Secret>) -> Self {
        self.supplied.set(Place::Query, name.into(), value.into());
        self
    }

    /// A cookie that goes with every operation that declares it, as a parameter or as a key. Its
    /// value never shows.
    #[must_use]
    pub fn supply_cookie(mut self, name: impl Into<String>, value: impl Into<Secret>) -> Self {
        self.supplied.set(Place::Cookie, name.into(), value.into());
        self
    }

    /// How long making a connection may take; 10 seconds unless said.
    #[must_use]
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connect_timeout = timeout;
        self
    }

    /// How long one attempt may take, the body of the answer included; 30 seconds unless said.
    #[must_use]
    pub fn attempt_timeout(mut self, timeout: Duration) -> Self {
        self.attempt_timeout = timeout;
        self
    }

    /// How long a whole call may take; 60 seconds unless said.
    #[must_use]
    pub fn call_timeout(mut self, timeout: Duration) -> Self {
        self.call_timeout = timeout;
        self
    }

    /// What the program says it is (RFC 9110 §10.1.5); `citi-rust/<version>` unless said.
    #[must_use]
    pub fn user_agent(mut self, user_agent: impl Into<String>) -> Self {
        self.user_agent = user_agent.into();
        self
    }

    /// How large an answer may be, in bytes; 16 MiB unless said. A larger one is an error.
    #[must_use]
    pub fn max_body_bytes(mut self, max: usize) -> Self {
        self.max_body_bytes = max;
        self
    }

    /// The header in which an id goes with every call: `X-Request-Id`. None unless said.
    #[must_use]
    pub fn request_id_header(mut self, name: impl Into<String>) -> Self {
        self.request_id_header = Some(name.into());
        self
    }

    /// How often a call is sent, and how long the pauses are; [`Retry::default`] unless said.
    #[must_use]
    pub fn retry(mut self, retry: Retry) -> Self {
        self.retry = retry;
        self
    }

    /// How many calls a minute go to a group of operations, in place of what the operation table
    /// says; `None`: as many as come. Calls beyond wait for their turn, within their time limit.
    ///
    /// The bank counts a client's calls together: copies of a program share its limit.
    #[must_use]
    pub fn calls_per_minute(mut self, group: &str, calls: Option<u32>) -> Self {
        self.calls_per_minute.insert(group.to_owned(), calls);
        self
    }

    /// What time it is, and waiting; the clock of this machine unless said.
    #[must_use]
    pub fn clock(mut self, clock: impl Clock + 'static) -> Self {
        self.clock = Arc::new(clock);
        self
    }

    /// Where random bytes come from; the operating system unless said.
    #[must_use]
    pub fn randomness(mut self, randomness: impl Randomness + 'static) -> Self {
        self.randomness = Arc::new(randomness);
        self
    }

    /// What sends requests; [`reqwest`] with TLS 1.2 or newer unless said.
    #[must_use]
    pub fn transport(mut self, transport: impl Transport + 'static) -> Self {
        self.transport = Some(Arc::new(transport));
        self
    }

    /// The connection.
    ///
    /// # Errors
    /// If the address is not `https` (or `http` to this machine), a header cannot carry a value, a
    /// time limit is zero, or TLS cannot be set up. The message says which, without the value.
    pub fn build(self) -> Result<Connection, Error> {
        let address = Address::parse(&self.base_url)?;
        let limits = [
            self.connect_timeout,
            self.attempt_timeout,
            self.call_timeout,
        ];
        if limits.contains(&Duration::ZERO) {
            return Err(Error::refused("a time limit must be more than nothing"));
        }
        if self
            .calls_per_minute
            .values()
            .any(|calls| *calls == Some(0))
        {
            return Err(Error::refused(
                "a limit of calls a minute must be more than nothing; `None` is no limit",
            ));
        }
        for (name, value) in self.supplied.of(Place::Header) {
            header(name, value.expose())?;
        }
        let user_agent = HeaderValue::from_str(&self.user_agent).map_err(|_| {
            Error::refused("the user agent has characters that a header cannot carry")
        })?;
        let request_id_header = match self.request_id_header {
            Some(name) => Some(
                HeaderName::from_bytes(name.as_bytes())
                    .map_err(|_| Error::refused(format_args!("`{name}` is no name of a header")))?,
            ),
            None => None,
        };
        let https_only = address.is_https() && self.authorization.is_https();
        let http = client(https_only, self.connect_timeout)?;
        let transport = self.transport.unwrap_or_else(|| Arc::new(http.clone()));
        let tokens = self.authorization.tokens(&Parts {
            user_agent: &user_agent,
            http: &http,
            transport: &transport,
            clock: &self.clock,
            randomness: &self.randomness,
            retry: self.retry,
        })?;
        let settings = Settings {
            tokens,
            supplied: self.supplied,
            attempt_timeout: self.attempt_timeout,
            call_timeout: self.call_timeout,
            user_agent,
            max_body_bytes: self.max_body_bytes,
            request_id_header,
            retry: self.retry,
            limiter: Limiter::new(Arc::clone(&self.clock), self.calls_per_minute),
            cache: Cache::new(),
            clock: self.clock,
            randomness: self.randomness,
            transport,
            http,
        };
        Ok(Connection::new(address, settings))
    }
}

impl fmt::Debug for ConnectionBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ConnectionBuilder")
            .field("authorization", &self.authorization)
            .field("supplied", &self.supplied)
            .field("attempt_timeout", &self.attempt_timeout)
            .field("call_timeout", &self.call_timeout)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(builder: ConnectionBuilder) -> String {
        builder.build().unwrap_err().to_string()
    }

    #[test]
    fn what_cannot_work_is_refused_without_the_value() {
        let builder = || Connection::builder("https://bank.example");
        assert!(refused(builder().bearer_token("hunter2\n")).contains("bearer token"));
        assert!(refused(builder().bearer_token("")).contains("bearer token"));
        assert!(refused(builder().supply_header("X-Key", "hunter2\n")).contains("X-Key"));
        assert!(refused(builder().supply_header("X Key", "1")).contains("X Key"));
        assert!(refused(builder().request_id_header("X Id")).contains("X Id"));
        assert!(refused(builder().user_agent("a\nb")).contains("user agent"));
        assert!(refused(builder().calls_per_minute("fx", Some(0))).contains("calls a minute"));
        assert!(refused(builder().call_timeout(Duration::ZERO)).contains("time limit"));
        for message in [
            refused(builder().bearer_token("hunter2\n")),
            refused(builder().supply_header("X-Key", "hunter2\n")),
        ] {
            assert!(!message.contains("hunter2"), "{message}");
        }
    }

    #[test]
    fn secrets_do_not_show() {
        let builder = Connection::builder("https://bank.example")
            .bearer_token("hunter2")
            .supply_query("client_id", "hunter3");
        let shown = format!(
            "{builder:?} {:?}",
            Connection::builder("https://b.example")
                .bearer_token("hunter4")
                .build()
        );
        assert!(!shown.contains("hunter"), "{shown}");
        assert!(shown.contains("client_id"));
    }
}
