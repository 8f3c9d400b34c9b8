//! Answers that come instead of the bank's.

use axum::response::{IntoResponse, Response};
use http::{HeaderMap, HeaderValue, StatusCode, header};
use jiff::Timestamp;

use super::{Fault, FaultKind};
use crate::clock::{http_date, later};
use crate::refusal::Refusal;

/// What a gateway writes when there is nobody behind it.
const GATEWAY: &str = "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n\
<center><h1>502 Bad Gateway</h1></center>\r\n<hr><center>gateway</center>\r\n</body>\r\n</html>\r\n";
const DOWN: &str = "<html>\r\n<head><title>503 Service Unavailable</title></head>\r\n<body>\r\n\
<center><h1>503 Service Unavailable</h1></center>\r\n</body>\r\n</html>\r\n";

/// The answer that a fault gives instead of the bank's; `None` if it leaves the bank's. `own` are the headers
/// of the bank's answer: what the gate adds to every one stays, but on a page that no bank writes.
pub(super) fn failure(fault: &Fault, own: &HeaderMap, now: Timestamp) -> Option<Response> {
    let mut response = match fault.kind() {
        FaultKind::RateLimited => Refusal::new(
            StatusCode::TOO_MANY_REQUESTS,
            "RATE_LIMIT_EXCEEDED",
            "The limit of calls is used up.",
        )
        .into_response(),
        FaultKind::InternalError => Refusal::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            "INTERNAL_ERROR",
            "The request could not be completed.",
        )
        .into_response(),
        FaultKind::Unavailable => Refusal::new(
            StatusCode::SERVICE_UNAVAILABLE,
            "SERVICE_UNAVAILABLE",
            "The service is under maintenance.",
        )
        .into_response(),
        FaultKind::BadGateway => return Some(page(StatusCode::BAD_GATEWAY, GATEWAY)),
        FaultKind::TokenEndpointDown => return Some(page(StatusCode::SERVICE_UNAVAILABLE, DOWN)),
        _ => return None,
    };
    let headers = response.headers_mut();
    for (name, value) in own {
        let kept = name.as_str().starts_with("ratelimit-") || name == header::CACHE_CONTROL;
        if kept || name == "x-request-id" {
            headers.insert(name, value.clone());
        }
    }
    if let Some(value) = wait(fault, now) {
        headers.insert(header::RETRY_AFTER, value);
    }
    if fault.kind() == FaultKind::RateLimited {
        used_up(fault, headers);
    }
    Some(response)
}

/// The limit as it stands when it is used up; without a word of when to come again, no word of the limit.
fn used_up(fault: &Fault, headers: &mut HeaderMap) {
    let is_silent = fault.word("header") == "none";
    let seconds = u64::try_from(fault.whole("seconds")).unwrap_or(0);
    for (name, value) in [
        ("ratelimit-limit", None),
        ("ratelimit-remaining", Some(0)),
        ("ratelimit-reset", Some(seconds)),
    ] {
        match value {
            _ if is_silent => {
                headers.remove(name);
            }
            // The token endpoint has no limit that it tells of.
            Some(value) if headers.contains_key(name) => {
                headers.insert(name, HeaderValue::from(value));
            }
            _ => {}
        }
    }
}

fn page(status: StatusCode, text: &'static str) -> Response {
    (status, [(header::CONTENT_TYPE, "text/html")], text).into_response()
}

/// `Retry-After` (RFC 9110 §10.2.3).
fn wait(fault: &Fault, now: Timestamp) -> Option<HeaderValue> {
    let seconds = u64::try_from(fault.whole("seconds")).unwrap_or(0);
    match fault.word("header") {
        "seconds" => Some(HeaderValue::from(seconds)),
        "date" => {
            let at = later(now, std::time::Duration::from_secs(seconds));
            HeaderValue::from_str(&http_date(at)).ok()
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(text: &str) -> Option<Response> {
        let now = "2026-03-02T14:05:09Z".parse().unwrap();
        let mut own = HeaderMap::new();
        own.insert("ratelimit-limit", HeaderValue::from(1000));
        own.insert("ratelimit-remaining", HeaderValue::from(999));
        own.insert(
            "location",
            HeaderValue::from_static("/payments/v1/domestic/p-1"),
        );
        failure(&text.parse().unwrap(), &own, now)
    }

    #[test]
    fn retry_after_has_three_forms() {
        for (text, value) in [
            ("rate-limited; seconds=3", Some("3")),
            (
                "rate-limited; header=date; seconds=3",
                Some("Mon, 02 Mar 2026 14:05:12 GMT"),
            ),
            ("rate-limited; header=none", None),
            ("unavailable", None),
            ("unavailable; header=seconds", Some("1")),
        ] {
            let answer = made(text).unwrap();
            let found = answer.headers().get("retry-after");
            assert_eq!(found.map(|it| it.to_str().unwrap()), value, "{text}");
        }
    }

    #[test]
    fn a_limit_that_is_used_up_has_nothing_left_and_a_silent_one_says_nothing() {
        let answer = made("rate-limited").unwrap();
        assert_eq!(answer.headers()["ratelimit-remaining"], "0");
        let answer = made("rate-limited; header=none").unwrap();
        assert!(
            answer
                .headers()
                .keys()
                .all(|name| !name.as_str().starts_with("ratelimit-"))
        );
    }

    #[test]
    fn the_banks_failures_have_its_headers_and_a_gateways_have_not() {
        let answer = made("internal-error").unwrap();
        assert_eq!(answer.status(), 500);
        assert_eq!(answer.headers()["ratelimit-limit"], "1000");
        assert!(!answer.headers().contains_key("location"));
        let answer = made("bad-gateway").unwrap();
        assert_eq!(answer.status(), 502);
        assert_eq!(answer.headers()["content-type"], "text/html");
        assert!(!answer.headers().contains_key("ratelimit-limit"));
    }

    #[test]
    fn others_leave_the_banks_answer() {
        assert!(made("slow").is_none());
        assert!(made("reset").is_none());
    }
}
