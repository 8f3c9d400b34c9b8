//! The tour, as `cargo xtask tour` starts it.

#![allow(clippy::unwrap_used, reason = "a test stops at what breaks")]

use std::process::{Command, Output};

fn tour(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_citi-tour"))
        .args(arguments)
        .output()
        .unwrap()
}

#[test]
fn every_step_is_done_and_reported_and_the_readme_shows_them() {
    let output = tour(&["--json", "-"]);
    let told = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(0), "{told}");

    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(report["ok"], true);
    let steps = report["steps"].as_array().unwrap();
    assert!(steps.len() >= 12);

    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/..");
    let readme = std::fs::read_to_string(format!("{root}/README.md")).unwrap();
    for (at, step) in steps.iter().enumerate() {
        assert_eq!(step["ok"], true);
        assert!(step["ms"].is_u64());
        let line = format!("✓ {:>2} {}: ", at + 1, step["name"].as_str().unwrap());
        assert!(told.contains(&line), "{line} is not in {told}");
        assert!(readme.contains(&line), "{line} is not in README.md");
    }
}

#[test]
fn wrong_use_ends_with_2() {
    assert_eq!(tour(&["--jsno", "x"]).status.code(), Some(2));
    let nowhere = tour(&["--json", "/no/such/folder/tour.json"]);
    assert_eq!(nowhere.status.code(), Some(2));
    let told = String::from_utf8(nowhere.stderr).unwrap();
    assert!(told.contains("name another file"), "{told}");
}
