//! One API description.

use indexmap::IndexMap;

use super::{Operation, Requirement, Schema, Scheme, Server, Tag};

/// The version that a document says it is written in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Version {
    /// `swagger: "2.0"`.
    Swagger2,
    /// `openapi: 3.0.x`, with the exact text.
    OpenApi30(String),
    /// `openapi: 3.1.x` (or later 3.x), with the exact text.
    OpenApi31(String),
}

impl std::fmt::Display for Version {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Swagger2 => f.write_str("2.0"),
            Self::OpenApi30(text) | Self::OpenApi31(text) => f.write_str(text),
        }
    }
}

/// One API description, read.
#[derive(Clone, Debug)]
pub struct Document {
    /// The id by which the portal knows it: the file's name without its ending.
    pub id: String,
    /// The version that it was written in.
    pub version: Version,
    /// `info.title`.
    pub title: String,
    /// `info.version`.
    pub api_version: String,
    /// `info.description`, as Markdown.
    pub description: Option<String>,
    /// Where the API is served; paths are relative to the first. Empty if it does not say.
    pub servers: Vec<Server>,
    /// Declared tags.
    pub tags: Vec<Tag>,
    /// Every path × method, in the document's order.
    pub operations: Vec<Operation>,
    /// 3.1 `webhooks`: requests that the bank sends. `path` holds the webhook's name.
    pub webhooks: Vec<Operation>,
    /// Named schemas (`definitions`, `components.schemas`), in the document's order. A schema that
    /// refers to another place of the document than a named schema is given a name here too.
    pub schemas: IndexMap<String, Schema>,
    /// Named security schemes.
    pub schemes: IndexMap<String, Scheme>,
    /// Requirements for every operation that states none of its own.
    pub security: Vec<Requirement>,
}

impl Document {
    /// The named schema that `schema` refers to, or `schema` itself if it refers to none.
    /// Follows chains of references; a reference that leads nowhere, or in a circle, gives `None`.
    #[must_use]
    pub fn resolve<'a>(&'a self, schema: &'a Schema) -> Option<&'a Schema> {
        let mut current = schema;
        for _ in 0..=self.schemas.len() {
            match &current.reference {
                Some(name) => current = self.schemas.get(name)?,
                None => return Some(current),
            }
        }
        None
    }
}
