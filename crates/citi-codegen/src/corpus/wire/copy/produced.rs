//! Answers whose media type a 2.0 document does not name, or describes in the words of 3.x.

use super::change::{Change, below};
use super::find::target;
use super::two_zero::{self, list, says_something, text};
use crate::corpus::wire::media_type::essence;
use crate::load::{Node, Value};
use crate::lower::plan::ModulePlan;

const OTHER_ANSWER: &str =
    "the mock does not see `content` of an answer in a 2.0 document, and answers without a body";
const NO_PRODUCES: &str = "without `produces` an answer of a 2.0 document has any media type, but the mock answers without \
     the body that the document describes";

/// Says answers that are described in the words of 3.x in those of 2.0, and names their media type
/// where a 2.0 document leaves it open.
pub(super) fn with_media_types(document: &mut Node, module: &ModulePlan) -> Vec<Change> {
    let mut changes = Vec::new();
    if !two_zero::is(document) {
        return changes;
    }
    let whole = document.clone();
    let everywhere = document.get("produces").is_some_and(says_something);
    two_zero::each_operation(document, module, |operation, _, pointer| {
        let content = said_again(operation, pointer, &mut changes);
        let named = operation.get("produces").is_some_and(says_something)
            || everywhere && operation.get("produces").is_none();
        if named || !describes_a_body(&whole, operation) {
            return;
        }
        let media_type = content.unwrap_or_else(|| "application/json".to_owned());
        operation.set("produces", list(vec![text(&media_type)]));
        changes.push(Change::new(
            below(pointer, "produces"),
            format!("`produces: [{media_type}]` is added"),
            NO_PRODUCES,
        ));
    });
    changes
}

fn describes_a_body(whole: &Node, operation: &Node) -> bool {
    operation.get("responses").is_some_and(|responses| {
        let mut all = responses.entries().iter();
        all.any(|response| target(whole, &response.value).get("schema").is_some())
    })
}

/// The media type of the first answer that was said again.
fn said_again(operation: &mut Node, pointer: &str, changes: &mut Vec<Change>) -> Option<String> {
    let mut named = None;
    let Some(Value::Mapping(responses)) =
        operation.get_mut("responses").map(|node| &mut node.value)
    else {
        return None;
    };
    for response in responses {
        let media = response
            .value
            .get("content")
            .and_then(|content| content.entries().first());
        let Some(media) = media
            .filter(|_| response.value.get("schema").is_none())
            .cloned()
        else {
            continue;
        };
        let Some(schema) = media.value.get("schema") else {
            continue;
        };
        response.value.set("schema", schema.clone());
        named.get_or_insert(essence(&media.key));
        changes.push(Change::new(
            below(
                &below(&below(pointer, "responses"), &response.key),
                "content",
            ),
            "its schema is said again as `schema`",
            OTHER_ANSWER,
        ));
    }
    named
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::exact::parse;
    use crate::lower::testing::plan_with;
    use crate::lower::{Names, Options};

    fn copied(members: &str, operation: &str) -> (String, Vec<Change>) {
        let text = format!(
            r#"{{"swagger": "2.0", "info": {{"title": "t", "version": "1"}}, {members} "paths": {{"/a": {{"get": {{{operation}}}}}}}}}"#
        );
        let plan = plan_with(&text, &Options::default(), &mut Names::default());
        let mut copy = parse(&text).unwrap();
        let changes = with_media_types(&mut copy, &plan);
        (copy.to_json(), changes)
    }

    #[test]
    fn content_in_2_0_becomes_a_schema() {
        let (json, changes) = copied(
            "",
            r#""responses": {"202": {"description": "d", "content": {"text/plain": {"schema": {"type": "integer"}}}}}"#,
        );
        assert!(json.contains(r#""schema":{"type":"integer"}"#), "{json}");
        assert!(json.contains(r#""produces":["text/plain"]"#), "{json}");
        assert_eq!(changes.len(), 2);
    }

    #[test]
    fn an_answer_without_a_media_type_is_json() {
        const BODY: &str =
            r#""responses": {"200": {"description": "d", "schema": {"type": "string"}}}"#;
        for (members, operation) in [
            ("", ""),
            (r#""produces": ["text/xml"],"#, r#""produces": [],"#),
        ] {
            let (json, changes) = copied(members, &format!("{operation}{BODY}"));
            assert!(
                json.contains(r#""produces":["application/json"]"#),
                "{json}"
            );
            assert_eq!(changes.len(), 1);
            assert_eq!(changes[0].pointer, "/paths/~1a/get/produces");
        }
    }

    #[test]
    fn what_is_named_or_has_no_body_stays() {
        const BODY: &str =
            r#""responses": {"200": {"description": "d", "schema": {"type": "string"}}}"#;
        assert!(
            copied(r#""produces": ["application/json"],"#, BODY)
                .1
                .is_empty()
        );
        assert!(
            copied("", r#""responses": {"200": {"description": "d"}}"#)
                .1
                .is_empty()
        );
    }
}
