//! Files that are no API description, given to the command as a user gives them: refused with place, reason and remedy,
//! and with the exit code that says so; nothing ends the process in any other way.

#![allow(clippy::expect_used, clippy::unwrap_used, missing_docs)]

use std::path::Path;
use std::process::{Command, Output};

const GOOD: &str = "openapi: 3.0.3\ninfo: {title: T, version: '1'}\npaths:\n  /a:\n    get:\n      responses:\n        '200': {description: ok}\n";

fn xtask(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_xtask"))
        .args(arguments)
        .current_dir(folder)
        .output()
        .expect("the command starts")
}

fn generate(folder: &Path, name: &str, bytes: &[u8], more: &[&str]) -> (Option<i32>, String) {
    std::fs::write(folder.join(name), bytes).unwrap();
    let mut arguments = vec![
        "generate", "--input", name, "--out", "out", "--name", "made",
    ];
    arguments.extend(more);
    let output = xtask(folder, &arguments);
    let mut text = String::from_utf8_lossy(&output.stdout).into_owned();
    text.push_str(&String::from_utf8_lossy(&output.stderr));
    (output.status.code(), text)
}

#[test]
fn what_is_no_description_is_refused_with_place_reason_and_remedy() {
    let cut = &GOOD[..GOOD.len() - 6];
    let utf16_cut: Vec<u8> = [0xFF, 0xFE, b'o', 0, b'p'].to_vec();
    let deep = format!("{{\"a\":{}", "[".repeat(100_000));
    let cases: Vec<(&str, Vec<u8>, &str, &str)> = vec![
        ("empty.yaml", vec![], "L008", "1:1"),
        ("binary.yaml", (0..=255).collect(), "L003", "1:"),
        (
            "page.html.yaml",
            b"<!DOCTYPE html>\n<p>Sign in: here</p>".to_vec(),
            "L008",
            "1:1",
        ),
        (
            "postman.json",
            br#"{"info":{"schema":"https://schema.getpostman.com/x"},"item":[]}"#.to_vec(),
            "U001",
            "1:1",
        ),
        (
            "async.yaml",
            b"asyncapi: 2.6.0\nchannels: {}\n".to_vec(),
            "U001",
            "1:1",
        ),
        (
            "schema.json",
            br#"{"type":"object","properties":{}}"#.to_vec(),
            "U001",
            "1:1",
        ),
        (
            "service.yaml",
            b"<?xml version='1.0'?><wsdl:definitions/>".to_vec(),
            "L008",
            "1:1",
        ),
        (
            "graph.yaml",
            b"type Query {\n  till(id: ID!): Till\n}\n".to_vec(),
            "L008",
            "1:1",
        ),
        (
            "one.json",
            br#"{"swaggerVersion":"1.2","apis":[]}"#.to_vec(),
            "U002",
            "1:",
        ),
        (
            "four.yaml",
            GOOD.replace("3.0.3", "4.0.0").into_bytes(),
            "U002",
            "1:10",
        ),
        ("cut.yaml", cut.as_bytes().to_vec(), "L005", "8:1"),
        (
            "cut.json",
            br#"{"openapi":"3.0.3","info":{"ti"#.to_vec(),
            "L004",
            "1:",
        ),
        (
            "tabs.yaml",
            GOOD.replace("  /a", "\t/a").into_bytes(),
            "L005",
            "4:",
        ),
        ("utf16.yaml", utf16_cut, "L003", "1:"),
        (
            "nul.yaml",
            GOOD.replace("ok}", "o\0k}").into_bytes(),
            "L005",
            "7:",
        ),
        ("deep.json", deep.into_bytes(), "L006", "1:"),
    ];
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes, code, place) in cases {
        let (exit, text) = generate(folder.path(), name, &bytes, &[]);
        assert_eq!(exit, Some(2), "{name}: {text}");
        assert!(
            text.contains(&format!("error[{code}] {name}:{place}")),
            "{name}: {text}"
        );
        assert!(text.contains("help: "), "{name}: {text}");
        assert!(!folder.path().join("out").exists(), "{name}");
    }
}

#[test]
fn what_is_crooked_and_clear_is_read() {
    let utf16: Vec<u8> = [0xFF, 0xFE]
        .into_iter()
        .chain(GOOD.encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    let bom = format!("\u{FEFF}{}", GOOD.replace('\n', "\r\n"));
    let merged = format!(
        "x-all: &all {{description: ok}}\n{}",
        GOOD.replace("{description: ok}", "{<<: *all}")
    );
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in [
        ("number2.yaml", b"swagger: 2\ninfo: {title: T, version: 1}\npaths: {/a: {get: {}}}\n".to_vec()),
        ("number3.yaml", GOOD.replace("3.0.3", "3.1").into_bytes()),
        ("two.yaml", format!("{GOOD}---\nother: 1\n").into_bytes()),
        ("twice.yaml", format!("{GOOD}paths: {{/b: {{get: {{}}}}}}\n").into_bytes()),
        ("merged.yaml", merged.into_bytes()),
        ("utf16.yaml", utf16),
        ("bom.yaml", bom.into_bytes()),
        ("types.yaml", b"openapi: 3.1.0\ninfo: {title: T, version: '1'}\ncomponents: {schemas: {A: {type: object}}}\n".to_vec()),
        ("hooks.yaml", b"openapi: 3.1.0\ninfo: {title: T, version: '1'}\nwebhooks: {paid: {post: {responses: {'200': {description: ok}}}}}\n".to_vec()),
    ] {
        let (exit, text) = generate(folder.path(), name, &bytes, &[]);
        assert_eq!(exit, Some(0), "{name}: {text}");
        assert!(folder.path().join("out/src/lib.rs").exists(), "{name}");
        std::fs::remove_dir_all(folder.path().join("out")).unwrap();
    }
}

#[test]
fn a_strict_run_writes_nothing_that_is_approximated() {
    let lost =
        format!("{GOOD}components: {{schemas: {{A: {{$ref: '#/components/schemas/Gone'}}}}}}\n");
    let folder = tempfile::tempdir().unwrap();
    let (exit, text) = generate(folder.path(), "lost.yaml", lost.as_bytes(), &["--strict"]);
    assert_eq!(exit, Some(1), "{text}");
    assert!(text.contains("--strict: 1 approximations"), "{text}");
    assert!(!folder.path().join("out").exists());
    let (exit, _) = generate(folder.path(), "lost.yaml", lost.as_bytes(), &[]);
    assert_eq!(exit, Some(0));
    let (exit, _) = generate(folder.path(), "good.yaml", GOOD.as_bytes(), &["--strict"]);
    assert_eq!(exit, Some(0));
}

#[test]
fn the_report_of_a_refusal_has_every_field() {
    let folder = tempfile::tempdir().unwrap();
    generate(
        folder.path(),
        "four.yaml",
        GOOD.replace("3.0.3", "4.0.0").as_bytes(),
        &["--json", "report.json"],
    );
    let text = std::fs::read_to_string(folder.path().join("report.json")).unwrap();
    let report: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(report["documents"][0]["status"], "refused");
    let finding = &report["documents"][0]["diagnostics"][0];
    for (key, value) in [
        ("code", "U002"),
        ("severity", "error"),
        ("document", "four.yaml"),
        ("pointer", "/openapi"),
    ] {
        assert_eq!(finding[key], value, "{finding}");
    }
    assert_eq!(
        (finding["line"].as_u64(), finding["column"].as_u64()),
        (Some(1), Some(10))
    );
    for key in ["found", "done", "remedy"] {
        assert!(
            finding[key].as_str().is_some_and(|text| text.len() > 5),
            "{key}: {finding}"
        );
    }
}

#[test]
fn codes_are_explained_and_unknown_ones_are_wrong_use() {
    let folder = tempfile::tempdir().unwrap();
    let known = xtask(folder.path(), &["explain", "u005"]);
    assert_eq!(known.status.code(), Some(0));
    assert!(String::from_utf8_lossy(&known.stdout).contains("What to do:"));
    let all = xtask(folder.path(), &["explain"]);
    assert!(String::from_utf8_lossy(&all.stdout).lines().count() > 100);
    let unknown = xtask(folder.path(), &["explain", "U500"]);
    assert_eq!(unknown.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&unknown.stderr).contains("the nearest are"));
}
