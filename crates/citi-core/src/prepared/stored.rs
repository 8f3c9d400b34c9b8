//! [`Stored`]: how a prepared call is written down.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};

use super::{Contents, Prepared};
use crate::IdempotencyKey;

/// The form that this crate writes.
const VERSION: u32 = 1;

/// A prepared call in members that every format has.
#[derive(Serialize, Deserialize)]
pub(super) struct Stored {
    version: u32,
    operation: String,
    method: String,
    server: String,
    path: String,
    idempotency_key: String,
    key_hours: u32,
    /// RFC 3339.
    created: String,
    headers: Vec<(String, String)>,
    /// A body that is UTF-8.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    body: Option<String>,
    /// A body that is not (RFC 4648 §4).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    body_base64: Option<String>,
    body_sha256: String,
}

impl From<Prepared> for Stored {
    fn from(prepared: Prepared) -> Self {
        let contents = Arc::unwrap_or_clone(prepared.contents);
        let (body, body_base64) = match contents.body.map(|body| String::from_utf8(body.to_vec())) {
            None => (None, None),
            Some(Ok(text)) => (Some(text), None),
            Some(Err(bytes)) => (None, Some(STANDARD.encode(bytes.as_bytes()))),
        };
        Self {
            version: VERSION,
            operation: contents.operation,
            method: contents.method,
            server: contents.server,
            path: contents.path,
            idempotency_key: prepared.key.to_string(),
            key_hours: prepared.key_hours,
            created: prepared.created.to_string(),
            headers: contents.headers,
            body,
            body_base64,
            body_sha256: prepared.hash,
        }
    }
}

impl TryFrom<Stored> for Prepared {
    type Error = &'static str;

    fn try_from(stored: Stored) -> Result<Self, &'static str> {
        if stored.version != VERSION {
            return Err("the prepared record is of a form that this version does not know");
        }
        let key = IdempotencyKey::new(stored.idempotency_key)
            .map_err(|_| "the prepared record has no idempotency key")?;
        let created = stored.created.parse();
        let created = created.map_err(|_| "`created` of the prepared record is no moment")?;
        let body = match (stored.body, stored.body_base64) {
            (body, None) => body.map(bytes::Bytes::from),
            (None, Some(text)) => {
                let bytes = STANDARD.decode(text);
                let bytes = bytes.map_err(|_| "`body_base64` of the prepared record is none")?;
                Some(bytes.into())
            }
            (Some(_), Some(_)) => return Err("the prepared record has two bodies"),
        };
        Ok(Self {
            contents: Arc::new(Contents {
                operation: stored.operation,
                method: stored.method,
                server: stored.server,
                path: stored.path,
                headers: stored.headers,
                body,
            }),
            key,
            key_hours: stored.key_hours,
            created,
            hash: stored.body_sha256,
            // Whoever wrote it down may have sent it.
            begun: Arc::new(AtomicBool::new(true)),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn prepared(body: &'static [u8]) -> Prepared {
        let contents = Contents {
            operation: "pay".to_owned(),
            method: "POST".to_owned(),
            server: "https://bank.example/v1".to_owned(),
            path: "/pay?a=1".to_owned(),
            headers: vec![("x-a".to_owned(), "1".to_owned())],
            body: Some(bytes::Bytes::from_static(body)),
        };
        let key = IdempotencyKey::new("k-1").unwrap();
        Prepared::new(contents, key, 24, "2026-03-04T21:00:00Z".parse().unwrap())
    }

    #[test]
    fn it_is_the_same_afterwards_and_may_have_been_sent() {
        for body in [&b"{\"amount\":12.50}"[..], &[0xff, 0, 0x80], b""] {
            let before = prepared(body);
            assert!(!before.is_begun());
            let text = serde_json::to_string(&before).unwrap();
            let after: Prepared = serde_json::from_str(&text).unwrap();
            assert!(after == before && after.is_begun(), "{text}");
            assert_eq!(after.body(), Some(body));
            after
                .check("2026-03-05T20:59:59Z".parse().unwrap())
                .unwrap();
        }
    }

    #[test]
    fn the_form_is_this_one_and_stays_so() {
        let text = serde_json::to_string(&prepared(b"{}")).unwrap();
        assert_eq!(
            text,
            r#"{"version":1,"operation":"pay","method":"POST","server":"https://bank.example/v1","path":"/pay?a=1","idempotency_key":"k-1","key_hours":24,"created":"2026-03-04T21:00:00Z","headers":[["x-a","1"]],"body":"{}","body_sha256":"44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"}"#
        );
    }

    #[test]
    fn what_is_no_record_is_refused() {
        let text = serde_json::to_string(&prepared(b"{}")).unwrap();
        for (from, to) in [
            (r#""version":1"#, r#""version":2"#),
            ("k-1", "k 1"),
            ("2026-03-04T21:00:00Z", "yesterday"),
            (r#""body":"{}""#, r#""body_base64":"?""#),
            (r#""body":"{}""#, r#""body":"{}","body_base64":"e30=""#),
        ] {
            let changed = text.replace(from, to);
            assert_ne!(changed, text);
            assert!(serde_json::from_str::<Prepared>(&changed).is_err(), "{to}");
        }
    }

    #[test]
    fn a_record_that_was_changed_is_found_out() {
        let text = serde_json::to_string(&prepared(b"{\"amount\":12.50}")).unwrap();
        let changed: Prepared = serde_json::from_str(&text.replace("12.50", "92.50")).unwrap();
        let now = "2026-03-04T21:00:00Z".parse().unwrap();
        let error = changed.check(now).unwrap_err();
        assert!(error.is_refused() && !error.to_string().contains("92.50"));
    }

    #[test]
    fn it_is_good_for_the_life_of_its_key() {
        let record = prepared(b"{}");
        let check = |now: &str| record.check(now.parse().unwrap());
        check("2026-03-05T20:59:59.999Z").unwrap();
        assert!(check("2026-03-05T21:00:00Z").unwrap_err().is_expired());
        assert!(check("2030-01-01T00:00:00Z").unwrap_err().is_expired());
        check("2026-03-04T20:55:00Z").unwrap();
        assert!(check("2026-03-04T20:54:59Z").unwrap_err().is_refused());
    }

    #[test]
    fn nothing_of_it_shows() {
        let shown = format!("{:?}", prepared(b"{\"account\":123456789}"));
        assert!(
            !shown.contains("123456789") && !shown.contains("/pay"),
            "{shown}"
        );
    }
}
