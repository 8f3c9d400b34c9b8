//! The page, put together.

use std::path::Path;

use super::super::{Explained, sources};
use super::beyond::BEYOND;
use super::head::HEAD;
use super::proof::proof;
use super::tests_of::{constants, tests};

fn table() -> String {
    let sources = sources::all();
    let names = constants(&sources);
    let tests = tests(&sources);
    let mut text = HEAD.to_owned();
    text.push_str("## Codes\n\n| code | what it sees | what it makes of it | test |\n| --- | --- | --- | --- |\n");
    for one in Explained::all() {
        let test = proof(one.code.0, &names, &tests);
        text.push_str(&format!(
            "| {} | {} | {} | {test} |\n",
            one.code, one.title, one.done
        ));
    }
    text.push_str("\n## Beyond the codes\n\nWhat is right, or common, and asks for more than progenitor and typify can do. It makes no finding.\n\n| documents have | what comes of it | test |\n| --- | --- | --- |\n");
    for (what, made, test) in BEYOND {
        text.push_str(&format!("| {what} | {made} | `{test}` |\n"));
    }
    text
}

#[test]
fn the_document_is_what_the_code_says() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/rules.md");
    let wanted = table();
    if std::env::var("INSTA_UPDATE").is_ok_and(|update| update == "always") {
        std::fs::write(&path, &wanted).unwrap();
    }
    let found = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        found == wanted,
        "docs/rules.md is not what the code says; INSTA_UPDATE=always cargo test -p citi-codegen rules_doc"
    );
}
