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

#[cfg(test)]
mod tests {
    use crate::lower::testing::{plan_with, schemas};
    use crate::lower::{Names, Options, TypeChoice, TypeRule};

    #[test]
    fn every_number_is_exact_and_an_integer_is_as_wide_as_its_bounds() {
        let plan = schemas(
            "    A:\n      type: object\n      properties:\n        a: {type: number, format: double}\n        b: {type: integer, format: int32}\n        \
             c: {type: integer, format: uint64}\n        d: {type: integer, maximum: 99999999999999999999}\n        e: {type: integer, minimum: 0, maximum: 18446744073709551615}\n",
        );
        for (field, ty) in [
            ("a", "citi_core::Number"),
            ("b", "i64"),
            ("c", "u64"),
            ("d", "citi_core::Number"),
            ("e", "u64"),
        ] {
            assert_eq!(plan.field("A", field), format!("Option<{ty}>"), "{field}");
        }
    }

    #[test]
    fn formats_of_texts() {
        let plan = schemas(
            "    A:\n      type: object\n      properties:\n        a: {type: string, format: date}\n        b: {type: string, format: date-time}\n        \
             c: {type: string, format: password}\n        d: {type: string, format: double}\n        e: {type: string, format: binary}\n",
        );
        for (field, ty) in [
            ("a", "citi_core::Date"),
            ("b", "citi_core::DateTime"),
            ("c", "citi_core::Secret"),
            ("d", "String"),
            ("e", "String"),
        ] {
            assert_eq!(plan.field("A", field), format!("Option<{ty}>"), "{field}");
        }
    }

    #[test]
    fn a_float_only_where_the_manifest_asks_for_one() {
        let rule = TypeRule {
            schema: Some("A".to_owned()),
            property: Some("ratio".to_owned()),
            format: None,
            choice: TypeChoice::Float,
        };
        let options = Options {
            type_rules: vec![rule],
            ..Options::default()
        };
        let text = "openapi: 3.0.0\ninfo: {title: T, version: '1'}\npaths: {}\ncomponents:\n  schemas:\n    A: {type: object, properties: {ratio: {type: number}, amount: {type: number}}}\n";
        let plan = plan_with(text, &options, &mut Names::default());
        assert_eq!(plan.field("A", "ratio"), "Option<f64>");
        assert_eq!(plan.field("A", "amount"), "Option<citi_core::Number>");
    }
}
