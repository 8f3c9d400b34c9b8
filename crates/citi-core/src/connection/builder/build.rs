//! From what was said to a connection, or why there can be none.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use http::{HeaderName, HeaderValue};

use super::ConnectionBuilder;
use crate::cache::Cache;
use crate::call_options::header;
use crate::connection::address::Address;
use crate::connection::authorization::Parts;
use crate::connection::client::client;
use crate::connection::rotating::Rotating;
use crate::connection::settings::Settings;
use crate::limit::Limiter;
use crate::{Connection, Error, LocalRateLimiter, Place};

impl ConnectionBuilder {
    /// The connection.
    ///
    /// # Errors
    /// If the address is not `https` (or `http` to this machine), a header cannot carry a value, a
    /// time limit is zero, or TLS cannot be set up. The message says which, without the value.
    pub fn build(self) -> Result<Connection, Error> {
        let address = Address::parse(&self.base_url)?;
        let limits = [
            self.client.connect_timeout,
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
        let retry = self.retry.of_connection();
        let http = client(&self.client, https_only, &address.url, &self.clock)?;
        let transport = match (self.transport, &self.client.identity_source) {
            (Some(transport), _) => transport,
            (None, None) => Arc::new(http.clone()),
            (None, Some(source)) => Arc::new(Rotating {
                setup: self.client.clone(),
                source: source.clone(),
                https_only,
                base: address.url.clone(),
                clock: Arc::clone(&self.clock),
                current: tokio::sync::Mutex::default(),
            }),
        };
        let tokens = self.authorization.tokens(&Parts {
            user_agent: &user_agent,
            http: &http,
            transport: &transport,
            clock: &self.clock,
            randomness: &self.randomness,
            retry: &retry,
        })?;
        let settings = Settings {
            tokens,
            supplied: self.supplied,
            attempt_timeout: self.attempt_timeout,
            call_timeout: self.call_timeout,
            user_agent,
            max_body_bytes: self.max_body_bytes,
            request_id_header,
            retry,
            limiter: Limiter {
                rates: self
                    .rate_limiter
                    .unwrap_or_else(|| Arc::new(LocalRateLimiter::on(Arc::clone(&self.clock)))),
                clock: Arc::clone(&self.clock),
                overrides: self.calls_per_minute,
                most: self.max_waiting_calls,
                waiting: Mutex::default(),
            },
            cache: Cache::new(),
            deviations: self.deviations,
            clock: self.clock,
            randomness: self.randomness,
            transport,
            http,
        };
        Ok(Connection::new(address, settings))
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
}
