//! Unions.

use std::fmt::Write as _;

use super::{check, header};
use crate::emit::tokens::type_text;
use crate::lower::plan::{RustType, TypeDef, UnionPlan};

/// An enum of the arms. It reads itself over the raw text: serde's `untagged` would lose the digits of numbers, and
/// takes the first arm that fits, not the one that fits best.
pub(super) fn text(def: &TypeDef, plan: &UnionPlan) -> String {
    let name = &def.name;
    let mut out = header::docs(def);
    let _ = writeln!(
        out,
        "#[derive(Clone, Debug, PartialEq)]\n#[non_exhaustive]\npub enum {name} {{"
    );
    for variant in &plan.variants {
        let words = if variant.docs.is_empty() {
            format!("As `{}`.", variant.ident)
        } else {
            variant.docs.clone()
        };
        header::lines(&mut out, "", &words);
        let _ = writeln!(
            out,
            "{}({}),",
            variant.ident,
            type_text(&variant.ty, "super")
        );
    }
    out.push_str("/// A form that this crate does not know; it can't be sent.\nUnknown(citi_core::Json),\n}\n\n");
    let _ = writeln!(
        out,
        "impl<'de> serde::Deserialize<'de> for {name} {{\n\
         fn deserialize<D: serde::Deserializer<'de>>(\ndeserializer: D,\n) -> Result<Self, D::Error> {{\n\
         Ok(\nciti_core::support::union::Union::read(deserializer)?"
    );
    if let Some(property) = &plan.discriminator {
        let _ = writeln!(
            out,
            ".tagged({}, {})",
            header::literal(property),
            plan.stated
        );
    }
    for variant in &plan.variants {
        let tags: Vec<String> = variant
            .tags
            .iter()
            .map(|tag| header::literal(tag))
            .collect();
        let _ = writeln!(out, ".arm(&[{}], Self::{})", tags.join(", "), variant.ident);
    }
    out.push_str(".or_else(Self::Unknown),\n)\n}\n}\n\n");
    let _ = writeln!(
        out,
        "impl serde::Serialize for {name} {{\n\
         fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {{\nmatch self {{"
    );
    for variant in &plan.variants {
        let _ = writeln!(
            out,
            "Self::{}(value) => value.serialize(serializer),",
            variant.ident
        );
    }
    out.push_str("Self::Unknown(value) => value.serialize(serializer),\n}\n}\n}\n\n");
    for variant in &plan.variants {
        let ty = match &variant.ty {
            RustType::Boxed(inner) => inner.as_ref(),
            other => other,
        };
        if ty.named() == Some(&def.name) && matches!(ty, RustType::Named(_)) {
            // Every type is made from itself already.
            continue;
        }
        let into = if matches!(variant.ty, RustType::Boxed(_)) {
            "Box::new(value)"
        } else {
            "value"
        };
        let _ = writeln!(
            out,
            "impl From<{ty}> for {name} {{\nfn from(value: {ty}) -> Self {{\nSelf::{ident}({into})\n}}\n}}\n",
            ty = type_text(ty, "super"),
            ident = variant.ident,
        );
    }
    let mut body = String::from("match self {\n");
    for variant in &plan.variants {
        let _ = writeln!(
            body,
            "Self::{}(value) => check::Check::check(value, at),",
            variant.ident
        );
    }
    body.push_str("Self::Unknown(_) => at.unknown(),\n}\n");
    out.push_str(&check::implementation(name, &body));
    out
}
