//! Every document of the portal in one crate: types that several have alike stand once, and what only the bank's own
//! people can reach is in no generated file.
//!
//! The documents stand beside the workspace, in `../shared`; where they are missing the tests say so and are left
//! out.

#![allow(
    clippy::expect_used,
    reason = "a test stops where its fixtures are broken"
)]

use std::fs;
use std::path::{Path, PathBuf};

use citi_codegen::emit::{Files, emit};
use citi_codegen::load::load;
use citi_codegen::lower::plan::CratePlan;
use citi_codegen::lower::{Names, Options, lower};
use citi_codegen::upgrade::upgrade;

/// The documents, if they are there.
fn portal() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/portal");
    let Ok(entries) = fs::read_dir(folder) else {
        eprintln!("left out: there is no ../shared/portal");
        return Vec::new();
    };
    let paths = entries.map(|entry| entry.expect("an entry").path());
    let mut files: Vec<PathBuf> = paths
        .filter(|path| path.extension().is_some_and(|ending| ending == "yaml"))
        .collect();
    files.sort();
    files
}

fn plan(files: &[PathBuf]) -> CratePlan {
    let modules = files.iter().map(|file| {
        let id = file.file_stem().expect("a name").to_string_lossy();
        let loaded = load(&id, &fs::read(file).expect("a text")).expect("a document");
        let mut findings = loaded.diagnostics;
        let document = upgrade(&id, loaded.root, &mut findings).expect("a description");
        let options = Options {
            module: id.to_string(),
            ..Options::default()
        };
        lower(&document, &options, &mut Names::default(), &mut findings)
    });
    CratePlan {
        name: "one".to_owned(),
        modules: modules.collect(),
    }
}

/// How many types there are, and lines in all.
fn size(files: &Files) -> (usize, usize) {
    let types = files.iter().filter(|(path, _)| path.contains("types/"));
    let lines = files.values().map(|text| text.lines().count());
    let sources = types.map(|(_, text)| text.matches("/// Source: `").count());
    (sources.sum(), lines.sum())
}

#[test]
fn types_that_documents_have_alike_stand_once() {
    let documents = portal();
    if documents.is_empty() {
        return;
    }
    let whole = plan(&documents);
    let types: usize = whole.modules.iter().map(|module| module.types.len()).sum();
    let one = emit(&whole).expect("a crate");
    let mut apart = Files::new();
    for module in whole.modules {
        let name = module.name.clone();
        let alone = CratePlan {
            name: name.clone(),
            modules: vec![module],
        };
        let files = emit(&alone).expect("a crate");
        apart.extend(
            files
                .into_iter()
                .map(|(path, text)| (format!("{name}/{path}"), text)),
        );
    }
    let (before, after) = (size(&apart), size(&one));
    eprintln!("{types} types; (types, lines): {before:?} apart, {after:?} in one crate");
    assert_eq!(before.0, types);
    assert!(after.0 < before.0 && after.1 < before.1);
}

#[test]
fn addresses_of_extensions_are_in_no_file() {
    let documents = portal();
    let mut all = 0;
    for document in &documents {
        let text = fs::read_to_string(document).expect("a text");
        let hosts = hosts_of_extensions(&text);
        all += hosts.len();
        for (path, code) in emit(&plan(std::slice::from_ref(document))).expect("a crate") {
            for host in &hosts {
                assert!(
                    !code.contains(host.as_str()),
                    "{}: {path} has `{host}`",
                    document.display()
                );
            }
        }
    }
    assert!(documents.is_empty() || all > 0, "there is nothing to find");
}

/// The hosts that stand in `x-…` members and nowhere else in the document.
fn hosts_of_extensions(text: &str) -> Vec<String> {
    let indent = |line: &str| line.len() - line.trim_start().len();
    let (mut inside, mut outside) = (Vec::new(), Vec::new());
    let mut extension: Option<usize> = None;
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        if extension.is_some_and(|depth| indent(line) <= depth) {
            extension = None;
        }
        let key = line.trim_start().trim_start_matches(['-', ' ', '\'', '"']);
        if extension.is_none() && key.starts_with("x-") {
            extension = Some(indent(line));
        }
        let found = line.split("://").skip(1).map(|rest| {
            let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || ".-".contains(c)));
            rest.get(..end.unwrap_or(rest.len()))
                .unwrap_or_default()
                .to_owned()
        });
        match extension {
            Some(_) => inside.extend(found),
            None => outside.extend(found),
        }
    }
    inside.retain(|host| host.contains('.') && !outside.contains(host));
    inside.sort();
    inside.dedup();
    inside
}
