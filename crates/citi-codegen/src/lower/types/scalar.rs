//! Schemas of strings, numbers and booleans.

use super::{Owner, Typed, Types};
use crate::lower::TypeChoice;
use crate::lower::plan::RustType;
use crate::model::{Schema, Type};

impl Types<'_> {
    /// The type of a scalar schema.
    pub(super) fn scalar(&mut self, schema: &Schema, kind: Type, owner: &Owner) -> Typed {
        let format = schema.format.as_deref().unwrap_or_default();
        let ty = match kind {
            Type::Boolean => RustType::Bool,
            Type::Integer => integer(schema, format),
            Type::Number => RustType::Number,
            _ => match format {
                "date" => RustType::Date,
                "date-time" => RustType::DateTime,
                "password" => RustType::Secret,
                "binary" if owner.binary => RustType::Bytes,
                _ => RustType::String,
            },
        };
        let rules = self.rules(schema, &ty);
        Typed {
            rules,
            ..Typed::plain(ty)
        }
    }

    /// The type that a rule of the manifest chooses for a schema.
    pub(super) fn chosen(&mut self, schema: &Schema, owner: &Owner) -> Option<Typed> {
        let matches = |wanted: &Option<String>, got: Option<&String>| match wanted {
            None => true,
            Some(wanted) => got.is_some_and(|got| got == wanted),
        };
        let choice = self
            .options
            .type_rules
            .iter()
            .find(|rule| {
                matches(&rule.schema, owner.schema.as_ref())
                    && matches(&rule.property, owner.property.as_ref())
                    && matches(&rule.format, schema.format.as_ref())
            })?
            .choice;
        let ty = match choice {
            TypeChoice::Number => RustType::Number,
            TypeChoice::Integer => RustType::I64,
            TypeChoice::Float => RustType::F64,
            TypeChoice::String => RustType::String,
            TypeChoice::Secret => RustType::Secret,
            TypeChoice::Json => RustType::Json,
        };
        let rules = self.rules(schema, &ty);
        Some(Typed {
            rules,
            ..Typed::plain(ty)
        })
    }
}

/// `i64` where every value that the document allows fits; `u64` where that holds more; else every digit.
fn integer(schema: &Schema, format: &str) -> RustType {
    let fits = |text: &str| {
        text.parse::<i64>().is_ok()
            || text.parse::<u64>().is_err()
                && text.parse::<f64>().is_ok_and(|value| value.abs() < 9e18)
    };
    let bounds = [&schema.minimum, &schema.maximum];
    let wide = bounds
        .iter()
        .any(|bound| bound.as_ref().is_some_and(|bound| !fits(&bound.value)));
    if wide {
        let unsigned = schema
            .minimum
            .as_ref()
            .is_some_and(|bound| bound.value.parse::<u64>().is_ok())
            && schema
                .maximum
                .as_ref()
                .is_some_and(|bound| bound.value.parse::<u64>().is_ok());
        return if unsigned {
            RustType::U64
        } else {
            RustType::Number
        };
    }
    match format {
        "uint64" => RustType::U64,
        "bigint" | "biginteger" | "int128" | "uint128" => RustType::Number,
        _ => RustType::I64,
    }
}
