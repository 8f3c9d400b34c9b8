//! Which calls are made, and with what.

use super::{Values, xml};
use crate::load::{Node, Span, Value};
use crate::lower::plan::{Encoding, ModulePlan, OperationPlan, RustType};
use crate::model::{
    Document, Media, Operation, Parameter, Place, Requirement, Schema, SchemeKind, Type,
};

/// One call of one operation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Call {
    /// Method of the client.
    pub ident: String,
    /// The operation as the user knows it: `GET /accounts`.
    pub operation: String,
    /// Its place in the document.
    pub pointer: String,
    /// Its place in the text.
    pub span: Span,
    /// What is given to the builder.
    pub arguments: Vec<Argument>,
    /// Headers beside the arguments: credentials, and what the runtime fills in.
    pub headers: Vec<(String, String)>,
    /// Query parameters beside the arguments, likewise.
    pub query: Vec<(String, String)>,
    /// The query parameters among the arguments, as they are called on the wire.
    pub query_names: Vec<String>,
    /// How the body is written.
    pub encoding: Option<Encoding>,
    /// The media type that it is sent in.
    pub content_type: Option<String>,
    /// Whether the document describes no answer of success.
    pub hopeless: bool,
    /// Another path of this method that no address tells from this one.
    pub twin: Option<String>,
}

/// One argument of a builder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Argument {
    /// The builder's method.
    pub setter: String,
    /// What it takes.
    pub ty: RustType,
    /// Its value, as JSON.
    pub json: String,
}

/// A call of every operation of `module`: required parameters, optional ones that the document
/// gives an example of, and the body.
#[must_use]
pub fn calls(document: &Document, module: &ModulePlan) -> Vec<Call> {
    let mut values = Values::new(document);
    module
        .operations
        .iter()
        .map(|plan| {
            let operation = document
                .operations
                .iter()
                .find(|operation| operation.pointer.as_str() == plan.pointer)
                .or_else(|| {
                    document
                        .operations
                        .iter()
                        .find(|o| o.method == plan.method && o.path == plan.path)
                });
            call(document, &mut values, plan, operation)
        })
        .collect()
}

fn call<'a>(
    document: &'a Document,
    values: &mut Values<'a>,
    plan: &OperationPlan,
    operation: Option<&'a Operation>,
) -> Call {
    let mut call = Call {
        ident: plan.ident.clone(),
        operation: format!("{} {}", plan.method, plan.path),
        pointer: plan.pointer.clone(),
        span: operation.map_or_else(Span::default, |operation| operation.span),
        twin: twin(document, plan),
        ..Call::default()
    };
    let Some(operation) = operation else {
        return call;
    };
    call.hopeless = !operation.responses.is_empty()
        && operation
            .responses
            .iter()
            .all(|response| response.status.is_error());
    for planned in &plan.parameters {
        let declared = operation
            .parameters
            .iter()
            .find(|p| p.place == planned.place && p.name == planned.wire);
        let Some(declared) = declared else { continue };
        let exampled = !declared.examples.is_empty() || !declared.schema.examples.is_empty();
        if planned.required || exampled {
            let value = values.parameter(declared);
            if planned.place == Place::Query {
                call.query_names.push(planned.wire.clone());
            }
            call.arguments.push(Argument {
                setter: planned.ident.clone(),
                ty: planned.ty.clone(),
                json: value.to_json(),
            });
        }
    }
    for (place, name) in &plan.supplied {
        let declared = operation
            .parameters
            .iter()
            .find(|p| p.place == *place && p.name.eq_ignore_ascii_case(name));
        if let Some(declared) = declared {
            supply(&mut call, values, declared);
        }
    }
    if let Some(requirement) = operation.security.first() {
        credentials(document, requirement, &mut call);
    }
    // Some documents declare the header and no scheme.
    let authorizes = |name: &str| name.eq_ignore_ascii_case("authorization");
    if plan.supplied.iter().any(|(_, name)| authorizes(name))
        && !call.headers.iter().any(|(name, _)| authorizes(name))
    {
        let token = ("Authorization".to_owned(), "Bearer token".to_owned());
        call.headers.push(token);
    }
    if let (Some(planned), Some(body)) = (&plan.body, &operation.body) {
        let media = body
            .content
            .iter()
            .find(|media| media.name == planned.content_type)
            .or_else(|| {
                body.content
                    .iter()
                    .find(|media| media.essence() == essence(&planned.content_type))
            })
            .or(body.content.first());
        if let Some(media) = media {
            call.encoding = Some(planned.encoding);
            call.content_type = Some(planned.content_type.clone());
            call.arguments.push(Argument {
                setter: "body".to_owned(),
                ty: planned.ty.clone(),
                json: content(document, values, media, planned.encoding),
            });
        }
    }
    call
}

/// Another path of the same method that differs in the names of its placeholders alone.
fn twin(document: &Document, plan: &OperationPlan) -> Option<String> {
    let shape = shape(&plan.path);
    let mut others = document.operations.iter();
    let same = |other: &&Operation| {
        other.method == plan.method && other.path != plan.path && self::shape(&other.path) == shape
    };
    others.find(same).map(|other| other.path.clone())
}

/// A path without the names of its placeholders.
fn shape(path: &str) -> String {
    let mut inside = false;
    path.chars()
        .filter(|c| {
            let kept = !inside || *c == '}';
            inside = *c == '{' || inside && *c != '}';
            kept
        })
        .collect()
}

/// What a body holds, as JSON: of one that is no JSON, its text.
fn content<'a>(
    document: &Document,
    values: &mut Values<'a>,
    media: &'a Media,
    encoding: Encoding,
) -> String {
    let stated = media
        .examples
        .iter()
        .find_map(|example| example.value.as_str());
    let text = |text: &str| Node::string(text, Span::default()).to_json();
    let value = media
        .schema
        .as_ref()
        .map(|schema| values.value(schema, &media.examples));
    match (encoding, &media.schema, value) {
        (Encoding::Xml, _, _) if stated.is_some_and(|text| text.trim_start().starts_with('<')) => {
            text(stated.unwrap_or_default())
        }
        (Encoding::Xml, Some(schema), Some(value)) => text(&xml::xml(document, schema, &value)),
        (Encoding::Xml, _, _) => text("<root/>"),
        (Encoding::Text | Encoding::Bytes, _, Some(value)) => {
            text(&Node::scalar_text(&value).unwrap_or_else(|| value.to_json()))
        }
        (Encoding::Text | Encoding::Bytes, _, None) => text(stated.unwrap_or("a")),
        (Encoding::Form | Encoding::Multipart, Some(schema), Some(value)) => {
            with_members(schema, values.not_empty(schema, value)).to_json()
        }
        (_, _, Some(value)) => value.to_json(),
        (_, _, None) => media
            .examples
            .first()
            .map_or_else(|| "{}".to_owned(), |example| example.value.to_json()),
    }
}

/// A form whose objects have a member: one that has none is not sent at all.
fn with_members(schema: &Schema, mut form: Node) -> Node {
    if let Value::Mapping(members) = &mut form.value {
        for member in members {
            // What may be a text too is sent as one.
            let declared = schema.properties.get(&member.key);
            let object = declared.is_some_and(|property| property.types == [Type::Object]);
            if object && member.value.is_mapping() && member.value.entries().is_empty() {
                member.value.set("key", Node::string("a", Span::default()));
            }
        }
    }
    form
}

fn essence(name: &str) -> String {
    let name = name.split(';').next().unwrap_or_default();
    name.trim().to_ascii_lowercase()
}

/// A value of a parameter that the runtime fills in. What it fills in by itself is left to it.
fn supply<'a>(call: &mut Call, values: &mut Values<'a>, parameter: &'a Parameter) {
    let itself = ["authorization", "content-type", "accept"];
    if itself.contains(&parameter.name.to_ascii_lowercase().as_str()) {
        return;
    }
    let value = values.parameter(parameter);
    let text = Node::scalar_text(&value).unwrap_or_else(|| value.to_json());
    match parameter.place {
        Place::Header => call.headers.push((parameter.name.clone(), text)),
        Place::Query => call.query.push((parameter.name.clone(), text)),
        Place::Path | Place::Cookie => {}
    }
}

/// What a mock takes for the credentials of a requirement.
fn credentials(document: &Document, requirement: &Requirement, call: &mut Call) {
    for name in requirement.schemes.keys() {
        let Some(scheme) = document.schemes.get(name) else {
            continue;
        };
        let header = |value: &str| ("Authorization".to_owned(), value.to_owned());
        match &scheme.kind {
            SchemeKind::ApiKey { name, place } => {
                let pair = (name.clone(), "key".to_owned());
                match place {
                    Place::Query => call.query.push(pair),
                    Place::Cookie => call
                        .headers
                        .push(("Cookie".to_owned(), format!("{name}=key"))),
                    Place::Header | Place::Path => call.headers.push(pair),
                }
            }
            SchemeKind::Http { scheme, .. } if scheme == "basic" => {
                call.headers.push(header("Basic dXNlcjp3b3Jk"));
            }
            SchemeKind::Http { scheme, .. } if scheme == "digest" => {
                call.headers.push(header("Digest username=\"user\""));
            }
            SchemeKind::Http { .. }
            | SchemeKind::OAuth2 { .. }
            | SchemeKind::OpenIdConnect { .. } => {
                call.headers.push(header("Bearer token"));
            }
            SchemeKind::MutualTls | SchemeKind::Unknown { .. } => {}
        }
    }
    let mut seen = std::collections::BTreeSet::new();
    call.headers
        .retain(|(name, _)| seen.insert(name.to_ascii_lowercase()));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::examples::samples::document;
    use crate::model::Scheme;

    #[test]
    fn placeholders_tell_no_paths_apart() {
        assert_eq!(shape("/a/{id}/b/{c.d}"), shape("/a/{name}/b/{e}"));
        assert_ne!(shape("/a/{id}"), shape("/a/id"));
        assert_ne!(shape("/a/{id}"), shape("/a/{id}.json"));
    }

    #[test]
    fn an_object_of_a_form_has_a_member() {
        let form = crate::corpus::exact::parse(r#"{"a": {}, "b": {"c": 1}, "d": "e"}"#).unwrap();
        let wanted = r#"{"a":{"key":"a"},"b":{"c":1},"d":"e"}"#;
        let mut schema = Schema::default();
        schema.properties.insert(
            "a".to_owned(),
            Schema {
                types: vec![Type::Object],
                ..Schema::default()
            },
        );
        assert_eq!(with_members(&schema, form.clone()).to_json(), wanted);
        let unsaid = with_members(&Schema::default(), form.clone());
        assert_eq!(unsaid.to_json(), form.to_json());
    }

    #[test]
    fn credentials_of_every_kind() {
        let mut document = document([]);
        let kinds = [
            ("oauth", SchemeKind::OAuth2 { flows: Vec::new() }),
            (
                "key",
                SchemeKind::ApiKey {
                    name: "X-Key".to_owned(),
                    place: Place::Header,
                },
            ),
            (
                "query",
                SchemeKind::ApiKey {
                    name: "client_id".to_owned(),
                    place: Place::Query,
                },
            ),
        ];
        let mut requirement = Requirement::default();
        for (name, kind) in kinds {
            let description = None;
            let scheme = Scheme { description, kind };
            document.schemes.insert(name.to_owned(), scheme);
            requirement.schemes.insert(name.to_owned(), Vec::new());
        }
        let mut call = Call::default();
        credentials(&document, &requirement, &mut call);
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        assert_eq!(
            call.headers,
            [pair("Authorization", "Bearer token"), pair("X-Key", "key")]
        );
        assert_eq!(call.query, [pair("client_id", "key")]);
    }
}
