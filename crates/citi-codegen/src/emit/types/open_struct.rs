//! Structs that keep members which the document does not name.
//!
//! serde's `flatten` buffers what it reads and loses the digits of numbers on the way: these structs read and write
//! themselves over the raw text of their members.

use std::fmt::Write as _;

use super::header;
use super::structure::{is_lenient, writes_null};
use crate::emit::layout;
use crate::lower::plan::{RustType, StructPlan, TypeDef};

/// `Deserialize` and `Serialize` of an open struct.
pub(super) fn text(def: &TypeDef, plan: &StructPlan) -> String {
    let name = &def.name;
    let mut out = String::new();
    let _ = writeln!(
        out,
        "impl<'de> serde::Deserialize<'de> for {name} {{\n\
         fn deserialize<D: serde::Deserializer<'de>>(\ndeserializer: D,\n) -> Result<Self, D::Error> {{\n\
         let mut object = citi_core::support::object::Object::read(deserializer)?;"
    );
    let mut members = Vec::new();
    for field in &plan.fields {
        let take = match (
            matches!(field.ty, RustType::Option(_)),
            is_lenient(&field.ty),
        ) {
            (true, false) => "optional",
            (true, true) => "optional_lenient",
            (false, false) => "required",
            (false, true) => "required_lenient",
        };
        let (ident, wire) = (&field.ident, header::literal(&field.wire));
        members.push(format!("{ident}: object.{take}({wire})?"));
    }
    members.push("additional: object.rest()?".to_owned());
    out.push_str(&layout::literal("Ok(", "Self", &members, ")"));
    out.push_str("}\n}\n\n");
    let _ = writeln!(
        out,
        "impl serde::Serialize for {name} {{\n\
         fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {{\n\
         use serde::ser::SerializeMap as _;\n\
         let mut map = serializer.serialize_map(None)?;"
    );
    for field in &plan.fields {
        let (ident, wire) = (&field.ident, header::literal(&field.wire));
        if matches!(field.ty, RustType::Option(_)) && !writes_null(field) {
            let _ = writeln!(
                out,
                "if let Some(value) = &self.{ident} {{\nmap.serialize_entry({wire}, value)?;\n}}"
            );
        } else {
            let _ = writeln!(out, "map.serialize_entry({wire}, &self.{ident})?;");
        }
    }
    out.push_str("for (key, value) in &self.additional {\nmap.serialize_entry(key, value)?;\n}\nmap.end()\n}\n}\n\n");
    out
}
