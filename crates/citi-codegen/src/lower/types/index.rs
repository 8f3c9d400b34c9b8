//! Types of schemas that no generated code holds by themselves, for those who ask by place.

use super::{Types, merge};
use crate::lower::plan::RustType;
use crate::model::{Schema, Type};

impl Types<'_> {
    /// Puts the type of a scalar that no generated code holds (a header of an answer, a parameter that the runtime fills
    /// in) into the index.
    pub(crate) fn note_scalar(&mut self, schema: &Schema) {
        let flat = merge::flatten(self.document, schema);
        let ty = match flat.inferred_type() {
            Some(Type::String) => RustType::String,
            Some(Type::Boolean) => RustType::Bool,
            Some(Type::Integer) => RustType::I64,
            Some(Type::Number) => RustType::Number,
            _ => return,
        };
        self.index.entry(schema.pointer.to_string()).or_insert(ty);
    }

    /// Puts a schema into the index that comes to the same type as one that is there.
    pub(crate) fn note_same(&mut self, schema: &Schema, same: &Schema) {
        if let Some(ty) = self.index.get(same.pointer.as_str()).cloned() {
            self.index.entry(schema.pointer.to_string()).or_insert(ty);
        }
    }

    /// Whether values of a schema are anything but a text.
    pub(crate) fn is_structured(&self, schema: &Schema) -> bool {
        self.document
            .resolve(schema)
            .and_then(Schema::inferred_type)
            != Some(Type::String)
    }
}
