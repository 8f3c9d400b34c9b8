//! What the documents mean and what the crates offer, line by line: a changed document shows here as a small diff.

#![allow(clippy::unwrap_used, reason = "a test stops at what breaks")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use citi_codegen::diagnostic::Diagnostics;
use citi_codegen::emit::public_api;
use citi_codegen::model::{Document, outline};
use citi_codegen::{load, upgrade};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn document(id: &str) -> Document {
    let path = root().join(format!("specs/{id}/{id}.yaml"));
    let loaded = load::load(id, &std::fs::read(path).unwrap()).unwrap();
    let mut findings: Diagnostics = loaded.diagnostics;
    let document = upgrade::upgrade(id, loaded.root, &mut findings).unwrap();
    assert_eq!(findings.findings(), [], "our own documents are straight");
    document
}

/// The generated files of a crate, by their path below `src/generated`.
fn generated(name: &str) -> BTreeMap<String, String> {
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
        &root().join(format!("crates/{name}/src/generated")),
        "",
        &mut files,
    );
    files
}

/// The operation table, a line for each thing that the runtime decides by.
fn table(operations: &[citi_core::Operation]) -> String {
    operations
        .iter()
        .map(|operation| format!("{operation:#?}\n"))
        .collect()
}

macro_rules! crate_snapshots {
    ($($test:ident: $id:literal, $crate_name:literal;)*) => {
        $(mod $test {
            #[test]
            fn model() {
                insta::assert_snapshot!(concat!($id, "-model"), super::outline(&super::document($id)));
            }

            #[test]
            fn public_api() {
                insta::assert_snapshot!(concat!($id, "-api"), super::public_api(&super::generated($crate_name)).unwrap());
            }
        })*
    };
}

crate_snapshots! {
    accounts: "accounts", "citi-accounts";
    payments: "payments", "citi-payments";
    cards: "cards", "citi-cards";
    fx: "fx", "citi-fx";
    events: "events", "citi-events";
}

#[test]
fn operation_tables() {
    insta::assert_snapshot!(
        "accounts-operations",
        table(citi_accounts::operations::OPERATIONS)
    );
    insta::assert_snapshot!(
        "payments-operations",
        table(citi_payments::operations::OPERATIONS)
    );
    insta::assert_snapshot!(
        "cards-operations",
        table(citi_cards::operations::OPERATIONS)
    );
    insta::assert_snapshot!("fx-operations", table(citi_fx::operations::OPERATIONS));
}
