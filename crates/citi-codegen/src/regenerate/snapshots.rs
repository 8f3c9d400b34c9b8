//! What a category means and offers, as snapshots that people read in a diff.
//!
//! They are in insta's form and stand where the tests look for them: a run writes them with the crates, so that a
//! changed document shows once as its meaning, once as its code.

/// The folder of the snapshots, for a workspace that has a package of tests.
pub(super) const FOLDER: &str = "tests/tests/snapshots";

/// The snapshots of a category: (file below the workspace, text).
pub(super) fn files(
    category: &str,
    outline: &str,
    made: &super::category::Made,
) -> Vec<(String, String)> {
    [
        ("model", outline),
        ("operations", &made.operations),
        ("api", &made.api),
    ]
    .into_iter()
    .map(|(kind, text)| (format!("{FOLDER}/{category}-{kind}.snap"), snapshot(text)))
    .collect()
}

fn snapshot(text: &str) -> String {
    format!(
        "---\nsource: tests/tests/snapshots.rs\n---\n{}\n",
        text.trim_end()
    )
}
