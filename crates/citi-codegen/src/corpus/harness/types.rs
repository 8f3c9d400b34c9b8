//! How code outside a generated crate names its types.

use crate::lower::plan::RustType;

/// The Rust text of `ty`, where the crate is known as `krate`.
#[must_use]
pub(super) fn type_text(ty: &RustType, krate: &str) -> String {
    let inner = |ty: &RustType| type_text(ty, krate);
    match ty {
        RustType::String => "String".to_owned(),
        RustType::Bool => "bool".to_owned(),
        RustType::I64 => "i64".to_owned(),
        RustType::U64 => "u64".to_owned(),
        RustType::F64 => "f64".to_owned(),
        RustType::Number => "citi_core::Number".to_owned(),
        RustType::Json => "citi_core::Json".to_owned(),
        RustType::Date => "citi_core::Date".to_owned(),
        RustType::DateTime => "citi_core::DateTime".to_owned(),
        RustType::Secret => "citi_core::Secret".to_owned(),
        RustType::Bytes => "citi_core::Bytes".to_owned(),
        RustType::Xml => "citi_core::Xml".to_owned(),
        RustType::List(item) => format!("Vec<{}>", inner(item)),
        RustType::Map(value) => format!("citi_core::Map<{}>", inner(value)),
        RustType::Option(value) => format!("Option<{}>", inner(value)),
        RustType::Boxed(value) => format!("Box<{}>", inner(value)),
        RustType::Named(name) => format!("{krate}::types::{name}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_are_named_from_outside() {
        let named = RustType::Named("Account".to_owned());
        let ty = RustType::List(Box::new(RustType::Map(Box::new(named))));
        assert_eq!(type_text(&ty, "doc_a"), "Vec<citi_core::Map<doc_a::types::Account>>");
    }
}
