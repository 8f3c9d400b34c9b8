//! Bodies of requests whose media type a 2.0 document does not name, or describes in the words of 3.x.

use super::change::{Change, below};
use super::find::target;
use super::two_zero::{self, list, says_something, text};
use crate::corpus::wire::media_type::essence;
use crate::load::{Entry, Node, Span, Value};
use crate::lower::plan::{ModulePlan, OperationPlan};

const NO_CONSUMES: &str = "without `consumes` a 2.0 document takes any media type, but the mock refuses every body: \
     \"No supported content types, but request included a non-empty body\"";
const OTHER_WORDS: &str = "the mock does not see a `requestBody` in a 2.0 document and refuses every body: \
     \"No supported content types, but request included a non-empty body\"";

const OTHER_TYPE: &str = "the mock refuses the one media type that the operation's own `Content-Type` parameter allows: \
     \"Supported content types\"";

const FORM: &str = "application/x-www-form-urlencoded";
const FORM_BODY: &str = "the mock does not see a body of `in: body` that is sent as a form, and refuses it: \
     \"No supported content types, but request included a non-empty body\"";

/// Names the media type that is sent where a 2.0 document leaves it open, and says a `requestBody`
/// in the words of 2.0.
pub(super) fn with_media_types(document: &mut Node, module: &ModulePlan) -> Vec<Change> {
    let mut changes = Vec::new();
    // A 3.x document names the media type with the body.
    if !two_zero::is(document) {
        return changes;
    }
    let whole = document.clone();
    let everywhere = document.get("consumes").is_some_and(says_something);
    two_zero::each_operation(document, module, |operation, plan, pointer| {
        put_right(operation, plan, pointer, everywhere, &mut changes);
        as_demanded(&whole, operation, plan, pointer, &mut changes);
        as_form(&whole, operation, plan, pointer, &mut changes);
    });
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
    let inherited = everywhere && operation.get("consumes").is_none();
    if !(named || inherited) {
        operation.set("consumes", list(vec![text(&media_type)]));
        changes.push(Change::new(
            below(pointer, "consumes"),
            format!("`consumes: [{media_type}]` is added"),
            NO_CONSUMES,
        ));
    }
}

/// Adds the media type that a header parameter demands to those that the operation takes.
fn as_demanded(
    whole: &Node,
    operation: &mut Node,
    plan: &OperationPlan,
    pointer: &str,
    changes: &mut Vec<Change>,
) {
    let Some(body) = &plan.body else { return };
    let sent = essence(&body.content_type);
    let demands = |parameter: &Node| {
        let parameter = target(whole, parameter);
        let name = parameter.get("name").and_then(Node::as_str);
        let choices = parameter.get("enum").map_or(&[][..], Node::items);
        parameter.get("in").and_then(Node::as_str) == Some("header")
            && name.is_some_and(|name| name.eq_ignore_ascii_case("content-type"))
            && choices
                .iter()
                .any(|choice| choice.as_str().map(essence).as_ref() == Some(&sent))
    };
    let parameters = operation.get("parameters").map_or(&[][..], Node::items);
    if !parameters.iter().any(demands) {
        return;
    }
    let taken = operation.get("consumes").or_else(|| whole.get("consumes"));
    let mut taken = taken.map_or_else(Vec::new, |list| list.items().to_vec());
    let known = |name: &Node| name.as_str().map(essence).as_ref() == Some(&sent);
    if !taken.iter().any(known) {
        taken.push(text(&sent));
        operation.set("consumes", list(taken));
        changes.push(Change::new(
            below(pointer, "consumes"),
            format!("`{sent}` is added"),
            OTHER_TYPE,
        ));
    }
}

/// Says the members of an `in: body` that is sent as a form one by one.
fn as_form(
    whole: &Node,
    operation: &mut Node,
    plan: &OperationPlan,
    pointer: &str,
    changes: &mut Vec<Change>,
) {
    let form = plan.body.as_ref().map(|body| essence(&body.content_type));
    let Some(parameters) = operation
        .get("parameters")
        .filter(|_| form.as_deref() == Some(FORM))
    else {
        return;
    };
    let in_body =
        |node: &&Node| target(whole, node).get("in").and_then(Node::as_str) == Some("body");
    let schema = parameters.items().iter().find(in_body).and_then(|body| {
        let schema = target(whole, target(whole, body).get("schema")?);
        schema
            .get("properties")
            .map(|properties| (schema, properties))
    });
    let Some((schema, properties)) = schema else {
        return;
    };
    let required: Vec<_> = schema
        .get("required")
        .map_or(&[][..], Node::items)
        .iter()
        .filter_map(Node::as_str)
        .collect();
    let mut all: Vec<Node> = parameters
        .items()
        .iter()
        .filter(|p| !in_body(p))
        .cloned()
        .collect();
    for property in properties.entries() {
        all.push(form_parameter(
            whole,
            property,
            required.contains(&property.key.as_str()),
        ));
    }
    operation.set("parameters", list(all));
    changes.push(Change::new(
        below(pointer, "parameters"),
        "the members of the body are said again as parameters of `in: formData`",
        FORM_BODY,
    ));
}

/// A member of a form. What is no scalar travels in ways that 2.0 has no words for: it is a text.
fn form_parameter(whole: &Node, property: &Entry, required: bool) -> Node {
    let declared = target(whole, &property.value);
    let ty = declared.get("type");
    let ty = ty
        .map(|ty| ty.items().first().unwrap_or(ty))
        .and_then(Node::as_str);
    let mut parameter = Node::object([
        ("name".to_owned(), text(&property.key)),
        ("in".to_owned(), text("formData")),
        (
            "required".to_owned(),
            Node::new(Value::Bool(required), Span::default()),
        ),
    ]);
    match ty {
        Some(scalar @ ("string" | "integer" | "number" | "boolean")) => {
            parameter.set("type", text(scalar));
            for word in [
                "enum",
                "format",
                "pattern",
                "minimum",
                "maximum",
                "minLength",
                "maxLength",
            ] {
                if let Some(value) = declared.get(word) {
                    parameter.set(word, value.clone());
                }
            }
        }
        _ => parameter.set("type", text("string")),
    }
    parameter
}

/// A `requestBody` in the words of 2.0.
fn as_parameter(request: &Node, media_type: &str) -> Node {
    let media = request.get("content").and_then(|content| {
        let mut all = content.entries().iter();
        let exact = all.find(|entry| essence(&entry.key) == media_type);
        Some(&exact.or(content.entries().first())?.value)
    });
    let mut parameter = Node::object([
        ("name".to_owned(), text("body")),
        ("in".to_owned(), text("body")),
    ]);
    if let Some(required) = request.get("required") {
        parameter.set("required", required.clone());
    }
    let schema = media.and_then(|media| media.get("schema")).cloned();
    parameter.set("schema", schema.unwrap_or_else(|| Node::object([])));
    parameter
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
    fn the_media_type_that_a_header_demands_is_taken() {
        let document = |place: &str| {
            format!(
                r#"{{"swagger": "2.0", "info": {{"title": "t", "version": "1"}}, "paths": {{"/a": {{"post": {{
                    "consumes": ["application/octet-stream"], "parameters": [
                    {{"name": "b", "in": "body", "schema": {{"type": "string", "format": "binary"}}}},
                    {{"name": "Content-type", "in": "{place}", "type": "string", "enum": ["application/x-tar"]}}],
                    "responses": {{"200": {{"description": "d"}}}}}}}}}}}}"#
            )
        };
        let (json, changes) = copied(&document("header"));
        let both = r#""consumes":["application/octet-stream","application/x-tar"]"#;
        assert!(json.contains(both), "{json}");
        assert_eq!(changes.len(), 1);
        assert!(copied(&document("query")).1.is_empty());
    }

    #[test]
    fn a_body_sent_as_a_form_is_said_member_by_member() {
        let text = r##"{"swagger": "2.0", "info": {"title": "t", "version": "1"},
            "consumes": ["application/x-www-form-urlencoded"], "paths": {"/a": {"post": {
            "parameters": [{"name": "b", "in": "body", "schema": {"$ref": "#/definitions/B"}}],
            "responses": {"200": {"description": "d"}}}}},
            "definitions": {"B": {"type": "object", "required": ["n"], "properties": {
                "n": {"type": ["integer"], "minimum": 1}, "o": {"type": "object"}}}}}"##;
        let (json, changes) = copied(text);
        let members = r#""parameters":[{"name":"n","in":"formData","required":true,"type":"integer","minimum":1},{"name":"o","in":"formData","required":false,"type":"string"}]"#;
        assert!(json.contains(members), "{json}");
        assert_eq!(changes.len(), 1);
    }

    #[test]
    fn a_request_body_in_2_0_becomes_a_parameter() {
        let text = r#"{"swagger": "2.0", "info": {"title": "t", "version": "1"}, "paths": {"/a": {"post": {
            "requestBody": {"required": true, "content": {"application/json": {"schema": {"type": "string"}}}},
            "responses": {"202": {"description": "d"}}}}}}"#;
        let (json, changes) = copied(text);
        let parameter = r#"{"name":"body","in":"body","required":true,"schema":{"type":"string"}}"#;
        assert!(json.contains(parameter), "{json}");
        assert_eq!(changes.len(), 2);
    }
}
