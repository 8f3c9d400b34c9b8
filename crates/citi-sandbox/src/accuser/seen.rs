//! [`Seen`]: an exchange, as the accuser looks at it.

use std::time::{Duration, Instant};

use axum::extract::Request;
use http::HeaderMap;
use jiff::Timestamp;
use sha2::{Digest as _, Sha256};

use crate::clock::later;
use crate::faults::{FaultKind, TOKEN};
use crate::gate::Noted;
use crate::line::Came;

/// What stands for a value that must not be kept.
pub(crate) type Digest = [u8; 32];

/// The SHA-256 of some bytes.
pub(crate) fn digest(bytes: &[u8]) -> Digest {
    Sha256::digest(bytes).into()
}

/// What is known of a request before it is answered.
#[derive(Clone, Debug)]
pub(crate) struct Asked {
    at: Timestamp,
    moment: Instant,
    line: Option<u64>,
    /// Method and address, the members of its query in order.
    place: Digest,
    key: Option<Digest>,
    is_write: bool,
    token_in_query: bool,
}

impl Asked {
    /// What a request tells by itself.
    pub(crate) fn of(request: &Request, came: &Came, at: Timestamp) -> Self {
        let key = request.headers().get("idempotency-key");
        let key = key.map(|key| digest(key.as_bytes()));
        let query = request.uri().query().unwrap_or_default();
        let mut members: Vec<_> = query.split('&').collect();
        members.sort_unstable();
        let mut place = Sha256::new();
        let head = [request.method().as_str(), request.uri().path()];
        for piece in head.into_iter().chain(members) {
            place.update(piece);
            place.update([0]);
        }
        let mut names = url::form_urlencoded::parse(query.as_bytes());
        // By HTTP/2 several requests are under way on a connection.
        let by_itself = request.version() < http::Version::HTTP_2;
        Self {
            at,
            moment: came.at,
            line: by_itself.then(|| came.line.number()),
            place: place.finalize().into(),
            key,
            is_write: !request.method().is_safe(),
            token_in_query: names.any(|(name, _)| name == "access_token"),
        }
    }
}

/// An exchange, as the accuser looks at it: digests alone stand for what the request says.
#[derive(Clone, Debug)]
pub(crate) struct Seen<'a> {
    /// When it was asked and answered, by the sandbox's clock.
    pub(super) asked_at: Timestamp,
    pub(super) at: Timestamp,
    /// The same by the clock on the wall.
    pub(super) asked: Instant,
    pub(super) answered: Instant,
    /// The connection, if one request at a time is under way on it.
    pub(super) line: Option<u64>,
    pub(super) client: Option<&'a str>,
    pub(super) operation: &'a str,
    pub(super) group: &'static str,
    pub(super) request_id: &'a str,
    pub(super) status: u16,
    pub(super) error_code: Option<&'a str>,
    pub(super) is_write: bool,
    pub(super) key: Option<Digest>,
    /// All that the request says, its key too.
    pub(super) request: Digest,
    /// The same but for its key.
    pub(super) said: Digest,
    /// What its body says, if it was read.
    pub(super) content: Option<Digest>,
    pub(super) token_in_query: bool,
    pub(super) is_deprecated: bool,
    /// A token was granted; whether another good one was out.
    pub(super) grant: Option<bool>,
    /// From when on the client is welcome again.
    pub(super) free_at: Option<Timestamp>,
    /// Until when the answer may be kept.
    pub(super) fresh_until: Option<Timestamp>,
    pub(super) fault: Option<FaultKind>,
    /// The client has no answer that settles anything.
    pub(super) is_unknown: bool,
}

impl<'a> Seen<'a> {
    /// An exchange that was answered.
    pub(crate) fn of(
        asked: Asked,
        noted: &'a Noted,
        request_id: &'a str,
        (status, headers): (u16, &HeaderMap),
        (fault, is_lost): (Option<FaultKind>, bool),
        at: Timestamp,
    ) -> Self {
        let seconds = |seconds| later(at, Duration::from_secs(seconds));
        let unreadable = matches!(
            fault,
            Some(FaultKind::CutBody | FaultKind::Stalled | FaultKind::BrokenJson)
        );
        let said = with(asked.place, noted.content);
        Self {
            asked_at: asked.at,
            at,
            asked: asked.moment,
            answered: Instant::now(),
            line: asked.line,
            client: noted.client_id.as_deref(),
            operation: match noted.grant {
                Some(_) => TOKEN,
                None => noted.operation.as_deref().unwrap_or_default(),
            },
            group: noted.group,
            request_id,
            status,
            error_code: noted.error_code.as_deref(),
            is_write: asked.is_write,
            key: asked.key,
            request: with(said, asked.key),
            said,
            content: noted.content,
            token_in_query: asked.token_in_query,
            is_deprecated: noted.is_deprecated,
            grant: noted.grant,
            free_at: wait(headers).map(|wait| match wait {
                Wait::Seconds(wait) => seconds(wait),
                Wait::Until(at) => at,
            }),
            fresh_until: max_age(headers).map(seconds),
            fault,
            is_unknown: is_lost || unreadable || status >= 500,
        }
    }
}

/// What stands for a thing, and for another if there is one.
fn with(one: Digest, other: Option<Digest>) -> Digest {
    other.map_or(one, |other| digest([one, other].as_flattened()))
}

enum Wait {
    Seconds(u64),
    Until(Timestamp),
}

/// `Retry-After`, in either form (RFC 9110 §10.2.3).
fn wait(headers: &HeaderMap) -> Option<Wait> {
    let text = headers.get(http::header::RETRY_AFTER)?.to_str().ok()?;
    if let Ok(seconds) = text.parse() {
        return Some(Wait::Seconds(seconds));
    }
    let text = text.strip_suffix("GMT")?;
    let at = jiff::fmt::strtime::parse("%a, %d %b %Y %H:%M:%S %z", format!("{text}+0000")).ok()?;
    at.to_timestamp().ok().map(Wait::Until)
}

/// `max-age` of `Cache-Control`, if the answer may be kept at all.
fn max_age(headers: &HeaderMap) -> Option<u64> {
    let text = headers.get(http::header::CACHE_CONTROL)?.to_str().ok()?;
    let mut pieces = text.split(',').map(str::trim);
    pieces.find_map(|piece| piece.strip_prefix("max-age=")?.parse().ok())
}

#[cfg(test)]
pub(super) mod tests {
    use std::sync::LazyLock;

    use super::*;
    use crate::line::Line;

    fn came() -> Came {
        Came {
            at: Instant::now(),
            line: Line::default(),
        }
    }

    /// A call that was answered with 200, at a second.
    pub(crate) fn seen(second: i64) -> Seen<'static> {
        let at = Timestamp::from_second(second).unwrap();
        let request = Request::get("/fx/v1/rates?base=USD").body(axum::body::Body::empty());
        static NOTED: LazyLock<Noted> = LazyLock::new(|| Noted {
            client_id: Some("app-1".into()),
            operation: Some("getRates".into()),
            group: "fx",
            ..Noted::default()
        });
        let headers = HeaderMap::new();
        let asked = Asked::of(&request.unwrap(), &came(), at);
        let seen = Seen::of(asked, &NOTED, "r-1", (200, &headers), (None, false), at);
        Seen {
            line: Some(1),
            ..seen
        }
    }

    #[test]
    fn retry_after_is_read_in_both_forms_and_max_age_among_others() {
        let mut headers = HeaderMap::new();
        headers.insert("retry-after", "7".parse().unwrap());
        assert!(matches!(wait(&headers), Some(Wait::Seconds(7))));
        let date = "Mon, 02 Mar 2026 14:05:09 GMT".parse().unwrap();
        headers.insert("retry-after", date);
        let Some(Wait::Until(at)) = wait(&headers) else {
            panic!("no date");
        };
        assert_eq!(at.to_string(), "2026-03-02T14:05:09Z");
        headers.insert("retry-after", "soon".parse().unwrap());
        assert!(wait(&headers).is_none());
        headers.insert("cache-control", "private, max-age=30".parse().unwrap());
        assert_eq!(max_age(&headers), Some(30));
        headers.insert("cache-control", "no-store".parse().unwrap());
        assert_eq!(max_age(&headers), None);
    }

    #[test]
    fn a_token_in_the_query_is_seen() {
        let asked = |uri: &str| {
            let request = Request::get(uri).body(axum::body::Body::empty()).unwrap();
            Asked::of(&request, &came(), Timestamp::UNIX_EPOCH).token_in_query
        };
        assert!(asked("/fx/v1/rates?base=USD&access_token=abc"));
        assert!(!asked("/fx/v1/rates?base=access_token"));
    }
}
