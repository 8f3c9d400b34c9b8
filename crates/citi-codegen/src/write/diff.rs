//! The difference between two texts, for people and for `patch`.

/// The unified diff that turns `old` into `new`; empty if they are the same.
///
/// ```
/// let diff = citi_codegen::write::unified("a.rs", "one\n", "two\n");
/// assert_eq!(diff, "--- a/a.rs\n+++ b/a.rs\n@@ -1 +1 @@\n-one\n+two\n");
/// ```
#[must_use]
pub fn unified(path: &str, old: &str, new: &str) -> String {
    if old == new {
        return String::new();
    }
    similar::TextDiff::from_lines(old, new)
        .unified_diff()
        .context_radius(3)
        .header(&format!("a/{path}"), &format!("b/{path}"))
        .to_string()
}
