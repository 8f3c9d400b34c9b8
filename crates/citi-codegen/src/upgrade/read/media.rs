//! Bodies by media type, in the syntax of 3.x.

use indexmap::IndexMap;

use crate::load::{Node, Pointer};
use crate::model::{Encoding, Media};
use crate::upgrade::refs::Spot;
use crate::upgrade::rules::{
    u010_reference_of_another_kind, u011_flag_as_text, u044_media_name,
    u059_member_of_another_shape as shape,
};

use super::Reader;
use super::parameter::style_named;

impl<'a> Reader<'a, '_> {
    /// Reads `content`.
    pub(super) fn content(&mut self, spot: &Spot<'a>) -> Vec<Media> {
        self.syntax("content", true, &spot.pointer, spot.node.span);
        let mut content: Vec<Media> = Vec::new();
        for entry in shape::mapping(spot.node, &spot.pointer, self.diagnostics) {
            let at = spot.pointer.key(&entry.key);
            let name = u044_media_name::name(&entry.key, &at, entry.key_span, self.diagnostics);
            if content.iter().any(|media| media.name == name) {
                let found = format!("the content type `{name}` is described twice");
                self.tell(
                    &u044_media_name::RULE,
                    &at,
                    entry.key_span,
                    found,
                    "the first is taken",
                );
                continue;
            }
            content.push(self.media(name, &Spot::new(&entry.value, at)));
        }
        content
    }

    fn media(&mut self, name: String, spot: &Spot<'a>) -> Media {
        let (node, at) = (spot.node, &spot.pointer);
        let schema = match spot.get("schema") {
            Some(inner) => Some(*self.schema(inner.node, &inner.pointer)),
            None if node.get("$ref").is_some() || node.get("type").is_some() => {
                let rule = &u010_reference_of_another_kind::RULE;
                let found = "a schema stands where its content type is described";
                self.tell(
                    rule,
                    at,
                    node.span,
                    found,
                    "it is taken as the schema of the content type",
                );
                Some(*self.schema(node, at))
            }
            None => None,
        };
        let encoding = match spot.get("encoding") {
            Some(encoding) => self.encoding(&encoding),
            None => IndexMap::new(),
        };
        Media {
            examples: self.examples(spot, ""),
            name,
            schema,
            encoding,
            pointer: at.clone(),
            span: node.span,
        }
    }

    fn encoding(&mut self, spot: &Spot<'a>) -> IndexMap<String, Encoding> {
        let mut all = IndexMap::new();
        for entry in shape::mapping(spot.node, &spot.pointer, self.diagnostics) {
            let at = spot.pointer.key(&entry.key);
            let node = &entry.value;
            let explode = node.get("explode").filter(|flag| !flag.is_null());
            let encoding = Encoding {
                content_type: self.text(node, &at, "contentType"),
                style: node
                    .get("style")
                    .and_then(Node::as_str)
                    .and_then(style_named),
                explode: explode.map(|flag| {
                    u011_flag_as_text::flag(flag, &at.key("explode"), self.diagnostics)
                }),
                headers: self.headers(&Spot::new(node, at.clone())),
            };
            all.insert(entry.key.clone(), encoding);
        }
        all
    }
}

/// A body that is said to exist in media type `name`, and nothing else.
pub(super) fn bare(name: &str, at: &Pointer, node: &Node) -> Media {
    Media {
        name: name.to_owned(),
        schema: None,
        examples: Vec::new(),
        encoding: IndexMap::new(),
        pointer: at.clone(),
        span: node.span,
    }
}

#[cfg(test)]
mod tests {
    use crate::model::Style;
    use crate::upgrade::testing::{document, with_paths};

    #[test]
    fn encodings_are_read() {
        let document = document(&with_paths(
            r#"{"/a":{"post":{"requestBody":{"content":{"multipart/form-data":{"schema":{"type":"object"},
              "encoding":{"f":{"contentType":"image/png","headers":{"X":{"schema":{"type":"string"}}}},"g":{"style":"deepObject","explode":true}}}}},"responses":{"200":{"description":""}}}}}"#,
        ));
        let encoding = &document.operations[0].body.as_ref().unwrap().content[0].encoding;
        assert_eq!(encoding["f"].content_type.as_deref(), Some("image/png"));
        assert_eq!(encoding["f"].headers[0].name, "X");
        assert_eq!(
            (encoding["g"].style, encoding["g"].explode),
            (Some(Style::DeepObject), Some(true))
        );
    }
}
