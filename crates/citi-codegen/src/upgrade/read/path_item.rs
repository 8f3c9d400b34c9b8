//! Paths, and what stands under one.

use crate::load::{Node, Pointer};
use crate::model::{Method, Operation, SourceKind};
use crate::upgrade::refs::{Kind, Spot};
use crate::upgrade::rules::{
    u011_flag_as_text, u040_path_item_unreadable, u041_method_unknown,
    u059_member_of_another_shape as shape,
};

use super::Reader;
use super::template::Template;

/// Members of a path item that are no methods.
const OTHER: [&str; 7] = [
    "$ref",
    "summary",
    "description",
    "servers",
    "parameters",
    "consumes",
    "produces",
];

/// A path item: its own members, and those of the items that it refers to.
pub(super) struct Item<'a> {
    /// What stands for the path: the key of the document.
    pub(super) template: Template,
    /// The item and those that it refers to, nearest first.
    pub(super) layers: Vec<Spot<'a>>,
    /// Where its operations stand.
    pub(super) kind: SourceKind,
}

impl<'a> Reader<'a, '_> {
    /// Every operation under the member `section` of the document.
    pub(super) fn paths(&mut self, section: &str, kind: SourceKind) -> Vec<Operation> {
        let mut operations = Vec::new();
        let Some(node) = self.root.get(section) else {
            return operations;
        };
        let at = Pointer::root().key(section);
        for entry in shape::mapping(node, &at, self.diagnostics) {
            // A webhook may be called `x-payment-done`; an extension holds no operation.
            let extension = kind == SourceKind::Path || !is_item(&entry.value);
            if extension && entry.key.starts_with("x-") {
                continue;
            }
            let at = at.key(&entry.key);
            let template = match kind {
                SourceKind::Path => {
                    Template::read(&entry.key, &at, entry.key_span, self.diagnostics)
                }
                SourceKind::Webhook => Template::verbatim(&entry.key),
            };
            let item = Item {
                template,
                layers: self.layers(Spot::new(&entry.value, at)),
                kind,
            };
            self.item(&item, &mut operations);
        }
        operations
    }

    /// The item at `spot` and those that it refers to.
    fn layers(&mut self, spot: Spot<'a>) -> Vec<Spot<'a>> {
        let mut layers: Vec<Spot<'a>> = Vec::new();
        let mut next = Some(spot);
        while let Some(spot) = next.take() {
            let again = layers.iter().any(|layer| layer.pointer == spot.pointer);
            if again || !spot.node.is_mapping() {
                let rule = &u040_path_item_unreadable::RULE;
                let found = "the path can't be read";
                self.tell(
                    rule,
                    &spot.pointer,
                    spot.node.span,
                    found,
                    "it has no operations",
                );
                break;
            }
            if let Some(node) = spot.node.get("$ref") {
                let reference = self.reference_text(node, &spot.pointer);
                next = reference.and_then(|text| self.peek(text, Kind::PathItem));
                if next.is_none() {
                    let rule = &u040_path_item_unreadable::RULE;
                    let found =
                        format!("the path refers to {}, which can't be read", node.to_json());
                    let done = "the operations there are missing";
                    self.tell(rule, &spot.pointer, node.span, found, done);
                }
            }
            layers.push(spot);
        }
        layers
    }

    fn item(&mut self, item: &Item<'a>, operations: &mut Vec<Operation>) {
        let mut seen: Vec<Method> = Vec::new();
        for layer in &item.layers {
            for entry in layer.node.entries() {
                let key = entry.key.trim().to_ascii_lowercase();
                let at = layer.pointer.key(&entry.key);
                let Some(method) = Method::ALL.into_iter().find(|method| method.key() == key)
                else {
                    if !OTHER.contains(&key.as_str()) && !key.starts_with("x-") {
                        self.unknown_member(&entry.key, &entry.value, &at);
                    }
                    continue;
                };
                if seen.contains(&method) {
                    continue;
                }
                seen.push(method);
                let spot = Spot::new(&entry.value, at);
                let operation = self.operation(item, method, &spot);
                operations.push(operation);
            }
        }
    }

    fn unknown_member(&mut self, key: &str, node: &Node, at: &Pointer) {
        if node.get("responses").is_some() || key == "additionalOperations" || key == "query" {
            let found = format!("the method `{key}` can't be described");
            let done = "its operation is missing";
            self.tell(&u041_method_unknown::RULE, at, node.span, found, done);
        } else if !node.is_null() {
            shape::tell(node, at, "a method", self.diagnostics);
        }
    }

    /// Where an operation really stands: one under `paths` may be marked as a webhook.
    pub(super) fn source(&mut self, item: &Item<'a>, operation: &Spot<'a>) -> SourceKind {
        let marked = std::iter::once(operation).chain(&item.layers).any(|spot| {
            spot.get("x-webhook").is_some_and(|mark| {
                mark.node.is_mapping() || u011_flag_as_text::spelled(mark.node) == Some(true)
            })
        });
        if marked {
            SourceKind::Webhook
        } else {
            item.kind
        }
    }
}

/// Whether operations may stand there.
fn is_item(node: &Node) -> bool {
    let is_method = |key: &str| {
        Method::ALL
            .iter()
            .any(|method| key.eq_ignore_ascii_case(method.key()))
    };
    node.entries()
        .iter()
        .any(|entry| entry.key == "$ref" || is_method(entry.key.trim()))
}

#[cfg(test)]
mod tests {
    use crate::upgrade::testing::upgraded;

    #[test]
    fn an_extension_among_webhooks_is_no_webhook() {
        let (document, found) = upgraded(
            r#"{"openapi":"3.1.0","x-webhooks":{"x-sdk-exclude":true,"x-tags":{"a":["b"]},
               "x-done":{"post":{"responses":{"200":{"description":""}}}}}}"#,
        );
        let names: Vec<&str> = document.webhooks.iter().map(|o| o.path.as_str()).collect();
        assert_eq!(names, ["x-done"]);
        assert!(found.is_empty());
    }
}
