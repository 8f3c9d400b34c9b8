//! The types that are written by hand and mirror documents say what the documents say.

#![allow(clippy::unwrap_used, reason = "a test stops at what breaks")]

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde_json::Value;

/// A definition of one of our documents, as JSON.
fn definition(document: &str, name: &str) -> Value {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
        .join(format!("../specs/{document}/{document}.yaml"));
    let loaded = citi_codegen::load::load(document, &std::fs::read(path).unwrap()).unwrap();
    let definition = loaded
        .root
        .get("definitions")
        .and_then(|all| all.get(name))
        .unwrap();
    serde_json::from_str(&definition.to_json()).unwrap()
}

fn mirror<T: JsonSchema>() -> Value {
    schemars::schema_for!(T).to_value()
}

fn names(schema: &Value, member: &str) -> BTreeSet<String> {
    match &schema[member] {
        Value::Object(members) => members.keys().cloned().collect(),
        Value::Array(items) => items
            .iter()
            .filter_map(Value::as_str)
            .map(str::to_owned)
            .collect(),
        _ => BTreeSet::new(),
    }
}

/// The mirror reads every documented property, and demands none that the document does not.
fn assert_mirrors(document: &Value, mirror: &Value) {
    assert_eq!(names(document, "properties"), names(mirror, "properties"));
    let demanded = names(mirror, "required");
    let promised = names(document, "required");
    assert!(
        demanded.is_subset(&promised),
        "demanded {demanded:?}, promised {promised:?}"
    );
}

#[test]
fn the_error_body_is_that_of_every_document() {
    let mirror = mirror::<citi_core::ErrorBody>();
    for document in ["accounts", "payments", "cards", "fx"] {
        assert_mirrors(&definition(document, "ErrorResponse"), &mirror);
    }
}

#[test]
fn an_error_detail_is_that_of_the_documents() {
    for document in ["accounts", "payments", "cards", "fx"] {
        let published = definition(document, "ErrorDetail");
        let mirror = mirror::<citi_core::ErrorDetail>();
        let text = mirror.to_string();
        for property in names(&published, "properties") {
            assert!(
                text.contains(&format!("\"{property}\"")),
                "{document}: {property} is not in {text}"
            );
        }
    }
}

#[test]
fn the_token_answer_is_the_documented_one() {
    assert_mirrors(
        &definition("events", "TokenResponse"),
        &mirror::<citi_core::TokenAnswer>(),
    );
}

#[test]
fn a_property_that_the_mirror_lacks_would_be_found() {
    let mut document = definition("events", "TokenResponse");
    document["properties"]["issued_at"] = serde_json::json!({"type": "string"});
    let mirror = mirror::<citi_core::TokenAnswer>();
    assert_ne!(names(&document, "properties"), names(&mirror, "properties"));
}
