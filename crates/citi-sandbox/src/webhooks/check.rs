//! Events against the events document.

use citi_codegen::model::Schema;

use crate::gate::{Checker, Data};
use crate::state::State;

/// What an event breaks of its document: nothing, or words without any value of it.
pub(super) fn breaches(state: &State, kind: &str, body: &[u8]) -> Vec<String> {
    let is_of_kind = |schema: &&Schema| {
        let values = schema
            .properties
            .get("type")
            .and_then(|it| it.values.as_ref());
        values
            .is_some_and(|values| matches!(values.as_slice(), [one] if one.as_str() == Some(kind)))
    };
    let found = state.documents.apis.iter().find_map(|api| {
        let schema = api.document.schemas.values().find(is_of_kind)?;
        Some((&api.document, schema))
    });
    let Some((document, schema)) = found else {
        return vec!["the type is not documented".to_owned()];
    };
    let checker = Checker {
        document,
        patterns: &state.documents.patterns,
    };
    match Data::read(body) {
        Ok(data) => checker
            .check(schema, &data)
            .into_iter()
            .map(|fault| format!("{} {}", fault.field, fault.issue))
            .collect(),
        Err(issue) => vec![format!("the body {issue}")],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock::VirtualClock;

    fn state() -> State {
        let clock = VirtualClock::new(jiff::Timestamp::UNIX_EPOCH, true);
        State::new(String::new(), Some(7), clock, true).unwrap()
    }

    #[test]
    fn every_documented_example_is_an_event_of_its_type() {
        let state = state();
        let events = state
            .documents
            .apis
            .iter()
            .find(|api| api.id == "events")
            .unwrap();
        for kind in state.documents.event_types() {
            let of_kind = |schema: &&Schema| {
                schema
                    .examples
                    .iter()
                    .any(|it| it.get("type").and_then(|it| it.as_str()) == Some(&kind))
            };
            let schemas = events.document.schemas.values();
            let schema = schemas.rev().find(of_kind).unwrap();
            let body = schema.examples[0].to_json();
            assert_eq!(
                breaches(&state, &kind, body.as_bytes()),
                Vec::<String>::new()
            );
        }
    }

    #[test]
    fn what_breaks_the_document_is_named() {
        let state = state();
        assert_eq!(
            breaches(&state, "x.y", b"{}"),
            ["the type is not documented"]
        );
        let body = br#"{"id":"evt-1","type":"payment.completed","createdAt":"now","data":{}}"#;
        let found = breaches(&state, "payment.completed", body);
        assert_eq!(
            found[0],
            "createdAt must be a date and time like 2026-03-04T21:00:00Z"
        );
        assert!(
            found.contains(&"data.paymentId is required".to_owned()),
            "{found:?}"
        );
    }
}
