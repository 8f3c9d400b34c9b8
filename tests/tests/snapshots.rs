//! What the documents mean and what the crates offer, line by line: a changed document shows here as a small diff.
//!
//! `cargo xtask regenerate` writes these snapshots with the crates. Here the documents and the committed crates are read
//! again, on their own, and compared with them.

#![allow(clippy::unwrap_used, reason = "a test stops at what breaks")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use citi_codegen::emit::public_api;
use citi_codegen::model::outline;
use citi_codegen::portal::manifest::Manifest;
use citi_codegen::{load, upgrade};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn manifest() -> Manifest {
    let file = "specs/portal.toml";
    Manifest::read(file, &std::fs::read_to_string(root().join(file)).unwrap()).unwrap()
}

/// What a document of ours means. Ours are straight: nothing is found in them.
fn meaning(category: &str, id: &str) -> String {
    let path = root().join(format!("specs/{category}/{id}.yaml"));
    let loaded = load::load(id, &std::fs::read(path).unwrap()).unwrap();
    let mut findings = loaded.diagnostics;
    let document = upgrade::upgrade(id, loaded.root, &mut findings).unwrap();
    assert_eq!(findings.findings(), [], "our own documents are straight");
    outline(&document)
}

/// The generated files of a crate, by their path below `src/generated`.
fn generated(package: &str) -> BTreeMap<String, String> {
    fn walk(folder: &Path, prefix: &str, files: &mut BTreeMap<String, String>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = format!("{prefix}{}", path.file_name().unwrap().to_string_lossy());
            if path.is_dir() {
                walk(&path, &format!("{name}/"), files);
            } else {
                files.insert(name, std::fs::read_to_string(&path).unwrap());
            }
        }
    }
    let mut files = BTreeMap::new();
    walk(
        &root().join(format!("crates/{package}/src/generated")),
        "",
        &mut files,
    );
    files
}

fn compare(name: &str, text: &str) {
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!(name, text);
    });
}

#[test]
fn the_model_of_every_document() {
    for category in &manifest().categories {
        let text: String = category
            .documents
            .iter()
            .map(|id| meaning(&category.name, id))
            .collect();
        compare(&format!("{}-model", category.name), &text);
    }
}

#[test]
fn the_public_items_of_every_crate() {
    for category in &manifest().categories {
        compare(
            &format!("{}-api", category.name),
            &public_api(&generated(&category.package)).unwrap(),
        );
    }
}

/// Whatever the manifest comes to say: what is kept is an answer to a question, nobody's secret, and soon over.
#[test]
fn rates_alone_are_kept_and_for_half_a_minute_at_most() {
    let tables = [
        citi_accounts::operations::OPERATIONS,
        citi_payments::operations::OPERATIONS,
        citi_cards::operations::OPERATIONS,
        citi_fx::operations::OPERATIONS,
    ];
    let kept: Vec<_> = tables
        .into_iter()
        .flatten()
        .filter(|operation| operation.cache_seconds.is_some())
        .map(|operation| (operation.id, operation.method, operation.sensitive))
        .collect();
    assert_eq!(kept, [("getRates", citi_core::Method::Get, false)]);
    assert!(citi_fx::operations::GET_RATES.cache_seconds <= Some(30));
}

/// The tables that the runtime reads say what the snapshots of the plans say.
#[test]
fn the_operation_tables_are_those_of_the_snapshots() {
    let tables = [
        ("accounts", citi_accounts::operations::OPERATIONS),
        ("payments", citi_payments::operations::OPERATIONS),
        ("cards", citi_cards::operations::OPERATIONS),
        ("fx", citi_fx::operations::OPERATIONS),
    ];
    for (category, table) in tables {
        let path = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join(format!("tests/snapshots/{category}-operations.snap"));
        let snapshot = std::fs::read_to_string(path).unwrap();
        let paragraphs: Vec<&str> = snapshot.split("\n\n").skip(1).collect();
        assert_eq!(paragraphs.len(), table.len(), "{category}");
        for (paragraph, operation) in paragraphs.iter().zip(table) {
            let says = |line: String| {
                assert!(
                    paragraph.contains(&line),
                    "{category}: no `{line}` in\n{paragraph}"
                )
            };
            says(format!("{} {}", operation.method, operation.path));
            says(match operation.calls_per_minute {
                Some(calls) => format!(
                    "  limit group: {}, {calls} calls a minute",
                    operation.limit_group
                ),
                None => format!("  limit group: {}\n", operation.limit_group),
            });
            says(format!(
                "  idempotent: {}",
                if operation.idempotent { "yes" } else { "no" }
            ));
            says(format!("  scopes: {}", operation.scopes.join(" ")));
            if let Some(header) = operation.idempotency_header {
                says(format!(
                    "  idempotency key: {header}, known for {} h",
                    operation.idempotency_key_hours
                ));
            }
            if let Some(seconds) = operation.cache_seconds {
                says(format!("  kept for: {seconds} s"));
            }
            let sensitive = paragraph.contains("\n  sensitive: yes");
            assert_eq!(sensitive, operation.sensitive, "{category}: {operation}");
            if let Some(paging) = operation.paging {
                says(format!(
                    "  pages: {} ← {}, items in {}",
                    paging.cursor_parameter, paging.next_cursor, paging.items
                ));
            }
        }
    }
}
