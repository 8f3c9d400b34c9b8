//! Small models for the tests of this folder's neighbours.

use indexmap::IndexMap;

use crate::model::{Document, Schema, Type, Version};

/// A document of these named schemas and nothing else.
pub(crate) fn document<const N: usize>(schemas: [(&str, Schema); N]) -> Document {
    Document {
        id: "sample".to_owned(),
        version: Version::OpenApi31("3.1.0".to_owned()),
        title: String::new(),
        api_version: String::new(),
        description: None,
        servers: Vec::new(),
        tags: Vec::new(),
        operations: Vec::new(),
        webhooks: Vec::new(),
        schemas: schemas
            .into_iter()
            .map(|(name, schema)| (name.to_owned(), schema))
            .collect(),
        schemes: IndexMap::new(),
        security: Vec::new(),
    }
}

/// A schema of one type.
pub(crate) fn typed(ty: Type) -> Schema {
    Schema {
        types: vec![ty],
        ..Schema::default()
    }
}
