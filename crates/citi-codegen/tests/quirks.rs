//! The crate `citi-quirks` is what the generator makes of `quirks.yaml`. The test stands here, so that it can make a crate
//! anew that does not compile.

#![allow(clippy::unwrap_used, reason = "a test stops at what breaks")]

use std::path::Path;

use citi_codegen::emit::emit;
use citi_codegen::load::load;
use citi_codegen::lower::plan::CratePlan;
use citi_codegen::lower::{Names, Options, lower};
use citi_codegen::upgrade::upgrade;
use citi_codegen::write::write;

/// Set to write the crate anew instead of comparing it, as for snapshots.
const UPDATE: &str = "INSTA_UPDATE";

#[test]
fn the_crate_is_what_the_generator_makes() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/quirks");
    let loaded = load("quirks", &std::fs::read(root.join("quirks.yaml")).unwrap()).unwrap();
    let mut findings = loaded.diagnostics;
    let document = upgrade("quirks", loaded.root, &mut findings).unwrap();
    let module = lower(
        &document,
        &Options::default(),
        &mut Names::default(),
        &mut findings,
    );
    let plan = CratePlan {
        name: "citi-quirks".to_owned(),
        modules: vec![module],
    };
    let update = std::env::var(UPDATE).is_ok_and(|value| value == "always");
    let written = write(&root.join("src/generated"), &emit(&plan).unwrap(), !update).unwrap();
    assert!(
        update || written.is_clean(),
        "{}\nrun again with {UPDATE}=always",
        written.diff
    );
}

#[test]
fn what_is_meant_for_the_banks_own_people_is_in_no_file() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/quirks");
    let document = std::fs::read_to_string(root.join("quirks.yaml")).unwrap();
    let mut read = 0;
    let mut folders = vec![root.join("src/generated")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let text = std::fs::read_to_string(&path).unwrap();
            // Addresses in extensions, tokens in examples.
            for hidden in ["internal.quirks.example", "tok-of-a-sample"] {
                assert!(document.contains(hidden));
                assert!(!text.contains(hidden), "{}: {hidden}", path.display());
            }
            read += 1;
        }
    }
    assert!(read > 10);
}
