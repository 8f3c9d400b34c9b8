//! What an operation answers.

use crate::load::{Node, Value};
use crate::model::{Example, Media, Response, Schema, Status};
use crate::upgrade::refs::{Kind, Spot};
use crate::upgrade::rules::{
    u010_reference_of_another_kind as another_kind, u047_no_responses, u048_status_spelling,
    u049_status_unreadable, u050_status_twice, u059_member_of_another_shape as shape,
};

use super::Reader;
use super::example::by_media;
use super::media::bare;

impl<'a> Reader<'a, '_> {
    /// Reads the answers of the operation at `owner`.
    pub(super) fn responses(&mut self, owner: &Spot<'a>, produces: &[String]) -> Vec<Response> {
        let mut responses: Vec<Response> = Vec::new();
        if let Some(list) = owner.get("responses") {
            for entry in shape::mapping(list.node, &list.pointer, self.diagnostics) {
                if entry.key.starts_with("x-") {
                    continue;
                }
                let spot = Spot::new(&entry.value, list.pointer.key(&entry.key));
                let Some(status) = self.status(&entry.key, &spot, &responses) else {
                    continue;
                };
                let response = self.response(status, spot, produces);
                match responses.iter_mut().find(|known| known.status == status) {
                    Some(known) => {
                        let found = format!("the status {status} is documented twice");
                        let done = "the first is taken, with what only the second has";
                        u050_status_twice::RULE.report(
                            self.diagnostics,
                            &response.pointer,
                            response.span,
                            found,
                            done,
                        );
                        join(known, response);
                    }
                    None => responses.push(response),
                }
            }
        }
        if responses.is_empty() {
            let rule = &u047_no_responses::RULE;
            let found = "the operation documents no answer";
            self.tell(
                rule,
                &owner.pointer,
                owner.node.span,
                found,
                "it is kept without",
            );
        }
        responses
    }

    fn status(&mut self, key: &str, spot: &Spot<'a>, known: &[Response]) -> Option<Status> {
        let (at, span) = (&spot.pointer, spot.node.span);
        match u048_status_spelling::status(key) {
            Some((status, true)) => Some(status),
            Some((status, false)) => {
                let found = format!("the status is written `{key}`");
                self.tell(
                    &u048_status_spelling::RULE,
                    at,
                    span,
                    found,
                    format!("it is taken as `{status}`"),
                );
                Some(status)
            }
            None => {
                let free = known
                    .iter()
                    .all(|response| response.status != Status::Default);
                let done = if free {
                    "it is taken as the default answer"
                } else {
                    "it is left out"
                };
                let found = format!("`{key}` is no status");
                self.tell(&u049_status_unreadable::RULE, at, span, found, done);
                free.then_some(Status::Default)
            }
        }
    }

    fn response(&mut self, status: Status, spot: Spot<'a>, produces: &[String]) -> Response {
        let origin = spot.clone();
        let Some(spot) = self.follow(spot, Kind::Response) else {
            let description = self.text(origin.node, &origin.pointer, "description");
            return Response {
                status,
                description,
                headers: Vec::new(),
                content: Vec::new(),
                span: origin.node.span,
                pointer: origin.pointer,
            };
        };
        let (node, at) = (spot.node, &spot.pointer);
        if another_kind::is_named_schema(&spot) {
            return self.schema_as_response(status, &origin, &spot, produces);
        }
        // Beside a reference a description goes before that of the target, as in 3.1.
        let beside = self.text(origin.node, &origin.pointer, "description");
        let description = match (beside, node.as_str()) {
            (Some(text), _) => Some(text),
            (None, Some(text)) => Some(text.to_owned()),
            (None, None) => self.text(node, at, "description"),
        };
        if !node.is_mapping() && node.as_str().is_none() && !node.is_null() {
            shape::tell(node, at, "a response", self.diagnostics);
        }
        let mut content = match spot.get("content") {
            Some(content) => self.content(&content),
            None => Vec::new(),
        };
        self.content_of_2(&spot, produces, &mut content);
        Response {
            status,
            description,
            headers: self.headers(&spot),
            content,
            span: node.span,
            pointer: spot.pointer,
        }
    }

    /// `schema` and `examples` of 2.0, added to what `content` says.
    fn content_of_2(&mut self, spot: &Spot<'a>, produces: &[String], content: &mut Vec<Media>) {
        let (node, at) = (spot.node, &spot.pointer);
        if let Some(inner) = spot.get("schema").filter(|inner| !inner.node.is_null()) {
            self.syntax(
                "schema of a response",
                false,
                &inner.pointer,
                inner.node.span,
            );
            let schema = self.schema(inner.node, &inner.pointer);
            let is_file = schema.format.as_deref() == Some("binary");
            let names = if produces.is_empty() && is_file && content.is_empty() {
                vec!["application/octet-stream".to_owned()]
            } else if produces.is_empty() && !content.is_empty() {
                Vec::new()
            } else {
                self.media_names(produces, "produces", at, node)
            };
            for media in content.iter_mut() {
                media.schema.get_or_insert_with(|| Schema::clone(&schema));
            }
            for name in names {
                if content.iter().all(|media| media.name != name) {
                    let schema = Some(Schema::clone(&schema));
                    content.push(Media {
                        schema,
                        ..bare(&name, at, node)
                    });
                }
            }
        }
        for key in ["examples", "x-examples"] {
            if let Some(examples) = spot.get(key) {
                self.examples_of_2(&examples, content);
            }
        }
        if let Some(example) = spot.get("example").or_else(|| spot.get("x-example")) {
            attach(content, None, "", &example);
        }
    }

    fn examples_of_2(&mut self, spot: &Spot<'a>, content: &mut Vec<Media>) {
        if !matches!(spot.node.value, Value::Mapping(_)) {
            if !spot.node.is_null() {
                attach(content, None, "", spot);
            }
            return;
        }
        let keyed = by_media(spot.node);
        for entry in shape::mapping(spot.node, &spot.pointer, self.diagnostics) {
            let example = Spot::new(&entry.value, spot.pointer.key(&entry.key));
            if example.node.is_null() {
                continue;
            }
            if keyed {
                attach(content, Some(entry.key.trim()), "", &example);
            } else {
                let value = example.get("value").unwrap_or(example);
                attach(content, None, &entry.key, &value);
            }
        }
    }

    /// A schema where an answer is expected: the answer holds it.
    fn schema_as_response(
        &mut self,
        status: Status,
        origin: &Spot<'a>,
        spot: &Spot<'a>,
        produces: &[String],
    ) -> Response {
        let (node, at) = (origin.node, &origin.pointer);
        let found = "a schema stands where an answer is described";
        let done = "it is taken as what the answer holds";
        self.tell(&another_kind::RULE, at, node.span, found, done);
        let schema = self.schema(node, at);
        let names = if produces.is_empty() {
            vec!["application/json".to_owned()]
        } else {
            produces.to_vec()
        };
        let content = names.iter().map(|name| Media {
            schema: Some(Schema::clone(&schema)),
            ..bare(name, at, node)
        });
        Response {
            status,
            description: self.text(spot.node, &spot.pointer, "description"),
            headers: Vec::new(),
            content: content.collect(),
            pointer: at.clone(),
            span: node.span,
        }
    }
}

/// Adds an example to the media type `media`, which is made if it is not there; without a
/// media type, to the first.
fn attach(content: &mut Vec<Media>, media: Option<&str>, name: &str, spot: &Spot<'_>) {
    let example = Example {
        name: name.to_owned(),
        summary: None,
        value: Node::clone(spot.node),
        pointer: spot.pointer.clone(),
    };
    let wanted = media.unwrap_or_else(|| {
        content
            .first()
            .map_or("application/json", |first| first.name.as_str())
    });
    let wanted = bare(wanted, &spot.pointer, spot.node);
    match content
        .iter_mut()
        .find(|known| known.essence() == wanted.essence())
    {
        Some(known) => known.examples.push(example),
        None => {
            let schema = content.first().and_then(|first| first.schema.clone());
            content.push(Media {
                schema,
                examples: vec![example],
                ..wanted
            });
        }
    }
}

/// Adds what only `other` has.
fn join(known: &mut Response, other: Response) {
    for media in other.content {
        if known.content.iter().all(|have| have.name != media.name) {
            known.content.push(media);
        }
    }
    for header in other.headers {
        if known
            .headers
            .iter()
            .all(|have| !have.name.eq_ignore_ascii_case(&header.name))
        {
            known.headers.push(header);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::upgrade::testing::{document, findings};

    #[test]
    fn answers_of_2_come_in_everything_that_is_produced() {
        let text = r##"{"swagger":"2.0","produces":["application/json"],"paths":{"/a":{"get":{"produces":["application/json; charset=utf-8","application/xml"],"responses":{
              "200":{"description":"ok","schema":{"$ref":"#/definitions/A"},"examples":{"application/json":{"a":1},"text/plain":"x"}},
              "204":{"description":"none"},"401":{"description":"","examples":{"application/json":{"e":1}}},"404":{"$ref":"#/responses/Gone"},"500":"words"}}}},
            "responses":{"Gone":{"description":"gone"}},"definitions":{"A":{"type":"object"}}}"##;
        let document = document(text);
        let responses = &document.operations[0].responses;
        let got: Vec<_> = responses[0]
            .content
            .iter()
            .map(|m| (m.name.as_str(), m.schema.is_some(), m.examples.len()))
            .collect();
        assert_eq!(
            got,
            [
                ("application/json; charset=utf-8", true, 1),
                ("application/xml", true, 0),
                ("text/plain", true, 1)
            ]
        );
        assert!(responses[1].content.is_empty());
        assert!(responses[2].content[0].schema.is_none());
        assert_eq!(responses[3].description.as_deref(), Some("gone"));
        assert_eq!(responses[4].description.as_deref(), Some("words"));
        assert!(findings(text).is_empty());
    }
}
