//! Documents made to hurt, down the whole line: each becomes code or a refusal with a place, in little time and
//! within the stack that a run gives a document.

#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use citi_codegen::diagnostic::{Diagnostic, Severity};
use citi_codegen::emit::{Files, emit};
use citi_codegen::load::load;
use citi_codegen::lower::plan::CratePlan;
use citi_codegen::lower::{Names, Options, lower};
use citi_codegen::upgrade::upgrade;

/// What a run gives a document at the least.
const STACK: usize = 64 << 20;
/// Far more than any of these takes, far less than the square of their size would.
const PATIENCE: Duration = Duration::from_secs(60);

fn through(text: &str) -> (Option<Files>, Vec<Diagnostic>) {
    let work = || {
        let mut findings = match load("hostile", text.as_bytes()) {
            Ok(loaded) => {
                let mut findings = loaded.diagnostics;
                let document = upgrade("hostile", loaded.root, &mut findings);
                let files = document.map(|document| {
                    let module = lower(
                        &document,
                        &Options::default(),
                        &mut Names::default(),
                        &mut findings,
                    );
                    let plan = CratePlan {
                        name: "hostile".to_owned(),
                        modules: vec![module],
                    };
                    emit(&plan).expect("what is planned can be written")
                });
                return (files, findings.into_findings());
            }
            Err(findings) => findings.into_findings(),
        };
        findings.retain(|finding| finding.severity == Severity::Error);
        (None, findings)
    };
    let begun = Instant::now();
    let done = std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(STACK);
        let thread = thread.spawn_scoped(scope, work).expect("a thread");
        thread.join().expect("neither a panic nor a full stack")
    });
    assert!(
        begun.elapsed() < PATIENCE,
        "{:?} for {} bytes",
        begun.elapsed(),
        text.len()
    );
    done
}

fn code(text: &str) -> String {
    let (files, findings) = through(text);
    let files = files.unwrap_or_else(|| panic!("refused: {findings:?}"));
    files
        .iter()
        .fold(String::new(), |all, (_, text)| all + text)
}

fn codes(text: &str) -> Vec<&'static str> {
    through(text)
        .1
        .iter()
        .map(|finding| finding.code.0)
        .collect()
}

/// A document with one operation that sends and gets the schema `A`.
fn with(schemas: &str) -> String {
    let body = r##"{"content":{"application/json":{"schema":{"$ref":"#/components/schemas/A"}}}"##;
    format!(
        r#"{{"openapi":"3.0.3","info":{{"title":"T","version":"1"}},"paths":{{"/a":{{"post":{{"operationId":"send",
        "requestBody":{body}}},"responses":{{"200":{body},"description":""}}}}}}}}}},"components":{{"schemas":{{{schemas}}}}}}}"#
    )
}

fn to(name: &str) -> String {
    format!(r##"{{"$ref":"#/components/schemas/{name}"}}"##)
}

#[test]
fn circles_of_every_kind_become_code() {
    let (a, b) = (to("A"), to("B"));
    for schemas in [
        format!(r#""A":{{"allOf":[{a}]}}"#),
        format!(r#""A":{{"allOf":[{b}]}},"B":{{"allOf":[{a},{{"type":"object","properties":{{"x":{{"type":"string"}}}}}}]}}"#),
        format!(r#""A":{{"oneOf":[{b},{{"type":"string"}}]}},"B":{{"anyOf":[{a},{{"type":"integer"}}]}}"#),
        format!(r#""A":{{"type":"array","items":{a}}}"#),
        format!(r#""A":{{"type":"object","additionalProperties":{a},"required":["a"],"properties":{{"a":{a}}}}}"#),
        format!(r#""A":{{"not":{a},"allOf":[{{"oneOf":[{a}]}}]}}"#),
        format!(r#""A":{a}"#),
        r##""A":{"type":"object","properties":{"b":{"$ref":"#/components/schemas/A/properties/b"}}}"##.to_owned(),
        r##""A":{"type":"object","properties":{"b":{"allOf":[{"$ref":"#/components/schemas/A/properties/b"}]}}}"##.to_owned(),
        r##""A":{"type":"object","properties":{"x":{"$ref":"#/components/schemas"}}}"##.to_owned(),
        r##""A":{"$ref":"#"}"##.to_owned(),
        format!(r#""A":{{"type":"object","properties":{{"x":{{"type":"string"}}}},"oneOf":[{a}]}}"#),
        format!(r#""A":{{"type":"object","properties":{{"x":{{"type":"string"}}}},"oneOf":[{a},{a}]}}"#),
        format!(r#""A":{{"type":"object","properties":{{"x":{{"type":"string"}}}},"anyOf":[{a},{b}]}},"B":{{"type":"object","properties":{{"y":{{"type":"string"}}}},"oneOf":[{a},{b}]}}"#),
    ] {
        assert!(code(&with(&schemas)).contains("fn send"), "{schemas}");
    }
}

#[test]
fn circles_outside_of_schemas_are_told() {
    let text = r##"{"openapi":"3.1.0","info":{"title":"T","version":"1"},"paths":{
        "/a":{"post":{"parameters":[{"$ref":"#/components/parameters/P"}],"requestBody":{"$ref":"#/components/requestBodies/B"},
          "responses":{"200":{"$ref":"#/components/responses/R"}}}},
        "/b":{"$ref":"#/paths/~1c"},"/c":{"$ref":"#/paths/~1b"}},
      "components":{"parameters":{"P":{"$ref":"#/paths/~1a/post/parameters/0"}},
        "requestBodies":{"B":{"$ref":"#/paths/~1a/post/requestBody"}},"responses":{"R":{"$ref":"#/components/responses/R"}}}}"##;
    let codes = codes(text);
    assert_eq!(
        codes.iter().filter(|code| **code == "U007").count(),
        3,
        "{codes:?}"
    );
    assert_eq!(
        codes.iter().filter(|code| **code == "U040").count(),
        2,
        "{codes:?}"
    );
}

#[test]
fn ten_thousand_levels_are_refused_with_a_place() {
    let deep = format!(
        "{}1{}",
        r#"{"properties":{"a":"#.repeat(10_000),
        "}}".repeat(10_000)
    );
    let (files, findings) = through(&with(&format!(r#""A":{deep}"#)));
    assert!(files.is_none());
    assert_eq!(findings[0].code.0, "L006");
    assert!(findings[0].line > 0 && !findings[0].remedy.is_empty());
    assert!(findings[0].to_string().len() < 1_000, "the pointer is cut");
}

#[test]
fn what_may_be_deep_becomes_code() {
    for (open, close, levels) in [
        (r#"{"type":"object","properties":{"a":"#, "}}", 50),
        (r#"{"type":"array","items":"#, "}", 105),
        (r#"{"allOf":["#, "]}", 52),
        (r#"{"oneOf":[{"type":"integer"},"#, "]}", 52),
        (r#"{"not":"#, "}", 105),
        (r#"{"additionalProperties":"#, "}", 105),
    ] {
        let deep = open.repeat(levels) + r#"{"type":"string"}"# + &close.repeat(levels);
        assert!(
            code(&with(&format!(r#""A":{deep}"#))).contains("fn send"),
            "{open}"
        );
    }
}

#[test]
fn chains_and_diamonds_take_time_by_their_length() {
    let mut chain = format!(r#""A":{}"#, to("S0"));
    let mut diamond = format!(r#""A":{}"#, to("S0"));
    for level in 0..60 {
        let next = to(&format!("S{}", level + 1));
        write!(chain, r#","S{level}":{next}"#).unwrap();
        write!(
            diamond,
            r#","S{level}":{{"allOf":[{next},{next},{{"allOf":[{next}]}}]}}"#
        )
        .unwrap();
    }
    for mut schemas in [chain, diamond] {
        schemas.push_str(r#","S60":{"type":"object","properties":{"last":{"type":"string"}}}"#);
        assert!(code(&with(&schemas)).contains("last"));
    }
}

#[test]
fn many_of_a_kind_take_time_by_their_number() {
    let values: Vec<String> = (0..20_000).map(|n| format!(r#""V{n}""#)).collect();
    let alike: Vec<String> = (0..1_500)
        .map(|n| format!(r#""{}""#, "+".repeat(n)))
        .collect();
    let dashes: Vec<String> = (0..1_500)
        .map(|n| format!(r#""Thing{}":{{"type":"object"}}"#, "-".repeat(n)))
        .collect();
    let fields: Vec<String> = (0..3_000)
        .map(|n| format!(r#""p{n}":{{"type":"string"}}"#))
        .collect();
    for schemas in [
        format!(r#""A":{{"type":"string","enum":[{}]}}"#, values.join(",")),
        format!(r#""A":{{"type":"string","enum":[{}]}}"#, alike.join(",")),
        format!(r#""A":{{"type":"object"}},{}"#, dashes.join(",")),
        format!(
            r#""A":{{"type":"object","properties":{{{}}}}}"#,
            fields.join(",")
        ),
        format!(
            r#""A":{{"type":"object","required":[{}]}}"#,
            vec![r#""a""#; 50_000].join(",")
        ),
    ] {
        assert!(code(&with(&schemas)).contains("fn send"));
    }
}

#[test]
fn numbers_beyond_every_machine_are_told_or_kept() {
    for huge in ["1e999999999".to_owned(), format!("1{}", "0".repeat(50_000))] {
        let schemas = format!(
            r#""A":{{"type":"object","maxProperties":{huge},"properties":{{
            "a":{{"type":"number","minimum":{huge},"maximum":1e-999999999,"multipleOf":1e-999999999,"default":{huge}}},
            "b":{{"type":"string","maxLength":{huge},"minLength":1e308}},
            "c":{{"type":"array","items":{{"type":"string"}},"maxItems":{huge}}},
            "d":{{"type":"integer","format":"int64","enum":[{huge},99999999999999999999],"multipleOf":0}},
            "e":{{"type":"integer","format":"int32","minimum":{huge},"default":{huge}}}}}}}"#
        );
        let (files, findings) = through(&with(&schemas));
        assert!(files.is_some());
        assert!(
            findings.iter().any(|finding| finding.code.0 == "U013"),
            "{findings:?}"
        );
        assert!(
            findings
                .iter()
                .all(|finding| finding.to_string().len() < 2_000)
        );
    }
}

#[test]
fn patterns_made_to_hurt_are_not_compiled() {
    for pattern in [
        "(".repeat(3_000) + "a" + &")".repeat(3_000),
        "(?:".repeat(30_000),
        "a|".repeat(100_000),
        "[a-z".repeat(10_000),
        "(?=".repeat(1_300),
        "(a{1000}){1000}{1000}".to_owned(),
    ] {
        let schemas = format!(
            r#""A":{{"type":"object","properties":{{"a":{{"type":"string","pattern":"{pattern}"}}}}}}"#
        );
        let found = codes(&with(&schemas));
        assert_eq!(
            found,
            ["E010"],
            "{}",
            pattern.chars().take(10).collect::<String>()
        );
    }
}

#[test]
fn long_names_and_texts_become_files_that_a_disk_takes() {
    let name = "name".repeat(2_500);
    let text = format!(
        r#"{{"openapi":"3.0.3","info":{{"title":"{long}","version":"1"}},"paths":{{"/{name}/{{{name}}}":{{"get":{{"operationId":"{name}",
        "summary":"{long}","tags":["{name}"],"parameters":[{{"name":"{name}","in":"query","schema":{{"type":"string","enum":["{name}","{name}2"]}}}}],
        "responses":{{"200":{{"description":"{long}","content":{{"application/json":{{"schema":{{"type":"object","properties":{{"{name}":{{"type":"string"}}}}}}}}}}}}}}}}}}}}}}"#,
        long = "long words ".repeat(100_000),
    );
    let (files, _) = through(&text);
    for (path, _) in files.expect("code").iter() {
        let longest = path.split('/').map(str::len).max();
        assert!(longest < Some(256), "{} bytes", path.len());
    }
}

#[test]
fn signs_that_steer_a_terminal_are_in_no_finding_and_no_code() {
    let text = "{\"openapi\":\"3.0.3\",\"info\":{\"title\":\"T\\u0000\\u001b[31m\",\"version\":\"1\\n\\u0007\"},\"paths\":{
        \"/a\\u0000b\\r\\nX: y\":{\"get\":{\"operationId\":\"a\\u001b\\u202e\\u0000\",\"summary\":\"*/ \\u2028 \\u0000\",\"parameters\":[
        {\"name\":\"q\\r\\nX\",\"in\":\"header\",\"schema\":{\"type\":\"string\"}},{\"name\":\"\",\"in\":\"query\",\"schema\":{\"type\":\"string\"}}],
        \"responses\":{\"200\":{\"description\":\"\"}}}}}}";
    let (files, findings) = through(text);
    for finding in &findings {
        assert!(
            !finding.to_string().contains(char::is_control),
            "{finding:?}"
        );
    }
    for (path, text) in files.expect("code").iter() {
        let steers = |c: char| c == '\u{1b}' || c == '\0' || c == '\u{202e}' || c == '\r';
        assert!(!text.contains(steers), "{path}");
    }
}
