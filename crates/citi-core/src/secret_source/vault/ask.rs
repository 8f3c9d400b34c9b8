//! One request to Vault.

use std::time::Duration;

use http::HeaderValue;
use serde::Serialize;
use url::Url;

use super::Vault;
use crate::connection::{attempt, checked_url};
use crate::support::answer::Parts;
use crate::{Secret, SecretError};

/// How long a request may take.
const ATTEMPT: Duration = Duration::from_secs(10);

/// How large an answer may be, in bytes: what Vault itself allows a secret.
const BYTES: usize = 1024 * 1024;

impl Vault {
    /// Asks with a token, if there is one; with a body it is a POST.
    pub(super) async fn ask(
        &self,
        path: &str,
        version: Option<u64>,
        token: Option<&Secret>,
        body: Option<&(impl Serialize + Sync)>,
    ) -> Result<Parts, SecretError> {
        let url = self.url(path, version)?;
        let http = self.http()?;
        let mut request = match body {
            Some(body) => http.post(url).json(body),
            None => http.get(url),
        };
        request = request.header("X-Vault-Request", "true");
        if let Some(token) = token {
            let unfit = |_| {
                SecretError::new("the token of Vault has characters that a header cannot carry")
            };
            let mut token = HeaderValue::from_str(token.expose()).map_err(unfit)?;
            token.set_sensitive(true);
            request = request.header("X-Vault-Token", token);
        }
        if let Some(namespace) = &self.namespace {
            request = request.header("X-Vault-Namespace", namespace);
        }
        let request = request.build().map_err(|_| {
            SecretError::new("the request to Vault cannot be built: check the namespace")
        })?;
        attempt(http, &*self.clock, request, ATTEMPT, BYTES)
            .await
            .map_err(|error| SecretError::new(format_args!("Vault does not answer: {error}")))
    }

    fn url(&self, path: &str, version: Option<u64>) -> Result<Url, SecretError> {
        let mut url =
            checked_url(&self.address, "the address of Vault").map_err(SecretError::new)?;
        if path.split('/').any(|part| matches!(part, "" | "." | "..")) {
            return Err(SecretError::new(
                "mounts and paths of Vault have no empty parts, `.` or `..`: `secret`, `citi/sandbox`",
            ));
        }
        if let Ok(mut parts) = url.path_segments_mut() {
            parts.pop_if_empty().push("v1").extend(path.split('/'));
        }
        url.set_query(None);
        if let Some(version) = version {
            url.query_pairs_mut()
                .append_pair("version", &version.to_string());
        }
        Ok(url)
    }
}
