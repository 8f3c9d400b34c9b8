//! Headers of answers and of parts.

use crate::model::Header;
use crate::upgrade::refs::{Kind, Spot};
use crate::upgrade::rules::{
    u011_flag_as_text, u037_name_with_blanks, u059_member_of_another_shape as shape,
};

use super::Reader;

impl<'a> Reader<'a, '_> {
    /// Reads the member `headers` of an answer or a part.
    pub(super) fn headers(&mut self, owner: &Spot<'a>) -> Vec<Header> {
        let Some(list) = owner.get("headers") else {
            return Vec::new();
        };
        let mut headers: Vec<Header> = Vec::new();
        for entry in shape::mapping(list.node, &list.pointer, self.diagnostics) {
            let at = list.pointer.key(&entry.key);
            let name =
                u037_name_with_blanks::trimmed(&entry.key, &at, entry.key_span, self.diagnostics);
            if headers
                .iter()
                .any(|header| header.name.eq_ignore_ascii_case(name))
            {
                continue;
            }
            let spot = Spot::new(&entry.value, at.clone());
            let target = self.follow(spot.clone(), Kind::Header).unwrap_or(spot);
            headers.push(self.header(name, &target));
        }
        headers
    }

    fn header(&mut self, name: &str, spot: &Spot<'a>) -> Header {
        let (node, at) = (spot.node, &spot.pointer);
        if let Some(text) = node.as_str() {
            // A sentence where the header is described: it is the description.
            return Header {
                name: name.to_owned(),
                description: Some(text.to_owned()),
                required: false,
                schema: crate::model::Schema::default(),
                pointer: at.clone(),
                span: node.span,
            };
        }
        if !node.is_mapping() && !node.is_null() {
            shape::tell(node, at, "a header", self.diagnostics);
        }
        let schema = if node.is_mapping() && node.get("$ref").is_none() {
            let (mut schema, _) = self.value(spot);
            let examples = self.examples(spot, "");
            schema
                .examples
                .extend(examples.into_iter().map(|example| example.value));
            *schema
        } else {
            crate::model::Schema::default()
        };
        Header {
            name: name.to_owned(),
            description: self.text(node, at, "description"),
            required: node.get("required").is_some_and(|flag| {
                u011_flag_as_text::flag(flag, &at.key("required"), self.diagnostics)
            }),
            schema,
            pointer: at.clone(),
            span: node.span,
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::model::Type;
    use crate::upgrade::testing::{document, with_paths, with_paths_2};

    #[test]
    fn headers_of_both_syntaxes_are_read() {
        let old = document(&with_paths_2(
            r#"{"/a":{"get":{"responses":{"200":{"description":"","headers":{"X-Left":{"type":"integer","description":"d"},"X-Note":"words"}}}}}}"#,
        ));
        let headers = &old.operations[0].responses[0].headers;
        assert_eq!(headers[0].schema.types, [Type::Integer]);
        assert_eq!(headers[0].description.as_deref(), Some("d"));
        assert_eq!(headers[1].description.as_deref(), Some("words"));
        let new = document(&with_paths(
            r##"{"/a":{"get":{"responses":{"200":{"description":"","headers":{"X-A":{"required":true,"schema":{"type":"integer"},"example":5},"X-B":{"$ref":"#/paths/~1a/get/responses/200/headers/X-A"}}}}}}}"##,
        ));
        let headers = &new.operations[0].responses[0].headers;
        assert!(
            headers
                .iter()
                .all(|header| header.required && header.schema.types == [Type::Integer])
        );
        assert_eq!(headers[0].schema.examples[0].as_number(), Some("5"));
    }
}
