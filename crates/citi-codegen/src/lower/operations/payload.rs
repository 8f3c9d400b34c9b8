//! How the body of an answer is read.

use crate::lower::plan::{Payload, RustType};
use crate::lower::types::{Owner, Types};
use crate::model::{Media, Status};

/// What is read of a body.
pub(super) fn payload(media: &Media, owner: &Owner, types: &mut Types<'_>) -> Payload {
    plain_payload(media, types).unwrap_or_else(|| {
        Payload::Json(match &media.schema {
            Some(schema) => types.typed(schema, owner).inner(),
            None => RustType::Json,
        })
    })
}

/// How a body that is no JSON is read; `None`: it is JSON.
pub(super) fn plain_payload(media: &Media, types: &Types<'_>) -> Option<Payload> {
    let essence = media.essence();
    let any = matches!(essence.as_str(), "" | "*/*" | "application/*");
    if media.is_xml() {
        return Some(Payload::Xml);
    }
    let structured = media
        .schema
        .as_ref()
        .is_some_and(|schema| types.is_structured(schema));
    if media.is_json() || any && structured {
        return None;
    }
    if essence.starts_with("text/")
        || matches!(
            essence.as_str(),
            "application/jwt" | "application/jose" | "application/jose+jwt"
        )
    {
        return Some(Payload::Text);
    }
    Some(Payload::Bytes)
}

/// Statuses whose answers have no body (RFC 9110 §15.2, §15.3.5, §15.3.6, §15.4.5).
pub(super) fn has_no_body(status: Status) -> bool {
    matches!(
        status,
        Status::Code(100..=199 | 204 | 205 | 304) | Status::Range(1)
    )
}

/// JSON where there is some, else text, XML, bytes.
pub(super) fn choose(content: &[Media]) -> Option<&Media> {
    let rank = |media: &Media| match media.essence().as_str() {
        "application/json" => 0,
        _ if media.is_json() => 1,
        "*/*" | "" | "application/*" => 2,
        _ if media.is_xml() => 4,
        essence if essence.starts_with("text/") => 3,
        _ => 5,
    };
    content.iter().min_by_key(|media| rank(media))
}
