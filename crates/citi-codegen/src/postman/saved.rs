//! The documented answers, as examples.

use super::format::{Pair, Request, Saved};
use super::ids::id;
use super::sample;
use crate::model::{Document, Operation, Status};

/// One for every documented status.
pub(super) fn answers(
    document: &Document,
    operation: &Operation,
    request: &Request,
    names: &[&str],
) -> Vec<Saved> {
    let answers = operation.responses.iter().map(|response| {
        let code = match response.status {
            Status::Code(code) => code,
            Status::Range(hundred) => u16::from(hundred) * 100,
            Status::Default => 500,
        };
        let reason = http::StatusCode::from_u16(code)
            .ok()
            .and_then(|it| it.canonical_reason())
            .unwrap_or("Unknown");
        let status = response.status.to_string();
        let first = response
            .description
            .as_deref()
            .and_then(|it| it.lines().next());
        let media = response.content.first();
        let body = media.and_then(|media| sample::of_media(document, media));
        let is_json = media.is_some_and(|media| media.is_json());
        let mut names = names.to_vec();
        names.push(&status);
        Saved {
            id: id(&names),
            name: match first {
                Some(line) => format!("{status}: {line}"),
                None => format!("{status}: {reason}"),
            },
            original_request: request.clone(),
            status: reason.to_owned(),
            code,
            language: if is_json { "json" } else { "text" },
            header: media
                .map(|media| Pair::new("Content-Type", &media.name))
                .into_iter()
                .collect(),
            cookie: [],
            body: body.map(|node| node.to_json_pretty()).unwrap_or_default(),
        }
    });
    answers.collect()
}
