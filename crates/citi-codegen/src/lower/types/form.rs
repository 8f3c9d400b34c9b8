//! Schemas of multipart bodies.

use super::{Owner, Typed, Types, merge};
use crate::model::Schema;

impl Types<'_> {
    /// The type of a multipart body: one of its own if it holds a file, since a file is text elsewhere.
    pub(crate) fn typed_form(&mut self, schema: &Schema, owner: &Owner) -> Typed {
        let flat = merge::flatten(self.document, schema);
        let is_file = |property: &Schema| {
            let property = self.document.resolve(property).unwrap_or(property);
            let item = property
                .items
                .as_deref()
                .and_then(|item| self.document.resolve(item));
            [Some(property), item]
                .into_iter()
                .flatten()
                .any(|schema| schema.format.as_deref() == Some("binary"))
        };
        if flat.properties.values().any(is_file) {
            self.typed(
                &Schema {
                    pointer: schema.pointer.clone(),
                    ..flat
                },
                owner,
            )
        } else {
            self.typed(
                schema,
                &Owner {
                    binary: false,
                    ..owner.clone()
                },
            )
        }
    }
}
