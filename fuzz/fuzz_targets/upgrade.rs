//! Whatever can be loaded becomes a crate of well-formed Rust, or is refused with a reason.
#![no_main]

use citi_codegen::emit::emit;
use citi_codegen::load::{Limits, load_with};
use citi_codegen::lower::plan::CratePlan;
use citi_codegen::lower::{Names, Options, lower};
use citi_codegen::upgrade::upgrade;
use libfuzzer_sys::fuzz_target;

/// Larger crates are slow to emit, and hold nothing that small ones can't.
const OPERATIONS: usize = 3;
const TYPES: usize = 40;

fuzz_target!(|bytes: &[u8]| {
    let limits = Limits {
        bytes: 64 << 10,
        nodes: 4_000,
        // The stages recurse; the line gives them more stack than a fuzzer has.
        depth: 40,
    };
    let Ok(loaded) = load_with("fuzz", bytes, &limits) else {
        return;
    };
    let mut findings = loaded.diagnostics;
    let Some(document) = upgrade("fuzz", loaded.root, &mut findings) else {
        assert!(findings.has_errors(), "refused without a reason");
        return;
    };
    let options = Options::default();
    let module = lower(&document, &options, &mut Names::default(), &mut findings);
    if module.operations.len() <= OPERATIONS && module.types.len() <= TYPES {
        let plan = CratePlan {
            name: "fuzz".to_owned(),
            modules: vec![module],
        };
        emit(&plan).expect("a plan can be emitted");
    }
});
