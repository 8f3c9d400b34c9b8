//! A gateway between client and bank that can be told to break.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use citi::core::{Transport, TransportFuture};

/// What a gateway shows instead of the bank's answer.
pub(crate) const PAGE: &str = "<html><head><title>502 Bad Gateway</title></head>\
<body><h1>502 Bad Gateway</h1><p>nginx</p></body></html>";

/// Sends requests on. Answers that it is told to lose reach nobody, though the bank has acted.
#[derive(Clone, Debug, Default)]
pub(crate) struct Gateway {
    http: reqwest::Client,
    lose: Arc<AtomicUsize>,
    writes: Arc<AtomicUsize>,
    scopes: Arc<Mutex<Vec<String>>>,
}

impl Gateway {
    /// Loses the answers to the next so many writes.
    pub(crate) fn lose(&self, answers: usize) {
        self.lose.store(answers, Ordering::SeqCst);
    }

    /// How many writes went through.
    pub(crate) fn writes(&self) -> usize {
        self.writes.load(Ordering::SeqCst)
    }

    /// The scopes that tokens were asked for, request by request.
    pub(crate) fn scopes(&self) -> Vec<String> {
        self.scopes.lock().unwrap().clone()
    }
}

impl Transport for Gateway {
    fn execute(&self, request: reqwest::Request) -> TransportFuture<'_> {
        Box::pin(async move {
            let write = request.url().path().starts_with("/payments")
                && request.method() == reqwest::Method::POST;
            if request.url().path() == "/oauth2/token" {
                // A form is written as a query is.
                let mut form = request.url().clone();
                let body = request.body().and_then(reqwest::Body::as_bytes).unwrap();
                form.set_query(Some(std::str::from_utf8(body).unwrap()));
                let scope = form.query_pairs().find(|(name, _)| name == "scope");
                let scope = scope.map(|(_, scope)| scope.into_owned());
                self.scopes.lock().unwrap().push(scope.unwrap_or_default());
            }
            let answer = self.http.execute(request).await?;
            if !write {
                return Ok(answer);
            }
            self.writes.fetch_add(1, Ordering::SeqCst);
            let lost = self
                .lose
                .fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| {
                    left.checked_sub(1)
                });
            Ok(match lost {
                Err(_) => answer,
                Ok(_) => http::Response::builder()
                    .status(502)
                    .header("content-type", "text/html")
                    .body(PAGE)
                    .unwrap()
                    .into(),
            })
        })
    }
}
