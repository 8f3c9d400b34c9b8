//! An event as it is sent.

use axum::body::Bytes;
use citi_codegen::load::Node;
use citi_codegen::model::Schema;
use jiff::Timestamp;
use serde::Serialize;
use serde_json::value::RawValue;

use crate::documents::Documents;
use crate::event::Event;

/// An event as it is sent, by the events document.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Message<'a> {
    id: &'a str,
    #[serde(rename = "type")]
    kind: &'a str,
    created_at: String,
    data: &'a RawValue,
}

/// The bytes of an event, the same each time it is sent. It says that it happened at `created_at`.
pub(super) fn body(event: &Event, created_at: Timestamp) -> Option<Bytes> {
    written(&event.id, event.kind, created_at, &event.data)
}

/// The bytes of an event whose data is the example that the document has for its type. `None` if there is
/// no such example.
pub(super) fn example(
    documents: &Documents,
    id: &str,
    kind: &str,
    created_at: Timestamp,
) -> Option<Bytes> {
    let of_kind = |schema: &&Schema| {
        let kinds = schema.properties.get("type")?.values.as_ref()?;
        matches!(kinds.as_slice(), [one] if one.as_str() == Some(kind)).then_some(())
    };
    let schema = documents.apis.iter().find_map(|api| {
        let mut schemas = api.document.schemas.values();
        schemas.find(|it| of_kind(it).is_some())
    })?;
    let data: &Node = schema.examples.first()?.get("data")?;
    let data = RawValue::from_string(data.to_json()).ok()?;
    written(id, kind, created_at, &data)
}

fn written(id: &str, kind: &str, created_at: Timestamp, data: &RawValue) -> Option<Bytes> {
    let message = Message {
        id,
        kind,
        created_at: created_at.to_string(),
        data,
    };
    // Strings and JSON that was checked: this is never `None`.
    serde_json::to_vec(&message).ok().map(Bytes::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_documented_type_has_an_example_with_its_digits() {
        let documents = Documents::published().unwrap();
        let now = "2026-03-02T14:00:00Z".parse().unwrap();
        for kind in documents.event_types() {
            let body = example(documents, "evt-1", &kind, now).unwrap();
            let text = std::str::from_utf8(&body).unwrap();
            let head =
                format!(r#"{{"id":"evt-1","type":"{kind}","createdAt":"2026-03-02T14:00:00Z""#);
            assert!(text.starts_with(&head), "{text}");
        }
        let body = example(documents, "evt-1", "payment.completed", now).unwrap();
        assert!(std::str::from_utf8(&body).unwrap().contains("1250.00"));
        assert_eq!(example(documents, "evt-1", "x.y", now), None);
    }
}
