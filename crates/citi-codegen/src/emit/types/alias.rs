//! Types that stand for another one: lists and maps that hold themselves.

use std::fmt::Write as _;

use super::{check, header};
use crate::emit::tokens::type_text;
use crate::lower::plan::{Rule, RustType, TypeDef};

/// A struct around the type.
pub(super) fn text(def: &TypeDef, target: &RustType, rules: &[Rule]) -> String {
    let mut out = header::docs(def);
    let ty = type_text(target, "super");
    let _ = writeln!(
        out,
        "#[derive(Clone, Debug, PartialEq, serde::Deserialize, serde::Serialize)]\n#[serde(transparent)]\npub struct {name}(pub {ty});\n\n\
         impl From<{ty}> for {name} {{\nfn from(value: {ty}) -> Self {{\nSelf(value)\n}}\n}}\n",
        name = def.name,
    );
    let body = check::of_value("field", "\"\"", "&self.0", rules, &[]);
    out.push_str(&check::implementation(&def.name, &body));
    out
}
