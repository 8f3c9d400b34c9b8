//! The tests in the source, and the constants that they may name.

use std::collections::BTreeMap;

use super::super::sources::Source;

/// The constants that hold codes.
pub(super) fn constants(sources: &[Source]) -> BTreeMap<String, String> {
    let mut names = BTreeMap::new();
    for source in sources {
        for line in source
            .code
            .lines()
            .filter(|line| line.contains(": Code = Code(\""))
        {
            let name = line
                .split("const ")
                .nth(1)
                .and_then(|rest| rest.split(':').next());
            let code = line
                .split("Code(\"")
                .nth(1)
                .and_then(|rest| rest.split('"').next());
            if let (Some(name), Some(code)) = (name, code) {
                names.insert(code.to_owned(), name.to_owned());
            }
        }
    }
    names
}

/// A test and where it stands.
pub(super) struct Test {
    pub(super) path: String,
    pub(super) name: String,
    pub(super) body: String,
}

/// Every test of the source.
pub(super) fn tests(sources: &[Source]) -> Vec<Test> {
    let mut all = Vec::new();
    for source in sources {
        for part in source.tests.split("#[test]").skip(1) {
            let name = part
                .split("fn ")
                .nth(1)
                .and_then(|rest| rest.split('(').next());
            all.push(Test {
                path: source.path.clone(),
                name: name.unwrap_or_default().to_owned(),
                body: part.to_owned(),
            });
        }
    }
    all
}
