//! The HTTP client.

use std::time::Duration;

use crate::Error;

/// A client that does what it is told: no redirects (they would carry credentials elsewhere), no
/// attempts of its own, TLS 1.2 or newer.
pub(super) fn client(
    https_only: bool,
    connect_timeout: Duration,
) -> Result<reqwest::Client, Error> {
    reqwest::Client::builder()
        .https_only(https_only)
        .tls_version_min(reqwest::tls::Version::TLS_1_2)
        .redirect(reqwest::redirect::Policy::none())
        .retry(reqwest::retry::never())
        .referer(false)
        .connect_timeout(connect_timeout)
        .build()
        .map_err(Error::transport)
}
