//! Any bytes end in a tree or in an error with a place.
#![no_main]

use citi_codegen::diagnostic::Severity;
use citi_codegen::load::{Limits, load, load_with};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let limits = Limits {
        nodes: 200_000,
        ..Limits::default()
    };
    match load_with("fuzz", bytes, &limits) {
        Ok(loaded) => {
            assert!(!loaded.diagnostics.has_errors(), "an error, and a tree");
            // A tree is JSON, and its JSON is read as the same tree.
            let json = loaded.root.to_json();
            if json.len() < limits.bytes {
                let again = load("again.json", json.as_bytes()).expect("our own JSON is read");
                assert!(again.root == loaded.root, "another tree");
            }
        }
        Err(findings) => {
            let error = findings.findings().last().expect("a refusal says why");
            assert_eq!(error.severity, Severity::Error);
            assert!(!error.found.is_empty() && !error.remedy.is_empty());
        }
    }
});
