//! Types → files.

use std::collections::{BTreeMap, BTreeSet};

use super::{alias, enumeration, header, structure, union};
use crate::emit::layout::layout;
use crate::emit::{EmitError, print};
use crate::lower::plan::{ModulePlan, Shape, TypeDef};

/// Types of a module that stand in another one of the crate.
#[derive(Clone, Copy, Debug)]
pub struct Foreign<'a> {
    /// The module that holds them.
    pub module: &'a str,
    /// Their names.
    pub names: &'a BTreeSet<String>,
}

/// The files of a module's types, (path relative to the module, text): `types/mod.rs` and a file for each
/// named schema or operation that has types. None if there are no types. Those that are `foreign` are given out again.
///
/// # Errors
/// [`EmitError::Syntax`] names the file whose text is no Rust.
pub fn files(
    module: &ModulePlan,
    foreign: &Foreign<'_>,
) -> Result<Vec<(String, String)>, EmitError> {
    let mut by_file: BTreeMap<&str, Vec<&TypeDef>> = BTreeMap::new();
    let mut elsewhere = Vec::new();
    for def in &module.types {
        match foreign.names.contains(&def.name) {
            true => elsewhere.extend(header::public_names(def)),
            false => by_file.entry(&def.file).or_default().push(def),
        }
    }
    elsewhere.sort();
    if module.types.is_empty() {
        return Ok(Vec::new());
    }
    let by_file: Vec<_> = by_file.into_iter().collect();
    let mut files = by_file
        .iter()
        .map(|(file, defs)| Ok((format!("types/{file}.rs"), text(module, file, defs)?)))
        .collect::<Result<Vec<_>, EmitError>>()?;
    files.push(("types/mod.rs".to_owned(), {
        let mut text = root(module, &by_file);
        if !elsewhere.is_empty() {
            let names = elsewhere.join(", ");
            let common = foreign.module;
            text.push_str(&format!(
                "\npub use super::super::{common}::types::{{{names}}};\n"
            ));
        }
        text
    }));
    Ok(files)
}

fn text(module: &ModulePlan, file: &str, defs: &[&TypeDef]) -> Result<String, EmitError> {
    let items = layout(&source(defs)).map_err(|error| EmitError::Syntax {
        place: format!("types/{file}.rs"),
        message: error.to_string(),
    })?;
    let printed = print::print_text(&module.document, &items);
    Ok(with_objects(printed, defs))
}

/// The items of a file, each line on its own.
fn source(defs: &[&TypeDef]) -> String {
    let mut source = String::new();
    for def in defs {
        source.push_str(&match &def.shape {
            Shape::Struct(plan) => structure::text(def, plan),
            Shape::Enum(plan) => enumeration::text(def, plan),
            Shape::Union(plan) => union::text(def, plan),
            Shape::Alias { target, rules } => alias::text(def, target, rules),
        });
        source.push('\n');
    }
    let import = if source.contains("check::") {
        "use citi_core::support::check;\n\n"
    } else {
        ""
    };
    format!("//! {}\n\n{import}{source}", header::about(defs))
}

/// Puts the members of structs where their calls stand, which is in the order of the structs.
fn with_objects(printed: String, defs: &[&TypeDef]) -> String {
    let mut objects = defs.iter().filter_map(|def| match &def.shape {
        Shape::Struct(plan) if plan.additional.is_none() => Some(structure::object(def, plan)),
        _ => None,
    });
    let mut text = String::with_capacity(printed.len() * 5 / 4);
    let mut follows = false;
    for line in printed.split_inclusive('\n') {
        if follows && line != "\n" {
            text.push('\n');
        }
        follows = line == structure::OBJECT;
        match follows.then(|| objects.next()).flatten() {
            Some(object) => text.push_str(&object),
            None => text.push_str(line),
        }
    }
    text
}

/// `types/mod.rs`: the files, and all types by one path.
fn root(module: &ModulePlan, by_file: &[(&str, Vec<&TypeDef>)]) -> String {
    let mut text = print::header(&module.document);
    text.push_str("\n//! What requests and answers hold.\n//!\n");
    text.push_str(
        "//! Structs are `#[non_exhaustive]`: the bank adds fields. What is sent has a builder; what is only read is made, in a\n\
         //! test, from JSON text with `serde_json::from_str`, which keeps every digit of its numbers.\n\n",
    );
    for (file, _) in by_file {
        if *file == "types" {
            text.push_str(
                "#[allow(clippy::module_inception, reason = \"a schema has this name\")]\n",
            );
        }
        text.push_str(&format!("mod {file};\n"));
    }
    text.push('\n');
    for (file, defs) in by_file {
        let mut names: Vec<String> = defs
            .iter()
            .flat_map(|def| header::public_names(def))
            .collect();
        names.sort();
        match names.as_slice() {
            [only] => text.push_str(&format!("pub use {file}::{only};\n")),
            _ => text.push_str(&format!("pub use {file}::{{{}}};\n", names.join(", "))),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lower::testing::{plan_with, schemas};
    use crate::lower::{Names, Options};

    #[test]
    fn every_type_is_laid_out_as_prettyplease_prints_it() {
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        for document in [
            "specs/accounts/accounts.yaml",
            "specs/cards/cards.yaml",
            "specs/events/events.yaml",
            "specs/fx/fx.yaml",
            "specs/payments/payments.yaml",
            "tests/quirks/quirks.yaml",
        ] {
            let text = std::fs::read_to_string(root.join(document)).unwrap();
            let module = plan_with(&text, &Options::default(), &mut Names::default());
            assert!(!module.types.is_empty());
            for def in &module.types {
                let source = source(&[def]);
                let parsed = syn::parse_file(&source).unwrap();
                assert_eq!(layout(&source).unwrap(), prettyplease::unparse(&parsed));
            }
        }
    }

    #[test]
    fn a_name_that_fills_a_line_has_its_members_too() {
        let long = "ReconfirmationOfThePaymentThatTheBeneficiaryOfTheInstructedAgentHasAlreadyConfirmedOnce";
        let module = schemas(&format!(
            "    {long}: {{type: object, properties: {{theId: {{type: string}}}}}}\n    Short: {{type: object, properties: {{count: {{type: integer}}}}}}\n"
        ));
        let nothing = Foreign {
            module: "",
            names: &BTreeSet::new(),
        };
        let files = files(&module, &nothing).unwrap();
        let all: String = files.into_iter().map(|(_, text)| text).collect();
        assert!(all.contains(&format!(
            "citi_core::object!({long} {{\n    the_id: optional \"theId\",\n}});\n"
        )));
        assert!(
            all.contains(
                "citi_core::object!(Short {\n    count: optional_lenient \"count\",\n});\n"
            )
        );
    }
}
