//! Documents of the wild, where they are at hand: every one is read, and what JSON ones say
//! is what `serde_json` reads from them, numbers digit by digit.

#![allow(clippy::expect_used, clippy::panic)]

use std::path::{Path, PathBuf};

use citi_codegen::diagnostic::Severity;
use citi_codegen::load::{Node, Pointer, Value, codes, load};
use indexmap::IndexMap;
use serde_json::value::RawValue;

/// The folder of documents beside the workspace, if it is there.
fn shared() -> Option<PathBuf> {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let beside = workspace.join("../shared");
    beside.is_dir().then_some(beside)
}

fn documents(folder: &Path, into: &mut Vec<PathBuf>) {
    let mut paths: Vec<PathBuf> = std::fs::read_dir(folder)
        .expect("a readable folder")
        .map(|entry| entry.expect("a readable entry").path())
        .collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            documents(&path, into);
        } else if path
            .extension()
            .is_some_and(|kind| kind == "json" || kind == "yaml" || kind == "yml")
            && path.file_name().is_some_and(|name| name != "expected.json")
        {
            into.push(path);
        }
    }
}

#[test]
fn every_document_is_read_and_json_as_serde_json_reads_it() {
    let Some(shared) = shared() else {
        println!("LEFT OUT: no folder `shared` beside the workspace");
        return;
    };
    let mut paths = Vec::new();
    for folder in ["portal", "corpus", "drift-pairs"] {
        documents(&shared.join(folder), &mut paths);
    }
    let (mut compared, mut broken) = (0, 0);
    for path in &paths {
        let name = path.display().to_string();
        let bytes = std::fs::read(path).expect("a readable file");
        let loaded = match load(&name, &bytes) {
            Ok(loaded) => loaded,
            Err(refused) => {
                for finding in refused.into_findings() {
                    println!("{finding}");
                }
                broken += 1;
                continue;
            }
        };
        assert!(!loaded.diagnostics.has_errors(), "{name}");
        for finding in loaded.diagnostics.findings() {
            println!("{finding}");
            assert!(finding.severity < Severity::Error);
        }
        places(&loaded.root, &loaded.text, &name);
        if path.extension().is_some_and(|kind| kind == "json") {
            let duplicates = loaded
                .diagnostics
                .findings()
                .iter()
                .filter(|finding| finding.code == codes::DUPLICATE_KEY);
            // Where we put collections together on purpose, serde_json takes the last.
            if duplicates.count() == 0 {
                let raw: &RawValue = serde_json::from_str(&loaded.text).expect("JSON");
                compare(&loaded.root, raw, &Pointer::root(), &name);
                compared += 1;
            }
        }
    }
    println!("{} documents read, {compared} compared", paths.len());
    assert_eq!(broken, 0, "documents that could not be read");
    assert!(
        paths.len() > 400 && compared > 50,
        "{} {compared}",
        paths.len()
    );
}

/// What a node says is what serde_json finds in the same place.
fn compare(node: &Node, raw: &RawValue, pointer: &Pointer, name: &str) {
    let text = raw.get();
    match &node.value {
        Value::Null => assert_eq!(text, "null", "{name}{pointer}"),
        Value::Bool(flag) => assert_eq!(text, flag.to_string(), "{name}{pointer}"),
        Value::Number(digits) => assert_eq!(text, digits, "{name}{pointer}"),
        Value::String(ours) => {
            let theirs: String = serde_json::from_str(text).expect("a string");
            assert_eq!(ours, &theirs, "{name}{pointer}");
        }
        Value::Sequence(items) => {
            let theirs: Vec<&RawValue> = serde_json::from_str(text).expect("a list");
            assert_eq!(items.len(), theirs.len(), "{name}{pointer}");
            for (index, (ours, theirs)) in items.iter().zip(theirs).enumerate() {
                compare(ours, theirs, &pointer.index(index), name);
            }
        }
        Value::Mapping(entries) => {
            let theirs: IndexMap<String, &RawValue> =
                serde_json::from_str(text).expect("an object");
            assert_eq!(entries.len(), theirs.len(), "{name}{pointer}");
            for (ours, (key, theirs)) in entries.iter().zip(theirs) {
                assert_eq!(ours.key, key, "{name}{pointer}");
                compare(&ours.value, theirs, &pointer.key(&key), name);
            }
        }
    }
}

/// Every key stands in the text where its span says, on the line that its span says.
fn places(root: &Node, text: &str, name: &str) {
    let mut starts = vec![0];
    starts.extend(text.match_indices('\n').map(|(at, _)| at + 1));
    let mut stack = vec![root];
    while let Some(node) = stack.pop() {
        stack.extend(node.items());
        for entry in node.entries() {
            stack.push(&entry.value);
            let span = entry.key_span;
            let rest = &text[span.offset..];
            let begin = rest.trim_start_matches(['"', '\'']);
            let plain = entry.key.chars().all(|c| c.is_ascii_alphanumeric());
            assert!(
                !plain || begin.starts_with(&entry.key),
                "{name}:{span} {}",
                entry.key
            );
            let start = starts[span.line as usize - 1];
            let before = text[start..span.offset].chars().count();
            assert_eq!(
                before + 1,
                span.column as usize,
                "{name}:{span} {}",
                entry.key
            );
        }
    }
}
