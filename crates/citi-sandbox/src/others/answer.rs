//! [`answer`]: what an operation answers, out of its document.

use axum::body::Body;
use axum::response::Response as Answer;
use citi_codegen::model::{Media, Operation, Response, Status};
use http::{HeaderName, HeaderValue, StatusCode, header};

use super::invent::{Inventor, read};
use crate::gate::Data;

/// Headers that say how the bytes travel: those are this server's to set, whatever a document gives as example.
const OF_THE_SERVER: [HeaderName; 7] = [
    header::CONNECTION,
    header::CONTENT_ENCODING,
    header::CONTENT_LENGTH,
    header::CONTENT_RANGE,
    header::TRANSFER_ENCODING,
    header::UPGRADE,
    header::TRAILER,
];

/// The documented answer of a status that was asked for, or of the first success.
pub(super) fn answer(
    operation: &Operation,
    inventor: &Inventor<'_>,
    asked: Option<StatusCode>,
) -> Option<Answer> {
    let (response, status) = chosen(operation, asked)?;
    let mut answer = Answer::new(Body::empty());
    *answer.status_mut() = status;
    for header in &response.headers {
        let value = header.schema.examples.iter().find_map(read);
        let value = value.unwrap_or_else(|| inventor.value(&header.schema));
        let name = HeaderName::from_bytes(header.name.as_bytes());
        let name = name.ok().filter(|name| !OF_THE_SERVER.contains(name));
        if let (Some(name), Ok(value)) = (name, HeaderValue::from_str(&line(&value))) {
            answer.headers_mut().insert(name, value);
        }
    }
    let json = response.content.iter().find(|media| media.is_json());
    if let Some(media) = json.or(response.content.first())
        && let Some(body) = body(media, inventor)
    {
        let kind = HeaderValue::from_str(&concrete(media));
        let usual = HeaderValue::from_static("application/octet-stream");
        answer
            .headers_mut()
            .insert(header::CONTENT_TYPE, kind.unwrap_or(usual));
        *answer.body_mut() = Body::from(body);
    }
    Some(answer)
}

fn chosen(operation: &Operation, asked: Option<StatusCode>) -> Option<(&Response, StatusCode)> {
    if let Some(asked) = asked {
        return Some((crate::gate::documented(operation, asked)?, asked));
    }
    let all = &operation.responses;
    let success = all.iter().filter(|it| it.status.is_success());
    let first = success.min_by_key(|it| it.status);
    let first = first.or_else(|| all.iter().find(|it| it.status == Status::Default));
    let response = first.or(all.first())?;
    let code = match response.status {
        Status::Code(code) => code,
        Status::Range(hundred) => u16::from(hundred) * 100,
        Status::Default => 200,
    };
    Some((response, StatusCode::from_u16(code).ok()?))
}

/// The media type without a star: one that stands for many is any of them.
fn concrete(media: &Media) -> String {
    match media.name.contains('*') {
        true => "application/json".to_owned(),
        false => media.name.clone(),
    }
}

/// The example of a body, if it fits its own schema; else a value made of the schema.
pub(super) fn body(media: &Media, inventor: &Inventor<'_>) -> Option<Vec<u8>> {
    let examples = media.examples.iter().map(|example| &example.value);
    let is_json = media.is_json() || media.name.contains('*');
    let Some(schema) = &media.schema else {
        let example = examples.into_iter().next()?;
        return Some(match example.as_str() {
            Some(text) => text.as_bytes().to_vec(),
            None => example.to_json().into_bytes(),
        });
    };
    if !is_json {
        let texts = examples.filter_map(|it| it.as_str());
        let text = texts.map(str::to_owned).next();
        let made = || match inventor.value(schema) {
            Data::String(text) => text,
            other if media.is_xml() => xml(schema, inventor, &other),
            other => written(&other),
        };
        return Some(text.unwrap_or_else(made).into_bytes());
    }
    // An example is often a text that holds JSON.
    let examples = examples.flat_map(|node| {
        let text = node
            .as_str()
            .and_then(|text| Data::read(text.as_bytes()).ok());
        text.into_iter().chain(read(node))
    });
    let example = examples
        .into_iter()
        .find(|it| inventor.is_valid(schema, it));
    let value = example.unwrap_or_else(|| inventor.value(schema));
    Some(written(&value).into_bytes())
}

fn written(value: &Data) -> String {
    let mut out = String::new();
    value.write(&mut out);
    out
}

/// A value on one line, for a header.
pub(super) fn line(value: &Data) -> String {
    match value {
        Data::String(text) => text.clone(),
        Data::Array(items) => items.iter().map(line).collect::<Vec<_>>().join(","),
        other => written(other),
    }
}

/// A value as XML: an element for each member, and for each item of a list.
fn xml(schema: &citi_codegen::model::Schema, inventor: &Inventor<'_>, value: &Data) -> String {
    let named = inventor.checker.document.resolve(schema).unwrap_or(schema);
    let own = named.xml.as_ref().and_then(|xml| xml.name.clone());
    let name = own.or_else(|| schema.reference.clone());
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
    element(&name.unwrap_or_else(|| "root".to_owned()), value, &mut out);
    out
}

fn element(name: &str, value: &Data, out: &mut String) {
    if let Data::Array(items) = value {
        return items.iter().for_each(|item| element(name, item, out));
    }
    out.push_str(&format!("<{name}>"));
    match value {
        Data::Object(members) => {
            for (name, value) in members {
                element(name, value, out);
            }
        }
        other => {
            let text = line(other);
            let text = text
                .replace('&', "&amp;")
                .replace('<', "&lt;")
                .replace('>', "&gt;");
            out.push_str(&text);
        }
    }
    out.push_str(&format!("</{name}>"));
}
