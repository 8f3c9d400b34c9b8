//! The HTTP client.
//!
//! One layer tries again, and it is not this one. What stays of other layers' attempts is that of hyper-util's pool: a
//! request that was handed to a kept connection, which turns out to be closed before the first byte of the request was
//! written, goes to another connection. reqwest has no switch for it. It is no second attempt: hyper gives a request
//! back only if its connection has not begun with it, so that the bank can't have seen any of it. As soon as one byte
//! was written, the call ends with an error whose outcome is unknown. `tests/kept_connections.rs` proves both.

use std::sync::Arc;
use std::time::Duration;

use url::Url;

use crate::tls::{self, TlsSetup};
use crate::{Clock, Error, IdentitySource, Proxy};

/// What was said of the client.
#[derive(Clone)]
pub(crate) struct ClientSetup {
    pub(super) connect_timeout: Duration,
    pub(super) pool_idle_timeout: Duration,
    pub(super) pool_max_idle: usize,
    pub(super) proxy: Option<Proxy>,
    pub(crate) tls: TlsSetup,
    pub(super) identity_source: Option<IdentitySource>,
}

impl Default for ClientSetup {
    fn default() -> Self {
        Self {
            connect_timeout: Duration::from_secs(10),
            pool_idle_timeout: Duration::from_secs(90),
            pool_max_idle: 32,
            proxy: None,
            tls: TlsSetup::default(),
            identity_source: None,
        }
    }
}

/// A client that does what it is told: no redirects (they would carry credentials elsewhere), no attempts of its own, no
/// proxy that nobody named, TLS 1.2 or newer with the pins and the identity that were given.
pub(crate) fn client(
    setup: &ClientSetup,
    https_only: bool,
    base: &Url,
    clock: &Arc<dyn Clock>,
) -> Result<reqwest::Client, Error> {
    let mut builder = reqwest::Client::builder()
        .https_only(https_only)
        .tls_backend_preconfigured(tls::config(&setup.tls, base, clock)?)
        .redirect(reqwest::redirect::Policy::none())
        .retry(reqwest::retry::never())
        .referer(false)
        .no_proxy()
        .pool_idle_timeout(setup.pool_idle_timeout)
        .pool_max_idle_per_host(setup.pool_max_idle)
        .connect_timeout(setup.connect_timeout);
    if setup.tls.http1_only {
        builder = builder.http1_only();
    }
    if let Some(proxy) = &setup.proxy {
        builder = builder.proxy(proxy.to_reqwest()?);
    }
    builder.build().map_err(Error::transport)
}
