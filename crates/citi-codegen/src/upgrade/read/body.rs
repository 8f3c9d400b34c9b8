//! What an operation takes: `requestBody`, body parameters, forms.

use crate::load::{Node, Pointer};
use crate::model::{Body, Media, Schema};
use crate::upgrade::refs::{Kind, Spot};
use crate::upgrade::rules::{
    u011_flag_as_text, u042_several_bodies, u043_body_without_content, u045_media_assumed,
    u060_body_left_out,
};

use super::Reader;
use super::media::bare;
use super::parameter::NOT_SCHEMA;
use super::parameters::Inputs;

impl<'a> Reader<'a, '_> {
    /// The body of the operation at `spot`, joined from everything that describes one.
    pub(super) fn body(
        &mut self,
        spot: &Spot<'a>,
        inputs: &Inputs<'a>,
        consumes: &[String],
    ) -> Option<Body> {
        let request = spot.get("requestBody").filter(|body| !body.node.is_null());
        let several = usize::from(request.is_some())
            + inputs.bodies.len()
            + usize::from(!inputs.forms.is_empty());
        let mut body = request.and_then(|request| self.request_body(request));
        for parameter in &inputs.bodies {
            let other = self.body_parameter(parameter, consumes);
            self.join(&mut body, other);
        }
        if !inputs.forms.is_empty() {
            let other = self.form(&inputs.forms, consumes);
            self.join(&mut body, other);
        }
        if several > 1 {
            let found = "the body is described more than once";
            let done =
                "the first description is taken, with the content types that only others have";
            self.tell(
                &u042_several_bodies::RULE,
                &spot.pointer,
                spot.node.span,
                found,
                done,
            );
        }
        body
    }

    fn request_body(&mut self, spot: Spot<'a>) -> Option<Body> {
        self.syntax("requestBody", true, &spot.pointer, spot.node.span);
        let spot = self.follow(spot, Kind::Body)?;
        let content = match spot.get("content") {
            Some(content) => self.content(&content),
            None => Vec::new(),
        };
        if content.is_empty() {
            let rule = &u043_body_without_content::RULE;
            let found = "the request body names no content type";
            self.tell(
                rule,
                &spot.pointer,
                spot.node.span,
                found,
                "the operation takes no body",
            );
            return None;
        }
        Some(Body {
            description: self.text(spot.node, &spot.pointer, "description"),
            required: self.required(&spot),
            content,
            span: spot.node.span,
            pointer: spot.pointer,
        })
    }

    fn body_parameter(&mut self, spot: &Spot<'a>, consumes: &[String]) -> Body {
        let (node, at) = (spot.node, &spot.pointer);
        let schema = match spot.get("schema") {
            Some(inner) => Some(*self.schema(inner.node, &inner.pointer)),
            None if node.get("type").is_some() => Some(*self.schema_without(node, at, &NOT_SCHEMA)),
            None => None,
        };
        let names = self.media_names(consumes, "consumes", at, node);
        let mut content = Vec::with_capacity(names.len());
        for name in names {
            content.push(Media {
                schema: schema.clone(),
                examples: self.examples(spot, &name),
                ..bare(&name, at, node)
            });
        }
        Body {
            description: self.text(node, at, "description"),
            required: self.required(spot),
            content,
            pointer: at.clone(),
            span: node.span,
        }
    }

    fn required(&mut self, spot: &Spot<'a>) -> bool {
        spot.node.get("required").is_some_and(|flag| {
            u011_flag_as_text::flag(flag, &spot.pointer.key("required"), self.diagnostics)
        })
    }

    /// Adds to `body` what only `other` describes.
    fn join(&mut self, body: &mut Option<Body>, other: Body) {
        let Some(body) = body else {
            *body = Some(other);
            return;
        };
        body.required |= other.required;
        for media in other.content {
            let essence = media.essence();
            match body
                .content
                .iter_mut()
                .find(|known| known.essence() == essence)
            {
                Some(known) if known.schema.is_none() => known.schema = media.schema,
                Some(known) => {
                    if !self.same(known.schema.as_ref(), media.schema.as_ref()) {
                        let rule = &u060_body_left_out::RULE;
                        let found = format!("the body is described twice in `{essence}`");
                        self.tell(
                            rule,
                            &other.pointer,
                            other.span,
                            found,
                            "the first is taken",
                        );
                    }
                }
                None => body.content.push(media),
            }
        }
    }

    /// Whether two schemas are written in the same words.
    fn same(&self, one: Option<&Schema>, other: Option<&Schema>) -> bool {
        match (one, other) {
            (Some(one), Some(other)) => self.root.at(&one.pointer) == self.root.at(&other.pointer),
            _ => true,
        }
    }

    /// The media types of `consumes` or `produces`, or JSON if there are none.
    pub(super) fn media_names(
        &mut self,
        list: &[String],
        member: &'static str,
        at: &Pointer,
        node: &Node,
    ) -> Vec<String> {
        if !list.is_empty() {
            return list.to_vec();
        }
        if self.first_time(if member == "consumes" {
            "no consumes"
        } else {
            "no produces"
        }) {
            let found = format!("`{member}` does not say the content type");
            self.tell(
                &u045_media_assumed::RULE,
                at,
                node.span,
                found,
                "JSON is assumed",
            );
        }
        vec!["application/json".to_owned()]
    }
}

#[cfg(test)]
mod tests {
    use crate::upgrade::testing::{document, findings};

    #[test]
    fn a_body_comes_in_everything_that_is_consumed() {
        let text = r##"{"swagger":"2.0","consumes":["application/json","application/xml"],
            "parameters":{"B":{"in":"body","name":"b","required":true,"description":"d","schema":{"$ref":"#/definitions/A"},"x-examples":{"application/xml":"<a/>"}}},
            "paths":{"/a":{"parameters":[{"$ref":"#/parameters/B"}],"post":{"responses":{"200":{"description":""}}},
              "put":{"consumes":["text/csv"],"responses":{"200":{"description":""}}}}},"definitions":{"A":{"type":"object"}}}"##;
        let document = document(text);
        let body = document.operations[0].body.as_ref().unwrap();
        assert!(body.required);
        assert_eq!(body.description.as_deref(), Some("d"));
        let got: Vec<_> = body
            .content
            .iter()
            .map(|m| (m.name.as_str(), m.examples.len()))
            .collect();
        assert_eq!(got, [("application/json", 0), ("application/xml", 1)]);
        assert_eq!(
            document.operations[1].body.as_ref().unwrap().content[0].name,
            "text/csv"
        );
        assert!(findings(text).is_empty());
    }

    #[test]
    fn request_bodies_are_followed() {
        let document = document(
            r##"{"openapi":"3.0.0","paths":{"/a":{"post":{"requestBody":{"$ref":"#/components/requestBodies/R"},"responses":{"200":{"description":""}}}}},
            "components":{"requestBodies":{"R":{"required":true,"content":{"application/json":{"schema":{"type":"string"}}}}}}}"##,
        );
        assert!(document.operations[0].body.as_ref().unwrap().required);
    }
}
