//! [`own_visitors`]: no other site acts through a visitor's browser.

use std::net::{Ipv4Addr, Ipv6Addr};
use std::sync::Arc;

use axum::extract::{Request, State as Shared};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http::{HeaderMap, Method, StatusCode, header};

use crate::refusal::Refusal;
use crate::state::State;

/// Lets a request pass that was sent to this machine, by address or as `localhost`, and, if it changes something, by a page
/// of this origin or by no page at all.
pub(crate) async fn own_visitors(
    Shared(_state): Shared<Arc<State>>,
    request: Request,
    next: Next,
) -> Response {
    let headers = request.headers();
    let changes = !matches!(*request.method(), Method::GET | Method::HEAD);
    // A name of another site that leads here would make its pages ones of this origin.
    if !is_own_host(headers) || changes && !is_own_page(headers) {
        return Refusal::new(
            StatusCode::FORBIDDEN,
            "CROSS_SITE",
            "This request comes from another site; open the portal by its address or as localhost.",
        )
        .into_response();
    }
    next.run(request).await
}

fn text(headers: &HeaderMap, name: impl header::AsHeaderName) -> Option<&str> {
    headers.get(name).map(|it| it.to_str().unwrap_or("?"))
}

fn is_own_host(headers: &HeaderMap) -> bool {
    let host = text(headers, header::HOST).unwrap_or_default();
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|it| it.is_ascii_digit()) => name,
        _ => host,
    };
    let bare = name.strip_prefix('[').and_then(|it| it.strip_suffix(']'));
    // Whoever calls by address means this machine; only names can be made to lead here by others.
    name.eq_ignore_ascii_case("localhost")
        || name.parse::<Ipv4Addr>().is_ok()
        || bare.is_some_and(|it| it.parse::<Ipv6Addr>().is_ok())
}

/// Browsers tell where a request comes from; programs say nothing of it.
fn is_own_page(headers: &HeaderMap) -> bool {
    match (
        text(headers, "sec-fetch-site"),
        text(headers, header::ORIGIN),
    ) {
        (Some(site), _) => site == "same-origin" || site == "none",
        (None, Some(origin)) => text(headers, header::HOST).is_some_and(|host| {
            origin
                .strip_prefix("https://")
                .or(origin.strip_prefix("http://"))
                == Some(host)
        }),
        (None, None) => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn passes(headers: &[(&'static str, &str)]) -> bool {
        let headers: HeaderMap = headers
            .iter()
            .map(|(name, value)| {
                let name: http::HeaderName = name.parse().unwrap();
                (name, http::HeaderValue::from_str(value).unwrap())
            })
            .collect();
        is_own_host(&headers) && is_own_page(&headers)
    }

    #[test]
    fn own_pages_and_programs_pass() {
        let host = ("host", "127.0.0.1:8087");
        assert!(passes(&[host]));
        assert!(passes(&[("host", "LOCALHOST")]));
        assert!(passes(&[("host", "[::1]:8087")]));
        assert!(passes(&[("host", "192.168.1.7:8087")]));
        assert!(passes(&[host, ("origin", "http://127.0.0.1:8087")]));
        assert!(passes(&[host, ("sec-fetch-site", "same-origin")]));
    }

    #[test]
    fn other_sites_do_not() {
        let host = ("host", "127.0.0.1:8087");
        assert!(!passes(&[]));
        assert!(!passes(&[("host", "evil.example:8087")]));
        assert!(!passes(&[("host", "127.0.0.1.evil.example")]));
        assert!(!passes(&[("host", "::1")]));
        assert!(!passes(&[host, ("origin", "http://127.0.0.1:9000")]));
        assert!(!passes(&[host, ("origin", "null")]));
        assert!(!passes(&[
            host,
            ("sec-fetch-site", "cross-site"),
            ("origin", "http://127.0.0.1:8087")
        ]));
    }
}
