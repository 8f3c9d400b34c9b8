//! Operations.

use indexmap::IndexMap;

use crate::load::{Node, Pointer};
use crate::model::{Method, Operation, Server};
use crate::upgrade::refs::Spot;
use crate::upgrade::rules::{u011_flag_as_text, u059_member_of_another_shape as shape};

use super::Reader;
use super::path_item::Item;

/// Members that have a place of their own in the model, or in the servers of 2.0.
const READ: [&str; 14] = [
    "operationId",
    "tags",
    "summary",
    "description",
    "deprecated",
    "parameters",
    "requestBody",
    "responses",
    "security",
    "servers",
    "consumes",
    "produces",
    "links",
    "x-webhook",
];

impl<'a> Reader<'a, '_> {
    /// Reads one operation.
    pub(super) fn operation(
        &mut self,
        item: &Item<'a>,
        method: Method,
        spot: &Spot<'a>,
    ) -> Operation {
        let (node, at) = (spot.node, &spot.pointer);
        if !node.is_mapping() {
            shape::tell(node, at, "an operation", self.diagnostics);
        }
        let consumes = self.media_list(node, at, "consumes");
        let consumes = consumes.unwrap_or_else(|| self.consumes.clone());
        let produces = self.media_list(node, at, "produces");
        let produces = produces.unwrap_or_else(|| self.produces.clone());
        let inputs = self.inputs(item, spot);
        let body = self.body(spot, &inputs, &consumes);
        let parameters = self.fit(&item.template, inputs.parameters, spot);
        let responses = self.responses(spot, &produces);
        let own = self.requirements(node, at);
        Operation {
            kind: self.source(item, spot),
            path: item.template.path.clone(),
            method,
            id: self.id(node, at),
            tags: self.operation_tags(node, at),
            summary: self.inherited(item, spot, "summary"),
            description: self.inherited(item, spot, "description"),
            deprecated: node.get("deprecated").is_some_and(|flag| {
                u011_flag_as_text::flag(flag, &at.key("deprecated"), self.diagnostics)
            }),
            parameters,
            body,
            responses,
            security: own.unwrap_or_else(|| self.security.clone()),
            servers: self.operation_servers(item, spot),
            extensions: extensions(node),
            pointer: at.clone(),
            span: node.span,
        }
    }

    fn id(&mut self, node: &'a Node, at: &Pointer) -> Option<String> {
        self.text(node, at, "operationId")
            .filter(|id| !id.trim().is_empty())
    }

    fn operation_tags(&mut self, node: &'a Node, at: &Pointer) -> Vec<String> {
        let Some(member) = node.get("tags") else {
            return Vec::new();
        };
        if let Some(one) = member.as_str() {
            return vec![one.to_owned()];
        }
        let mut tags = Vec::new();
        for item in shape::list(member, &at.key("tags"), self.diagnostics) {
            let tag = item.get("name").unwrap_or(item).scalar_text();
            if let Some(tag) = tag
                && !tags.contains(&tag)
            {
                tags.push(tag);
            }
        }
        tags
    }

    /// The text of a member of the operation, else of its path.
    fn inherited(&mut self, item: &Item<'a>, spot: &Spot<'a>, key: &str) -> Option<String> {
        let own = self.text(spot.node, &spot.pointer, key);
        own.or_else(|| {
            let layers = item.layers.iter();
            let texts: Vec<_> = layers.map(|layer| layer.get(key)).collect();
            texts
                .into_iter()
                .flatten()
                .find_map(|text| text.node.as_str().map(str::to_owned))
        })
    }

    fn operation_servers(&mut self, item: &Item<'a>, spot: &Spot<'a>) -> Vec<Server> {
        for owner in std::iter::once(spot).chain(&item.layers) {
            let servers = self.servers(owner.node, &owner.pointer);
            if !servers.is_empty() {
                return servers;
            }
        }
        Vec::new()
    }
}

/// Members that the model has no place for.
fn extensions(node: &Node) -> IndexMap<String, Node> {
    node.entries()
        .iter()
        .filter(|entry| !READ.contains(&entry.key.as_str()) && !entry.value.is_null())
        .map(|entry| (entry.key.clone(), entry.value.clone()))
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::model::SourceKind;
    use crate::upgrade::testing::{document, findings, with_paths};

    #[test]
    fn an_operation_takes_what_its_path_says() {
        let document = document(&with_paths(
            r#"{"/a":{"summary":"of the path","servers":[{"url":"https://p.example/"}],
              "get":{"tags":null,"operationId":"  ","x-a":{"host":"inside"},"callbacks":{"c":{}},"responses":{"200":{"description":""}}},
              "post":{"summary":"own","tags":["t","t"],"servers":[{"url":"https://o.example"}],"responses":{"200":{"description":""}}}}}"#,
        ));
        let [get, post] = document.operations.as_slice() else {
            panic!()
        };
        assert_eq!(
            (get.summary.as_deref(), get.id.as_deref()),
            (Some("of the path"), None)
        );
        assert_eq!(get.servers[0].url, "https://p.example");
        assert_eq!(
            get.extensions.keys().collect::<Vec<_>>(),
            ["x-a", "callbacks"]
        );
        assert_eq!(
            (post.summary.as_deref(), post.servers[0].url.as_str()),
            (Some("own"), "https://o.example")
        );
        assert_eq!(post.tags, ["t"]);
    }

    #[test]
    fn webhooks_are_told_apart() {
        let text = r#"{"openapi":"3.1.0","webhooks":{"payment done":{"post":{"requestBody":{"content":{"application/json":{}}},"responses":{"200":{"description":""}}}}},
            "paths":{"/hook":{"x-webhook":true,"post":{"responses":{"200":{"description":""}}}}}}"#;
        let document = document(text);
        assert_eq!(document.webhooks[0].path, "payment done");
        assert_eq!(document.webhooks[0].kind, SourceKind::Webhook);
        assert_eq!(document.operations[0].kind, SourceKind::Webhook);
        assert!(findings(text).is_empty());
    }
}
