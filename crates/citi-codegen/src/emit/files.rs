//! A crate's plan → the files under `src/generated`.

use std::collections::BTreeMap;

use super::{EmitError, client, print};
use crate::lower::plan::{CratePlan, ModulePlan};

/// Path, relative to `src/generated` or to the crate, → text.
pub type Files = BTreeMap<String, String>;

/// Emits every module of `plan`.
///
/// # Errors
/// [`EmitError`] names the operation or the file that can't be written.
pub fn emit(plan: &CratePlan) -> Result<Files, EmitError> {
    emit_with(plan, super::types::files)
}

/// Emits every module of `plan`: operations here, types through `types`, which gives (path
/// relative to the module, text). A crate of one document holds it at the root of `generated`,
/// one of several in a folder for each.
///
/// # Errors
/// [`EmitError`] names the operation or the file that can't be written.
pub fn emit_with(
    plan: &CratePlan,
    types: impl Fn(&ModulePlan) -> Result<Vec<(String, String)>, EmitError> + Sync,
) -> Result<Files, EmitError> {
    let mut files = Files::new();
    let several = plan.modules.len() != 1;
    for module in &plan.modules {
        let (folder, place) = if several {
            (
                format!("{}/", module.name),
                format!("{}::{}", crate_ident(&plan.name), module.name),
            )
        } else {
            (String::new(), crate_ident(&plan.name))
        };
        let types = types(module)?;
        let has_types = types.iter().any(|(path, _)| path == "types/mod.rs");
        for (path, text) in types
            .into_iter()
            .chain(client::files(module, &place, has_types)?)
        {
            files.insert(format!("{folder}{path}"), text);
        }
    }
    if several {
        files.insert("mod.rs".to_owned(), root(plan));
    }
    Ok(files)
}

/// The name by which code knows a package.
pub(crate) fn crate_ident(package: &str) -> String {
    package.replace('-', "_")
}

/// The root of a crate of several documents: its modules.
fn root(plan: &CratePlan) -> String {
    let mut text = print::header(&plan.name);
    text.push_str(&format!(
        "\n//! The documents of `{}`, a module each.\n\n",
        plan.name
    ));
    for module in &plan.modules {
        text.push_str(&format!("pub mod {};\n", module.name));
    }
    text
}
