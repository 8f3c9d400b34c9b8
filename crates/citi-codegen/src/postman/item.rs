//! An operation as a request.

use super::captures::Captures;
use super::format::{Body, BodyOptions, Event, Language, Pair, Request, RequestItem, Script, Url};
use super::ids::id;
use super::json::made;
use super::{sample, saved, script};
use crate::load::{Node, Value};
use crate::model::{Document, Operation, Parameter, Place, Schema};

/// Of the day that the bank writes: the answer to the token request sets it.
pub(super) const TODAY: &str = "today";
/// What begins the names of headers that want another value for each request.
const IDEMPOTENCY: &str = "idempotency-";

/// The request of an operation, its tests and its saved answers.
pub(super) fn item(document: &Document, operation: &Operation, captures: &Captures) -> RequestItem {
    let name = operation
        .summary
        .as_deref()
        .or(operation.id.as_deref())
        .unwrap_or(&operation.path);
    let method = operation.method.name();
    let names = [document.id.as_str(), method, &operation.path];
    let request = request(document, operation, captures);
    RequestItem {
        id: id(&names),
        name: name.to_owned(),
        event: vec![test_event(
            &names,
            script::tests(document, operation, captures),
        )],
        response: saved::answers(document, operation, &request, &names),
        request,
    }
}

/// The script that runs when the answer is there.
pub(super) fn test_event(names: &[&str], lines: Vec<String>) -> Event {
    let mut names = names.to_vec();
    names.push("test");
    Event {
        listen: "test",
        script: Script {
            id: id(&names),
            kind: "text/javascript",
            exec: lines,
        },
    }
}

fn request(document: &Document, operation: &Operation, captures: &Captures) -> Request {
    let of = |place: Place| {
        let all = operation.parameters.iter();
        all.filter(move |parameter| parameter.place == place)
    };
    let mut header: Vec<_> = of(Place::Header).map(|it| pair(document, it)).collect();
    let body = body(document, operation, captures);
    if let Some((media, _)) = &body {
        header.push(Pair::new("Content-Type", media));
    }
    if let Some(media) = accepted(operation) {
        header.push(Pair::new("Accept", media));
    }
    let variable = of(Place::Path).map(|it| Pair {
        value: format!("{{{{{}}}}}", it.name),
        ..pair(document, it)
    });
    let query = of(Place::Query).map(|it| pair(document, it)).collect();
    Request {
        auth: operation
            .security
            .is_empty()
            .then_some(super::format::Auth::Nobody),
        method: operation.method.name(),
        header,
        body: body.map(|(_, body)| body),
        url: url(
            &base_path(document),
            &operation.path,
            query,
            variable.collect(),
        ),
        description: operation.description.clone(),
    }
}

/// A header or a member of a query. What is optional is there and switched off.
fn pair(document: &Document, parameter: &Parameter) -> Pair {
    let fresh = parameter.place == Place::Header
        && parameter.name.to_ascii_lowercase().starts_with(IDEMPOTENCY);
    Pair {
        key: parameter.name.clone(),
        value: match fresh {
            true => "{{$guid}}".to_owned(),
            false => sample::of_parameter(document, parameter),
        },
        description: parameter.description.clone(),
        disabled: !parameter.required,
    }
}

/// The media type and the text of the body; JSON alone.
fn body(document: &Document, operation: &Operation, captures: &Captures) -> Option<(String, Body)> {
    let content = &operation.body.as_ref()?.content;
    let media = content.iter().find(|media| media.is_json())?;
    let mut node = sample::of_media(document, media)?;
    captures.with_variables(&mut node);
    if let Some(schema) = &media.schema {
        with_today(document, schema, &mut node);
    }
    let body = Body::Raw {
        raw: node.to_json_pretty(),
        options: BodyOptions {
            raw: Language { language: "json" },
        },
    };
    Some((media.name.clone(), body))
}

/// Days of a request are the bank's today: those of an example are over some time.
fn with_today(document: &Document, schema: &Schema, node: &mut Node) {
    let Some(schema) = document.resolve(schema) else {
        return;
    };
    if let Value::Mapping(members) = &mut node.value {
        for member in members {
            if let Some(property) = schema.properties.get(&member.key) {
                with_today(document, property, &mut member.value);
            }
        }
    } else if schema.format.as_deref() == Some("date") {
        *node = made(Value::String(format!("{{{{{TODAY}}}}}")));
    }
}

/// What a successful answer comes as.
fn accepted(operation: &Operation) -> Option<String> {
    let mut successes = operation
        .responses
        .iter()
        .filter(|it| it.status.is_success());
    successes.find_map(|it| Some(it.content.first()?.name.clone()))
}

/// The path of the document's first server.
pub(super) fn base_path(document: &Document) -> String {
    let Some(server) = document.servers.first() else {
        return String::new();
    };
    match url::Url::parse(&server.url) {
        Ok(url) => url.path().trim_end_matches('/').to_owned(),
        Err(_) => server.url.trim_end_matches('/').to_owned(),
    }
}

/// An address below the variable `baseUrl`; `{name}` of a path is `:name` here.
pub(super) fn url(base: &str, path: &str, query: Vec<Pair>, variable: Vec<Pair>) -> Url {
    let path: Vec<_> = format!("{base}{path}")
        .split('/')
        .skip(1)
        .map(|segment| {
            let name = segment
                .strip_prefix('{')
                .and_then(|it| it.strip_suffix('}'));
            name.map_or_else(|| segment.to_owned(), |name| format!(":{name}"))
        })
        .collect();
    let enabled: Vec<_> = query
        .iter()
        .filter(|it| !it.disabled)
        .map(|it| format!("{}={}", it.key, it.value))
        .collect();
    let mut raw = format!("{{{{baseUrl}}}}/{}", path.join("/"));
    if !enabled.is_empty() {
        raw.push('?');
        raw.push_str(&enabled.join("&"));
    }
    Url {
        raw,
        host: vec!["{{baseUrl}}".to_owned()],
        path,
        query,
        variable,
    }
}
