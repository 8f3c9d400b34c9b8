//! The source of this crate, for tests that hold it against its texts.

use std::path::Path;

/// A file of the source.
pub(super) struct Source {
    /// Its path below `src/`, with `/` between its parts.
    pub(super) path: String,
    /// What stands before its tests.
    pub(super) code: String,
    /// Its tests.
    pub(super) tests: String,
}

/// Every file, by path.
pub(super) fn all() -> Vec<Source> {
    let mut all = Vec::new();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    walk(&root, "", &mut all);
    all.sort_by(|a: &Source, b| a.path.cmp(&b.path));
    all
}

fn walk(folder: &Path, prefix: &str, all: &mut Vec<Source>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let path = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.file_type().unwrap().is_dir() {
            walk(&entry.path(), &format!("{path}/"), all);
        } else if path.ends_with(".rs") {
            let text = std::fs::read_to_string(entry.path()).unwrap();
            let (code, tests) = match text.split_once("#[cfg(test)]\nmod tests {") {
                Some((code, tests)) => (code.to_owned(), tests.to_owned()),
                None if path.contains("/tests/") => (String::new(), text),
                None => (text, String::new()),
            };
            // Examples in comments raise nothing.
            let code = code
                .lines()
                .filter(|line| !line.trim_start().starts_with("//"))
                .collect::<Vec<_>>()
                .join("\n");
            all.push(Source { path, code, tests });
        }
    }
}
