//! Which test proves a code.

use std::collections::BTreeMap;

use super::tests_of::Test;

/// The test that proves a code: of a rule its own, else one that names the code or its constant, else the one that tries
/// the example of every code.
pub(super) fn proof(code: &str, names: &BTreeMap<String, String>, tests: &[Test]) -> String {
    let own = format!("upgrade/rules/{}_", code.to_lowercase());
    let quoted = format!("\"{code}\"");
    let constant = names.get(code);
    let stage = match code.as_bytes().first() {
        Some(b'L') => "load/",
        Some(b'O') => "overlay/",
        Some(b'E') => "lower/",
        Some(b'P') => "regenerate/",
        Some(b'C' | b'X' | b'W') => "corpus/",
        _ => "upgrade/",
    };
    let of_rule = tests.iter().find(|test| test.path.starts_with(&own));
    let naming = tests
        .iter()
        .filter(|test| test.path.starts_with(stage))
        .find(|test| {
            let by_name = constant.is_some_and(|name| {
                let words = test
                    .body
                    .split(|c: char| !c.is_ascii_alphanumeric() && c != '_');
                words.into_iter().any(|word| word == name)
            });
            by_name || test.body.contains(&quoted) || test.body.contains(&format!("[{code}]"))
        });
    match of_rule.or(naming) {
        Some(test) => format!("`{}`", test.name),
        None => "`every_example_triggers_its_code_and_its_repair_does_not`".to_owned(),
    }
}
