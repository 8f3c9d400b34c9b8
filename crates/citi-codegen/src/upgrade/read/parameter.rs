//! One parameter.

use crate::load::{Node, Pointer};
use crate::model::{Parameter, Place, Schema, Style};
use crate::upgrade::refs::Spot;
use crate::upgrade::rules::{
    u011_flag_as_text, u034_path_parameter_optional, u035_parameter_place, u037_name_with_blanks,
};

use super::Reader;

/// Members of a parameter that say nothing about its value.
pub(super) const NOT_SCHEMA: [&str; 17] = [
    "name",
    "in",
    "required",
    "description",
    "deprecated",
    "schema",
    "content",
    "style",
    "explode",
    "allowReserved",
    "allowEmptyValue",
    "collectionFormat",
    "example",
    "examples",
    "x-example",
    "x-examples",
    "$ref",
];

impl<'a> Reader<'a, '_> {
    /// Reads the parameter at `spot`; `placeholders` are those of its path.
    pub(super) fn parameter(
        &mut self,
        spot: &Spot<'a>,
        placeholders: &[String],
    ) -> Option<Parameter> {
        let (node, at) = (spot.node, &spot.pointer);
        let published = self.text(node, at, "name").unwrap_or_default();
        let name =
            u037_name_with_blanks::trimmed(&published, at, node.span, self.diagnostics).to_owned();
        if name.is_empty() {
            let rule = &u035_parameter_place::RULE;
            self.tell(
                rule,
                at,
                node.span,
                "the parameter has no name",
                "it is left out",
            );
            return None;
        }
        let place = self.place(&name, spot, placeholders);
        let flag = |reader: &mut Self, key: &str| {
            node.get(key)
                .is_some_and(|flag| u011_flag_as_text::flag(flag, &at.key(key), reader.diagnostics))
        };
        let mut required = flag(self, "required");
        if place == Place::Path && !required {
            let rule = &u034_path_parameter_optional::RULE;
            let found = format!("the path parameter `{name}` is not required");
            self.tell(rule, at, node.span, found, "it is required");
            required = true;
        }
        let deprecated = flag(self, "deprecated");
        let allow_reserved = flag(self, "allowReserved");
        let allow_empty = flag(self, "allowEmptyValue");
        let (schema, content) = self.value(spot);
        let (style, explode) = self.style(node, at, place, &schema);
        let media = content.as_deref().unwrap_or_default();
        Some(Parameter {
            description: self.text(node, at, "description"),
            examples: self.examples(spot, media),
            name,
            place,
            required,
            deprecated,
            style,
            explode,
            allow_reserved,
            allow_empty,
            content,
            schema: *schema,
            pointer: at.clone(),
            span: node.span,
        })
    }

    fn place(&mut self, name: &str, spot: &Spot<'a>, placeholders: &[String]) -> Place {
        let written = spot
            .node
            .get("in")
            .and_then(Node::as_str)
            .unwrap_or_default();
        let place = match written.trim().to_ascii_lowercase().as_str() {
            "path" => return Place::Path,
            "query" => return Place::Query,
            "header" => return Place::Header,
            "cookie" => return Place::Cookie,
            _ if placeholders.iter().any(|placeholder| placeholder == name) => Place::Path,
            _ => Place::Query,
        };
        let found = format!("the parameter `{name}` does not say where it travels (`{written}`)");
        let rule = &u035_parameter_place::RULE;
        let done = format!(
            "it is taken as a {} parameter",
            if place == Place::Path {
                "path"
            } else {
                "query"
            }
        );
        self.tell(rule, &spot.pointer, spot.node.span, found, done);
        place
    }

    /// What a parameter or header holds, and the media type if it is a document.
    pub(super) fn value(&mut self, spot: &Spot<'a>) -> (Box<Schema>, Option<String>) {
        let (node, at) = (spot.node, &spot.pointer);
        let content = spot
            .get("content")
            .filter(|content| content.node.is_mapping());
        if let Some(content) = content
            && let Some(entry) = content.node.entries().first()
        {
            let inner = content
                .get(&entry.key)
                .and_then(|media| media.get("schema"));
            let schema = match inner {
                Some(inner) => self.schema(inner.node, &inner.pointer),
                None => empty(at, node),
            };
            return (schema, Some(entry.key.trim().to_owned()));
        }
        if let Some(inner) = spot.get("schema").filter(|inner| !inner.node.is_null()) {
            self.syntax(
                "schema of a parameter",
                true,
                &inner.pointer,
                inner.node.span,
            );
            let mut schema = self.schema(inner.node, &inner.pointer);
            for entry in node.entries() {
                if entry.key.starts_with("x-") && !NOT_SCHEMA.contains(&entry.key.as_str()) {
                    let extensions = &mut schema.extensions;
                    extensions
                        .entry(entry.key.clone())
                        .or_insert_with(|| entry.value.clone());
                }
            }
            return (schema, None);
        }
        if node.get("type").is_some() {
            self.syntax("type of a parameter", false, at, node.span);
        }
        (self.schema_without(node, at, &NOT_SCHEMA), None)
    }

    /// How an array or object becomes text.
    fn style(
        &mut self,
        node: &'a Node,
        at: &Pointer,
        place: Place,
        schema: &Schema,
    ) -> (Style, bool) {
        let usual = match place {
            Place::Path | Place::Header => Style::Simple,
            Place::Query | Place::Cookie => Style::Form,
        };
        let text = |key: &str| node.get(key).and_then(Node::as_str).map(str::trim);
        if let Some(format) = text("collectionFormat") {
            self.syntax("collectionFormat", false, at, node.span);
            return collection(format, usual);
        }
        let style = text("style").and_then(style_named).unwrap_or(usual);
        let explode = match node.get("explode").filter(|node| !node.is_null()) {
            Some(flag) => u011_flag_as_text::flag(flag, &at.key("explode"), self.diagnostics),
            // The arrays of 2.0 are joined by commas where nothing else is said.
            None if self.is_2() && node.get("schema").is_none() && !schema.types.is_empty() => {
                schema.types != [crate::model::Type::Array] && style == Style::Form
            }
            None => matches!(style, Style::Form | Style::DeepObject),
        };
        (style, explode)
    }
}

/// What `collectionFormat` means where `usual` is the usual style.
pub(super) fn collection(format: &str, usual: Style) -> (Style, bool) {
    match format {
        "ssv" => (Style::SpaceDelimited, false),
        "tsv" => (Style::TabDelimited, false),
        "pipes" => (Style::PipeDelimited, false),
        "multi" => (Style::Form, true),
        _ => (usual, false),
    }
}

/// The style of 3.x with this name.
pub(super) fn style_named(name: &str) -> Option<Style> {
    match name {
        "simple" => Some(Style::Simple),
        "form" => Some(Style::Form),
        "label" => Some(Style::Label),
        "matrix" => Some(Style::Matrix),
        "spaceDelimited" => Some(Style::SpaceDelimited),
        "pipeDelimited" => Some(Style::PipeDelimited),
        "deepObject" => Some(Style::DeepObject),
        _ => None,
    }
}

fn empty(at: &Pointer, node: &Node) -> Box<Schema> {
    Box::new(Schema {
        pointer: at.clone(),
        span: node.span,
        ..Schema::default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::upgrade::testing::{document, findings, with_paths, with_paths_2};

    #[test]
    fn arrays_of_2_are_joined_as_they_say() {
        let text = with_paths_2(
            r#"{"/a/{p}":{"get":{"parameters":[
              {"name":"p","in":"path","required":true,"type":"array","items":{"type":"string"}},
              {"name":"none","in":"query","type":"array","items":{"type":"string"}},
              {"name":"csv","in":"query","type":"array","items":{"type":"string"},"collectionFormat":"csv"},
              {"name":"ssv","in":"query","type":"array","items":{"type":"string"},"collectionFormat":"ssv"},
              {"name":"tsv","in":"query","type":"array","items":{"type":"string"},"collectionFormat":"tsv"},
              {"name":"pipes","in":"query","type":"array","items":{"type":"string"},"collectionFormat":"pipes"},
              {"name":"multi","in":"query","type":"array","items":{"type":"string"},"collectionFormat":"multi"},
              {"name":"h","in":"header","type":"array","items":{"type":"string"}},
              {"name":"scalar","in":"query","type":"string","maxLength":3,"x-example":"abc"}],"responses":{"200":{"description":""}}}}}"#,
        );
        let document = document(&text);
        let got: Vec<_> = document.operations[0]
            .parameters
            .iter()
            .map(|p| (p.name.as_str(), p.style, p.explode))
            .collect();
        assert_eq!(
            got,
            [
                ("p", Style::Simple, false),
                ("none", Style::Form, false),
                ("csv", Style::Form, false),
                ("ssv", Style::SpaceDelimited, false),
                ("tsv", Style::TabDelimited, false),
                ("pipes", Style::PipeDelimited, false),
                ("multi", Style::Form, true),
                ("h", Style::Simple, false),
                ("scalar", Style::Form, true),
            ]
        );
        let scalar = &document.operations[0].parameters[8];
        assert_eq!(scalar.schema.max_length, Some(3));
        assert_eq!(scalar.examples[0].value.as_str(), Some("abc"));
        assert!(findings(&text).is_empty());
    }

    #[test]
    fn styles_of_3_have_their_defaults() {
        let document = document(&with_paths(
            r#"{"/a":{"get":{"parameters":[
              {"name":"q","in":"query","schema":{"type":"array","items":{"type":"string"}}},
              {"name":"c","in":"cookie","schema":{"type":"string"}},
              {"name":"h","in":"header","schema":{"type":"string"},"x-a":1,"examples":{"one":{"value":"1"}}},
              {"name":"d","in":"query","style":"deepObject","schema":{"type":"object"}},
              {"name":"e","in":"query","explode":false,"allowReserved":true,"schema":{"type":"array"}},
              {"name":"j","in":"query","content":{"application/json":{"schema":{"type":"object"},"example":{"a":1}}}}],"responses":{"200":{"description":""}}}}}"#,
        ));
        let got: Vec<_> = document.operations[0]
            .parameters
            .iter()
            .map(|p| (p.style, p.explode))
            .collect();
        assert_eq!(
            got[..5],
            [
                (Style::Form, true),
                (Style::Form, true),
                (Style::Simple, false),
                (Style::DeepObject, true),
                (Style::Form, false)
            ]
        );
        let parameters = &document.operations[0].parameters;
        assert!(parameters[4].allow_reserved);
        assert!(parameters[2].schema.extensions.contains_key("x-a"));
        assert_eq!(parameters[2].examples[0].name, "one");
        assert_eq!(parameters[5].content.as_deref(), Some("application/json"));
        assert_eq!(parameters[5].schema.types, [crate::model::Type::Object]);
        assert_eq!(parameters[5].examples[0].value.to_json(), r#"{"a":1}"#);
    }
}
