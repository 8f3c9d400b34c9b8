//! The whole document.

use indexmap::IndexMap;

use crate::load::{Node, Pointer};
use crate::model::{Document, Schema, SourceKind, Tag};
use crate::upgrade::refs::{Kind, Spot};
use crate::upgrade::rules::{
    u007_reference_circle, u014_text_of_another_shape, u039_duplicate_path, u058_base_path_repeats,
    u059_member_of_another_shape as shape,
};

use super::Reader;

impl<'a> Reader<'a, '_> {
    /// Reads the document.
    pub(crate) fn document(mut self, id: &str) -> Document {
        let info = self.root.get("info");
        let text = |key: &str| {
            let node = info.and_then(|info| info.get(key));
            node.and_then(Node::scalar_text)
        };
        let title = text("title").filter(|title| !title.trim().is_empty());
        let api_version = text("version").unwrap_or_default();
        let description = info
            .and_then(|info| info.get("description"))
            .and_then(|node| {
                let at = Pointer::root().key("info").key("description");
                u014_text_of_another_shape::text(node, &at, self.diagnostics)
            });

        self.name_schemas();
        self.read_schemes();
        self.security = self
            .requirements(self.root, &Pointer::root())
            .unwrap_or_default();
        self.consumes = self
            .media_list(self.root, &Pointer::root(), "consumes")
            .unwrap_or_default();
        self.produces = self
            .media_list(self.root, &Pointer::root(), "produces")
            .unwrap_or_default();
        let servers = self.document_servers();
        let tags = self.tags();
        let operations = self.paths("paths", SourceKind::Path);
        u039_duplicate_path::tell(&operations, self.diagnostics);
        let mut webhooks = self.paths("webhooks", SourceKind::Webhook);
        webhooks.extend(self.paths("x-webhooks", SourceKind::Webhook));
        let schemas = self.schemas();

        let document = Document {
            id: id.to_owned(),
            title: title.unwrap_or_else(|| id.to_owned()),
            api_version,
            description,
            servers,
            tags,
            operations,
            webhooks,
            schemas,
            schemes: self.schemes,
            security: self.security,
            version: self.version,
        };
        u058_base_path_repeats::tell(&document, self.diagnostics);
        document
    }

    /// Gives every schema of the sections its name.
    fn name_schemas(&mut self) {
        for section in Kind::Schema.sections() {
            let Some(spot) = self.index.walk(self.root, section, false) else {
                continue;
            };
            if let ["definitions"] = section {
                self.syntax("definitions", false, &spot.pointer, spot.node.span);
            }
            for entry in shape::mapping(spot.node, &spot.pointer, self.diagnostics) {
                let pointer = spot.pointer.key(&entry.key);
                self.names
                    .give(&entry.key, Spot::new(&entry.value, pointer));
            }
        }
        if let Some(components) = self.root.get("components") {
            self.syntax(
                "components",
                true,
                &Pointer::root().key("components"),
                components.span,
            );
        }
    }

    /// Reads every schema that has a name by now; reading one may give names to others.
    fn schemas(&mut self) -> IndexMap<String, Schema> {
        let mut schemas = IndexMap::new();
        while let Some((name, spot)) = self.names.nth(schemas.len()) {
            let schema = self.schema(spot.node, &spot.pointer);
            schemas.insert(name, *schema);
        }
        u007_reference_circle::break_circles(&mut schemas, self.diagnostics);
        schemas
    }

    fn tags(&mut self) -> Vec<Tag> {
        let Some(node) = self.root.get("tags") else {
            return Vec::new();
        };
        let at = Pointer::root().key("tags");
        let mut tags = Vec::new();
        for (index, item) in shape::list(node, &at, self.diagnostics).iter().enumerate() {
            let at = at.index(index);
            let name = item.get("name").unwrap_or(item).scalar_text();
            match name {
                Some(name) => tags.push(Tag {
                    name,
                    description: self.text(item, &at, "description"),
                }),
                None if item.is_null() => {}
                None => shape::tell(item, &at, "a tag with a name", self.diagnostics),
            }
        }
        tags
    }

    /// The text of the member `key`.
    pub(super) fn text(&mut self, node: &'a Node, at: &Pointer, key: &str) -> Option<String> {
        let member = node.get(key)?;
        u014_text_of_another_shape::text(member, &at.key(key), self.diagnostics)
    }

    /// The content types that the member `key` lists; `None` if it is not there.
    pub(super) fn media_list(
        &mut self,
        node: &'a Node,
        at: &Pointer,
        key: &'static str,
    ) -> Option<Vec<String>> {
        let member = node.get(key)?;
        let at = at.key(key);
        self.syntax(key, false, &at, member.span);
        if let Some(one) = member.as_str() {
            return Some(vec![one.trim().to_owned()]);
        }
        let mut names = Vec::new();
        for item in shape::list(member, &at, self.diagnostics) {
            if let Some(name) = item.scalar_text() {
                let name = name.trim().to_owned();
                if !name.is_empty() && !names.contains(&name) {
                    names.push(name);
                }
            }
        }
        Some(names)
    }
}
