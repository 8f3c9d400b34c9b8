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
