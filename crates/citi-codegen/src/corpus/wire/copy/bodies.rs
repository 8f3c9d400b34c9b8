//! Bodies whose media type a 2.0 document does not name, or describes in the words of 3.x.

use super::change::{Change, below};
use crate::corpus::exact;
use crate::load::{Node, Span, Value};
use crate::lower::plan::{ModulePlan, OperationPlan};

const NO_CONSUMES: &str = "without `consumes` a 2.0 document takes any media type, but the mock refuses every body: \
     \"No supported content types, but request included a non-empty body\"";
const OTHER_WORDS: &str = "the mock does not see a `requestBody` in a 2.0 document and refuses every body: \
     \"No supported content types, but request included a non-empty body\"";

/// Names the media type that is sent where a 2.0 document leaves it open, and says a `requestBody`
/// in the words of 2.0.
pub(super) fn with_media_types(document: &mut Node, module: &ModulePlan) -> Vec<Change> {
    let mut changes = Vec::new();
    // A 3.x document names the media type with the body.
    if document.get("swagger").is_none() || document.get("openapi").is_some() {
        return changes;
    }
    let everywhere = document.get("consumes").is_some_and(says_something);
    for plan in &module.operations {
        if plan.body.is_none() {
            continue;
        }
        let method = plan.method.to_string().to_ascii_lowercase();
        let operation = document
            .get_mut("paths")
            .and_then(|paths| paths.get_mut(&plan.path))
            .and_then(|item| item.get_mut(&method));
        if let Some(operation) = operation {
            let pointer = below(&below("/paths", &plan.path), &method);
            put_right(operation, plan, &pointer, everywhere, &mut changes);
        }
    }
    changes
}

fn put_right(
    operation: &mut Node,
    plan: &OperationPlan,
    pointer: &str,
    everywhere: bool,
    changes: &mut Vec<Change>,
) {
    let Some(body) = &plan.body else { return };
    let media_type = essence(&body.content_type);
    let in_body = |parameter: &Node| {
        let place = parameter.get("in").and_then(Node::as_str);
        parameter.get("$ref").is_some() || matches!(place, Some("body" | "formData"))
    };
    let declared = operation
        .get("parameters")
        .is_some_and(|parameters| parameters.items().iter().any(in_body));
    if !declared && let Some(request) = operation.get("requestBody").cloned() {
        let parameter = as_parameter(&request, &media_type);
        let mut parameters = operation
            .get("parameters")
            .map_or_else(Vec::new, |list| list.items().to_vec());
        parameters.push(parameter);
        operation.set("parameters", list(parameters));
        changes.push(Change::new(
            below(pointer, "requestBody"),
            "it is said again as a parameter of `in: body`",
            OTHER_WORDS,
        ));
    }
    let named = operation.get("consumes").is_some_and(says_something);
    if !named && !(everywhere && operation.get("consumes").is_none()) {
        operation.set("consumes", list(vec![text(&media_type)]));
        changes.push(Change::new(
            below(pointer, "consumes"),
            format!("`consumes: [{media_type}]` is added"),
            NO_CONSUMES,
        ));
    }
}

fn says_something(consumes: &Node) -> bool {
    !consumes.items().is_empty()
}

/// A `requestBody` in the words of 2.0.
fn as_parameter(request: &Node, media_type: &str) -> Node {
    let media = request.get("content").and_then(|content| {
        let mut all = content.entries().iter();
        let exact = all.find(|entry| essence(&entry.key) == media_type);
        Some(&exact.or(content.entries().first())?.value)
    });
    let mut parameter = exact::object(vec![
        ("name".to_owned(), text("body")),
        ("in".to_owned(), text("body")),
    ]);
    if let Some(required) = request.get("required") {
        parameter.set("required", required.clone());
    }
    let schema = media.and_then(|media| media.get("schema")).cloned();
    parameter.set(
        "schema",
        schema.unwrap_or_else(|| exact::object(Vec::new())),
    );
    parameter
}

fn essence(name: &str) -> String {
    let name = name.split(';').next().unwrap_or_default();
    name.trim().to_ascii_lowercase()
}

fn text(value: &str) -> Node {
    Node::string(value, Span::default())
}

fn list(items: Vec<Node>) -> Node {
    Node::new(Value::Sequence(items), Span::default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::exact::parse;
    use crate::lower::testing::plan_with;
    use crate::lower::{Names, Options};

    fn copied(text: &str) -> (String, Vec<Change>) {
        let plan = plan_with(text, &Options::default(), &mut Names::default());
        let mut copy = parse(text).unwrap();
        let changes = with_media_types(&mut copy, &plan);
        (copy.to_json(), changes)
    }

    #[test]
    fn a_body_without_a_media_type_gets_the_one_that_is_sent() {
        let document = |consumes: &str| {
            format!(
                r#"{{"swagger": "2.0", "info": {{"title": "t", "version": "1"}}, {consumes} "paths": {{"/a": {{
                    "get": {{"responses": {{"200": {{"description": "d"}}}}}},
                    "post": {{"parameters": [{{"name": "b", "in": "body", "schema": {{"type": "object"}}}}],
                        "responses": {{"200": {{"description": "d"}}}}}}}}}}}}"#
            )
        };
        let (json, changes) = copied(&document(""));
        assert!(json.contains(r#""consumes":["application/json"]"#));
        assert_eq!(changes[0].pointer, "/paths/~1a/post/consumes");
        assert_eq!(changes.len(), 1);
        let named = r#""consumes": ["application/json"],"#;
        assert!(copied(&document(named)).1.is_empty());
    }

    #[test]
    fn a_request_body_in_2_0_becomes_a_parameter() {
        let text = r#"{"swagger": "2.0", "info": {"title": "t", "version": "1"}, "paths": {"/a": {"post": {
            "requestBody": {"required": true, "content": {"application/json": {"schema": {"type": "string"}}}},
            "responses": {"200": {"description": "d"}}}}}}"#;
        let (json, changes) = copied(text);
        let parameter = r#"{"name":"body","in":"body","required":true,"schema":{"type":"string"}}"#;
        assert!(json.contains(parameter), "{json}");
        assert_eq!(changes.len(), 2);
    }
}
