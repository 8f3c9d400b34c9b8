//! Documents made to hurt: each ends in a tree or in an error with a place, in little time
//! and on a small stack.

#![allow(clippy::expect_used, clippy::panic)]

use std::time::{Duration, Instant};

use citi_codegen::diagnostic::{Code, Diagnostics};
use citi_codegen::load::{Loaded, codes, load};

/// Far more than any of these takes, far less than the square of their size would.
const PATIENCE: Duration = Duration::from_secs(20);

/// Loads on a stack of 512 KiB, a quarter of what a thread has.
fn load_on_small_stack(text: String) -> Result<Loaded, Diagnostics> {
    std::thread::Builder::new()
        .stack_size(512 * 1024)
        .spawn(move || {
            let start = Instant::now();
            let loaded = load("hostile", text.as_bytes());
            let took = start.elapsed();
            let begin: String = text.chars().take(20).collect();
            println!("{took:?} for {} bytes, {begin:?}", text.len());
            assert!(
                took < PATIENCE,
                "{took:?} for {} bytes, {begin:?}",
                text.len()
            );
            loaded
        })
        .expect("a thread")
        .join()
        .expect("neither a panic nor a full stack")
}

fn refusal(text: String) -> (Code, u32) {
    let refused = load_on_small_stack(text).expect_err("must be refused");
    let finding = refused.findings().last().expect("says why");
    (finding.code, finding.line)
}

#[test]
fn depth_ends_in_an_error() {
    const DEEP: usize = 100_000;
    for text in [
        "[".repeat(DEEP),
        "{\"a\":".repeat(DEEP),
        format!("{}{}", "[".repeat(DEEP), "]".repeat(DEEP)),
        format!("a: {}", "[".repeat(DEEP)),
        format!("a: {}", "{".repeat(DEEP)),
        format!("a: {}", "{b: ".repeat(DEEP)),
        format!("a: {}{}", "[".repeat(DEEP), "]".repeat(DEEP)),
        format!("a:\n  {}x", "- ".repeat(DEEP)),
        format!("{}x", "? ".repeat(DEEP)),
        format!("a:\n{}x", "? ".repeat(DEEP)),
    ] {
        let begin: String = text.chars().take(12).collect();
        let (code, line) = refusal(text);
        assert_eq!(code, codes::TOO_DEEP, "{begin}");
        assert!(line > 0, "{begin}");
    }
}

#[test]
fn depth_by_indentation_ends_in_an_error() {
    let mut text = String::new();
    for depth in 0..3_000 {
        text.push_str(&" ".repeat(depth));
        text.push_str("a:\n");
    }
    assert_eq!(refusal(text), (codes::TOO_DEEP, 121));
}

#[test]
fn the_deepest_allowed_tree_is_read() {
    let text = format!("{}1{}", "{\"a\":".repeat(120), "}".repeat(120));
    let loaded = load_on_small_stack(text.clone()).expect("120 levels");
    assert_eq!(loaded.root.to_json(), text);
    let yaml = format!("b: {}1{}", "[".repeat(119), "]".repeat(119));
    load_on_small_stack(yaml).expect("120 levels");
    let (code, _) = refusal(format!("{}1{}", "{\"a\":".repeat(121), "}".repeat(121)));
    assert_eq!(code, codes::TOO_DEEP);
}

#[test]
fn alias_bombs_end_in_an_error() {
    // Each level ten times the one before: ten thousand million values from 300 bytes.
    let mut text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..10 {
        let alias = format!("*a{}", level - 1);
        let aliases = vec![alias; 10].join(", ");
        text.push_str(&format!("a{level}: &a{level} [{aliases}]\n"));
    }
    assert_eq!(refusal(text).0, codes::TOO_MANY_NODES);

    // One long text, many times.
    let text = format!(
        "a: &a {}\nb: [{}]",
        "x".repeat(100_000),
        "*a, ".repeat(10_000)
    );
    assert_eq!(refusal(text).0, codes::TOO_MANY_NODES);

    // Through merge keys.
    let mut text = "a0: &a0 {k: v}\n".to_owned();
    for level in 1..40 {
        let before = level - 1;
        text.push_str(&format!(
            "a{level}: &a{level} {{<<: *a{before}, l{level}: *a{before}}}\n"
        ));
    }
    assert_eq!(refusal(text).0, codes::TOO_MANY_NODES);
}

#[test]
fn long_documents_take_time_by_their_length() {
    const LONG: usize = 100_000;
    let many_keys = |colon: &str| {
        (0..LONG)
            .map(|number| format!("\"k{number}\"{colon} {number}"))
            .collect::<Vec<_>>()
    };
    let readable = [
        format!("{{{}}}", many_keys(":").join(",")),
        many_keys(":").join("\n"),
        format!("a: [{}]", "ü, ".repeat(LONG)),
        format!("a: {{{}}}", many_keys(":").join(", ")),
        format!("a:\n{}", "- ü: x\n".repeat(LONG)),
        format!("a: {}", "word ".repeat(LONG)),
        format!("a: \"{}\"", "word\\n ".repeat(LONG)),
        format!("a: |\n{}", "  line\n\n".repeat(LONG)),
        format!("a: 1\n{}", "# remark\n".repeat(LONG)),
        format!("{{\"a\": \"{}\"}}", "\\uD83D\\uDE00".repeat(LONG)),
        format!("{{\"a\": [{}]}}", "{},".repeat(LONG)),
        format!("a: [{}]", "&x 1, *x, ".repeat(LONG)),
        format!("{{{}}}", "\"a\": 1,".repeat(LONG)),
        format!("{{{}\"a\": 1}}", " ".repeat(LONG)),
        format!("a: {} 1", "\n".repeat(LONG)),
        format!("a: 1\n{}", "---\nb: 1\n".repeat(LONG)),
        format!("a: {}", "x".repeat(10 * LONG)),
        format!("a: {}", "1".repeat(LONG)),
    ];
    for text in readable {
        let begin: String = text.chars().take(30).collect();
        let loaded = load_on_small_stack(text);
        assert!(loaded.is_ok(), "{begin}: {:?}", loaded.err());
    }
}

#[test]
fn long_nonsense_is_refused_in_time() {
    const LONG: usize = 100_000;
    for text in [
        "\"".repeat(LONG + 1),
        "{\"".repeat(LONG),
        format!("{{{}", "\"a\": 1, ".repeat(LONG)),
        format!("a: [{}", "b, ".repeat(LONG)),
        format!("a: '{}", "x\n ".repeat(LONG)),
        format!("a: {}", "&x ".repeat(LONG)),
        format!("a: {}", "!t ".repeat(LONG)),
        format!("a: {}", "* ".repeat(LONG)),
        "a: b: ".repeat(LONG),
        "%TAG ! x\n".repeat(LONG),
        "\u{FEFF}".repeat(LONG),
        "\0".repeat(LONG),
        "}".repeat(LONG),
        format!("{{\"a\": {}", "-".repeat(LONG)),
        format!("a: {{{}", "b: c: ".repeat(LONG)),
        format!("a: [{}", "? ".repeat(LONG)),
        format!("{}:", "x".repeat(LONG)),
        "a: {\n}\nb: [\n1\n]\n".repeat(LONG / 10) + "]",
        format!("a: \"{}", "x\n".repeat(LONG)),
        format!("a:\n  b: \"{}", "x\n  \"\n".repeat(LONG)),
    ] {
        let begin: String = text.chars().take(12).collect();
        let refused = load_on_small_stack(text);
        assert!(refused.is_err(), "{begin}");
    }
}

#[test]
fn repeated_collections_are_bounded() {
    let text = format!(
        "{{\"paths\": {{{}}}{}}}",
        (0..50_000)
            .map(|number| format!("\"/{number}\": {{}}"))
            .collect::<Vec<_>>()
            .join(","),
        ",\"paths\": {\"/x\": {}}".repeat(10_000),
    );
    assert_eq!(refusal(text).0, codes::TOO_MANY_NODES);
}

#[test]
fn keys_of_a_megabyte_do_not_multiply_in_findings() {
    let key = "k".repeat(1_000_000);
    let text = format!("{{\"{key}\": {{{}}}}}", "\"a\": 1, ".repeat(50_000));
    let loaded = load_on_small_stack(text).expect("readable");
    assert!(loaded.diagnostics.findings().len() <= 102);
}
