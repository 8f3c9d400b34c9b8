//! [`Contents`]: what a prepared call sends.

use http::HeaderName;
use http::header::{AUTHORIZATION, CONTENT_LENGTH, COOKIE, PROXY_AUTHORIZATION};
use sha2::{Digest as _, Sha256};

use crate::{Error, Operation, Place};

/// What a call sends: all that makes the bank take it for the same one, and nothing that is secret.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Contents {
    /// The operation's id.
    pub(crate) operation: String,
    /// Its method.
    pub(crate) method: String,
    /// The base address: a record of the sandbox is none of production.
    pub(crate) server: String,
    /// Path and query, below the base address.
    pub(crate) path: String,
    /// The headers that are arguments, the content type among them; by name.
    pub(crate) headers: Vec<(String, String)>,
    /// The body, if there is one.
    pub(crate) body: Option<bytes::Bytes>,
}

impl Contents {
    /// Those of a request whose body is in memory, to an address below `server`, whose path is `base`.
    ///
    /// # Errors
    /// If its body is not, or a header is no text.
    pub(crate) fn of(
        request: &reqwest::Request,
        operation: &Operation,
        server: &str,
        base: &str,
    ) -> Result<Self, Error> {
        let url = request.url();
        let below = url.path().strip_prefix(base).unwrap_or(url.path());
        let path = match url.query() {
            Some(query) => format!("{below}?{query}"),
            None => below.to_owned(),
        };
        let mut headers = Vec::new();
        for (name, value) in request.headers() {
            if is_argument(name, operation) {
                let text = value.to_str().map_err(|_| {
                    Error::refused(format_args!(
                        "the header `{name}` is no text, so that it cannot be kept"
                    ))
                })?;
                headers.push((name.as_str().to_owned(), text.to_owned()));
            }
        }
        headers.sort();
        let body = request.body().map(|body| {
            let bytes = body.as_bytes().map(bytes::Bytes::copy_from_slice);
            bytes.ok_or_else(|| Error::refused("its body is not in memory"))
        });
        Ok(Self {
            operation: operation.id.to_owned(),
            method: operation.method.to_string(),
            server: server.to_owned(),
            path,
            headers,
            body: body.transpose()?,
        })
    }

    /// SHA-256 of the body (FIPS 180-4) in hexadecimal digits; of nothing, if there is none.
    pub(crate) fn hash(&self) -> String {
        let digest = Sha256::digest(self.body.as_deref().unwrap_or_default());
        digest.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// The first thing in which another one differs.
    pub(crate) fn difference(&self, other: &Self) -> Option<&'static str> {
        if self.operation != other.operation || self.method != other.method {
            Some("operation")
        } else if self.server != other.server {
            Some("server")
        } else if self.path != other.path {
            Some("path or query")
        } else if self.headers != other.headers {
            Some("headers")
        } else if self.body != other.body {
            Some("body")
        } else {
            None
        }
    }
}

/// Whether a header belongs to what is sent, and not to who sends it, nor to how it gets there.
fn is_argument(name: &HeaderName, operation: &Operation) -> bool {
    const NOT: [HeaderName; 4] = [AUTHORIZATION, PROXY_AUTHORIZATION, COOKIE, CONTENT_LENGTH];
    let key = operation.idempotency_header;
    !NOT.contains(name)
        && !key.is_some_and(|key| key.eq_ignore_ascii_case(name.as_str()))
        && !operation.is_supplied(Place::Header, name.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(url: &str, headers: &[(&str, &str)], body: Option<&str>) -> reqwest::Request {
        let mut request = reqwest::Client::new().post(url);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        if let Some(body) = body {
            request = request.body(body.to_owned());
        }
        request.build().unwrap()
    }

    #[test]
    fn it_has_arguments_and_no_secrets() {
        static PAY: Operation = Operation {
            id: "pay",
            idempotency_header: Some("Idempotency-Key"),
            supplied: &[(Place::Header, "client_id")],
            ..Operation::EMPTY
        };
        let headers = [
            ("Authorization", "Bearer s"),
            ("Cookie", "s"),
            ("Client_Id", "s"),
            ("IDEMPOTENCY-KEY", "k"),
            ("X-Channel", "batch"),
            ("content-type", "application/json"),
        ];
        let request = request("https://bank.example/v1/pay?a=b%20c", &headers, Some("{}"));
        let contents = Contents::of(&request, &PAY, "https://bank.example/v1", "/v1").unwrap();
        assert_eq!(contents.path, "/pay?a=b%20c");
        let names: Vec<&str> = contents
            .headers
            .iter()
            .map(|(name, _)| name.as_str())
            .collect();
        assert_eq!(names, ["content-type", "x-channel"]);
        assert_eq!(contents.body.as_deref(), Some(&b"{}"[..]));
    }

    #[test]
    fn the_hash_is_that_of_the_standard() {
        let of = |body: Option<&str>| {
            let request = request("https://bank.example/pay", &[], body);
            Contents::of(&request, &Operation::EMPTY, "https://bank.example", "")
                .unwrap()
                .hash()
        };
        let nothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        assert_eq!(of(None), nothing);
        let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(of(Some("abc")), abc);
    }
}
