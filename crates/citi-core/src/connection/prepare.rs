//! Makes a request ready to be sent.

use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, COOKIE, USER_AGENT};
use http::{HeaderName, HeaderValue};

use super::shape;
use super::value::Connection;
use crate::call_options::header;
use crate::error::Call;
use crate::support::wire;
use crate::{Error, IdempotencyKey, Operation, Place, Upload};

/// The header that takes an idempotency key where an operation does not say.
const IDEMPOTENCY_KEY: &str = "idempotency-key";

impl Connection {
    /// Checks a request and adds what the connection, the call and the operation say.
    pub(super) fn prepare(
        &self,
        request: &mut reqwest::Request,
        operation: &'static Operation,
    ) -> Result<Call, (Error, Call)> {
        let mut call = Call {
            operation: Some(operation),
            unsettled: self.options.is_sent_before(),
            ..Call::default()
        };
        match self.fill(request, operation, &mut call) {
            Ok(()) => Ok(call),
            Err(error) => Err((error, call)),
        }
    }

    fn fill(
        &self,
        request: &mut reqwest::Request,
        operation: &'static Operation,
        call: &mut Call,
    ) -> Result<(), Error> {
        self.check(request, operation)?;
        self.supply(request, operation)?;
        wire::finish(request.url_mut());
        let settings = &self.settings;
        let body = self.options.body.clone().transpose()?;
        let headers = request.headers_mut();
        if let Some(content_type) = body.as_ref().and_then(Upload::content_type) {
            let value = HeaderValue::from_str(content_type)
                .map_err(|_| Error::refused("the content type of the body is none"))?;
            headers.insert(CONTENT_TYPE, value);
        }
        for (name, value) in &self.options.headers {
            headers.insert(name, value.clone());
        }
        // The fixed token; one that can change is put on each attempt.
        if let Some(authorization) = settings.tokens.fixed() {
            headers
                .entry(AUTHORIZATION)
                .or_insert_with(|| authorization.clone());
        }
        headers
            .entry(USER_AGENT)
            .or_insert_with(|| settings.user_agent.clone());
        if let Some(accept) = accept(operation) {
            headers.entry(ACCEPT).or_insert(accept);
        }
        if let Some(name) = &settings.request_id_header {
            let id = match &self.options.request_id {
                Some(id) => id.clone(),
                None => HeaderValue::from_str(
                    IdempotencyKey::random(settings.randomness.bytes()).as_str(),
                )
                .map_err(|_| Error::refused("a request id cannot be made"))?,
            };
            let id = headers.entry(name).or_insert(id);
            call.request_id = id.to_str().ok().map(str::to_owned);
        }
        self.name_write(request, operation, call)?;
        Ok(())
    }

    /// A request goes where the connection does, to a path that the operation means.
    fn check(&self, request: &reqwest::Request, operation: &Operation) -> Result<(), Error> {
        let (address, url) = (&self.address, request.url());
        if url.origin() != address.url.origin() {
            return Err(Error::refused(
                "the request goes to another server than the connection",
            ));
        }
        match shape::fits(address.path(), operation.path, url.path()) {
            true => Ok(()),
            false => Err(Error::refused(
                "the path is not the operation's; a value in it may be empty, `.` or `..`",
            )),
        }
    }

    /// Adds the parameters that the connection has and the operation declares.
    fn supply(&self, request: &mut reqwest::Request, operation: &Operation) -> Result<(), Error> {
        let supplied = &self.settings.supplied;
        for (name, value) in supplied.of(Place::Header) {
            if operation.is_supplied(Place::Header, name) {
                let (name, value) = header(name, value.expose())?;
                request.headers_mut().entry(name).or_insert(value);
            }
        }
        for (name, value) in supplied.of(Place::Cookie) {
            if operation.is_supplied(Place::Cookie, name) {
                let mut cookies = request.headers_mut().remove(COOKIE);
                wire::cookie(&mut cookies, name, true, value).map_err(Error::refused)?;
                if let Some(cookies) = cookies {
                    request.headers_mut().insert(COOKIE, cookies);
                }
            }
        }
        let own = self.options.supplied.of(Place::Query);
        for (name, value) in own.chain(supplied.of(Place::Query)) {
            let there = request.url().query_pairs().any(|(known, _)| known == name);
            if operation.is_supplied(Place::Query, name) && !there {
                request
                    .url_mut()
                    .query_pairs_mut()
                    .append_pair(name, value.expose());
            }
        }
        Ok(())
    }

    /// Gives a write its idempotency key.
    fn name_write(
        &self,
        request: &mut reqwest::Request,
        operation: &Operation,
        call: &mut Call,
    ) -> Result<(), Error> {
        let given = self.options.idempotency_key.as_ref();
        if !operation.method.is_write()
            || (given.is_none() && operation.idempotency_header.is_none())
        {
            return Ok(());
        }
        let name = operation.idempotency_header.unwrap_or(IDEMPOTENCY_KEY);
        let name = HeaderName::from_bytes(name.as_bytes())
            .map_err(|_| Error::refused(format_args!("`{name}` is no name of a header")))?;
        if let Some(there) = request
            .headers()
            .get(&name)
            .and_then(|there| there.to_str().ok())
        {
            call.idempotency_key = IdempotencyKey::new(there).ok();
            return Ok(());
        }
        let key = match given {
            Some(key) => key.clone(),
            None => IdempotencyKey::random(self.settings.randomness.bytes()),
        };
        let value = HeaderValue::from_str(key.as_str())
            .map_err(|_| Error::refused("a header cannot carry the idempotency key"))?;
        request.headers_mut().insert(name, value);
        call.idempotency_key = Some(key);
        Ok(())
    }
}

/// The content types that an operation answers with.
fn accept(operation: &Operation) -> Option<HeaderValue> {
    let mut types = operation.response_types.to_vec();
    // A document may say what no header can.
    types.retain(|media| HeaderValue::from_str(media).is_ok());
    match types.is_empty() {
        true => None,
        false => HeaderValue::from_str(&types.join(", ")).ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{CallOptions, ConnectionBuilder, Method, Randomness, SecurityScheme};

    struct Fixed;

    impl Randomness for Fixed {
        fn bytes(&self) -> [u8; 16] {
            [7; 16]
        }
    }

    static PAY: Operation = Operation {
        id: "pay",
        method: Method::Post,
        path: "/payments/{id}",
        idempotency_header: Some("Idempotency-Id"),
        response_types: &["application/json", "application/xml"],
        supplied: &[
            (Place::Header, "Country"),
            (Place::Query, "client_id"),
            (Place::Cookie, "route"),
        ],
        ..Operation::EMPTY
    };

    static LIST: Operation = Operation {
        id: "list",
        path: "/payments/{id}",
        ..Operation::EMPTY
    };

    const KEY: &str = "07070707-0707-4707-8707-070707070707";

    fn builder() -> ConnectionBuilder {
        Connection::builder("https://bank.example/v1")
            .bearer_token("t0ken")
            .supply_header("country", "SG")
            .supply_query("client_id", "a b&c")
            .supply_cookie("route", "x")
            .randomness(Fixed)
    }

    fn prepared(
        connection: &Connection,
        path: &str,
        operation: &'static Operation,
    ) -> Result<(reqwest::Request, Call), Error> {
        let url = format!("https://bank.example{path}").parse().unwrap();
        let mut request = reqwest::Request::new(operation.method.into(), url);
        let call = connection
            .prepare(&mut request, operation)
            .map_err(|(error, _)| error)?;
        Ok((request, call))
    }

    fn text<'a>(request: &'a reqwest::Request, name: &str) -> Option<&'a str> {
        request
            .headers()
            .get(name)
            .map(|value| value.to_str().unwrap())
    }

    #[test]
    fn a_write_has_all_that_it_needs() {
        let connection = builder().request_id_header("X-Request-Id").build().unwrap();
        let (request, call) = prepared(&connection, "/v1/payments/7?a=b+c", &PAY).unwrap();
        assert_eq!(request.url().query(), Some("a=b%20c&client_id=a%20b%26c"));
        for (name, want) in [
            ("authorization", Some("Bearer t0ken")),
            ("accept", Some("application/json, application/xml")),
            ("country", Some("SG")),
            ("cookie", Some("route=x")),
            ("idempotency-id", Some(KEY)),
            ("x-request-id", Some(KEY)),
            (
                "user-agent",
                Some(concat!("citi-rust/", env!("CARGO_PKG_VERSION"))),
            ),
        ] {
            assert_eq!(text(&request, name), want, "{name}");
        }
        assert_eq!(call.idempotency_key.unwrap().as_str(), KEY);
        assert_eq!(call.request_id.as_deref(), Some(KEY));
        let shown = format!("{:?}", request.headers());
        for secret in ["t0ken", "SG", "route=x"] {
            assert!(!shown.contains(secret), "{shown}");
        }
    }

    #[test]
    fn a_read_has_no_key_and_nothing_that_it_does_not_declare() {
        let (request, call) =
            prepared(&builder().build().unwrap(), "/v1/payments/7", &LIST).unwrap();
        assert_eq!(request.url().query(), None);
        for name in [
            "country",
            "cookie",
            "idempotency-key",
            "idempotency-id",
            "x-request-id",
            "accept",
        ] {
            assert_eq!(text(&request, name), None, "{name}");
        }
        assert!(call.idempotency_key.is_none());
    }

    #[test]
    fn keys_and_basic_go_where_the_document_asks_for_them() {
        static GUARDED: Operation = Operation {
            path: "/payments/{id}",
            security: &[
                &[
                    SecurityScheme::Key {
                        place: Place::Header,
                        name: "X-Api-Key",
                    },
                    SecurityScheme::Key {
                        place: Place::Query,
                        name: "k",
                    },
                ],
                &[SecurityScheme::Http { scheme: "basic" }],
            ],
            ..Operation::EMPTY
        };
        let connection = Connection::builder("https://bank.example/v1")
            .supply_header("x-api-key", "one")
            .supply_query("k", "two")
            .basic_credentials("user", "word")
            .build()
            .unwrap();
        let (request, _) = prepared(&connection, "/v1/payments/7", &GUARDED).unwrap();
        assert_eq!(text(&request, "x-api-key"), Some("one"));
        assert_eq!(request.url().query(), Some("k=two"));
        assert_eq!(text(&request, "authorization"), Some("Basic dXNlcjp3b3Jk"));
        assert!(!format!("{:?}", request.headers()).contains("dXNlcjp3b3Jk"));
        let (request, _) = prepared(&connection, "/v1/payments/7", &LIST).unwrap();
        assert_eq!(text(&request, "x-api-key"), None);
        assert_eq!(request.url().query(), None);
        assert_eq!(text(&request, "authorization"), None);
    }

    #[test]
    fn what_a_call_says_goes_first() {
        let options = CallOptions::new()
            .idempotency_key(IdempotencyKey::new("mine").unwrap())
            .request_id("r-1")
            .unwrap()
            .header("Authorization", "Basic abc")
            .unwrap()
            .header("Accept", "application/json;format=X")
            .unwrap();
        let connection = builder()
            .request_id_header("X-Id")
            .build()
            .unwrap()
            .with_options(options);
        let (request, call) =
            prepared(&connection, "/v1/payments/7?client_id=other", &PAY).unwrap();
        assert_eq!(text(&request, "authorization"), Some("Basic abc"));
        assert_eq!(text(&request, "accept"), Some("application/json;format=X"));
        assert_eq!(text(&request, "idempotency-id"), Some("mine"));
        assert_eq!(text(&request, "x-id"), Some("r-1"));
        assert_eq!(request.url().query(), Some("client_id=other"));
        assert_eq!(call.request_id.as_deref(), Some("r-1"));
        assert_eq!(call.idempotency_key.unwrap().as_str(), "mine");

        let mine = CallOptions::new()
            .query("client_id", "first")
            .query("page", "1");
        let mine = mine.with(CallOptions::new().query("client_id", "mine"));
        let connection = builder().build().unwrap().with_options(mine);
        // Once, and nothing that the operation does not declare.
        let (request, _) = prepared(&connection, "/v1/payments/7", &PAY).unwrap();
        assert_eq!(request.url().query(), Some("client_id=mine"));
        let (request, _) = prepared(&connection, "/v1/payments/7", &LIST).unwrap();
        assert_eq!(request.url().query(), None);
    }

    #[test]
    fn a_key_is_sent_where_the_operation_names_no_header() {
        static SEND: Operation = Operation {
            method: Method::Post,
            path: "/send",
            ..Operation::EMPTY
        };
        let options = CallOptions::new().idempotency_key(IdempotencyKey::new("mine").unwrap());
        let connection = builder().build().unwrap();
        let (plain, _) = prepared(&connection, "/v1/send", &SEND).unwrap();
        assert_eq!(text(&plain, "idempotency-key"), None);
        let (named, _) = prepared(&connection.with_options(options), "/v1/send", &SEND).unwrap();
        assert_eq!(text(&named, "idempotency-key"), Some("mine"));
    }

    #[test]
    fn a_request_that_left_its_place_is_refused() {
        let connection = builder().build().unwrap();
        for path in [
            "/v1/payments/",
            "/v1/",
            "/v1/payments/7/8",
            "/payments/7",
            "/v1/payments/../x",
        ] {
            let error = prepared(&connection, path, &LIST).unwrap_err();
            assert!(
                error.is_refused() && error.to_string().contains("path"),
                "{path}: {error}"
            );
        }
        let url = "https://evil.example/v1/payments/7".parse().unwrap();
        let mut request = reqwest::Request::new(http::Method::GET, url);
        let (error, _) = connection.prepare(&mut request, &LIST).unwrap_err();
        assert!(error.to_string().contains("another server"));
        assert!(request.headers().is_empty());
    }
}
