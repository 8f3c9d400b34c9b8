//! Patterns, compiled once for a process.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use regress::Regex;

/// Whether `text` matches the ECMA 262 pattern. A pattern that does not compile matches everything: the
/// generator leaves such patterns out and says so.
pub(super) fn matches(pattern: &'static str, text: &str) -> bool {
    compiled(pattern).is_none_or(|regex| regex.find(text).is_some())
}

/// Patterns met so far; `None` for one that does not compile.
type Compiled = Mutex<HashMap<&'static str, Option<Arc<Regex>>>>;

fn compiled(pattern: &'static str) -> Option<Arc<Regex>> {
    static COMPILED: OnceLock<Compiled> = OnceLock::new();
    let compiled = COMPILED.get_or_init(Mutex::default);
    // What a panicking thread left is a whole entry or none.
    let mut compiled = compiled.lock().unwrap_or_else(PoisonError::into_inner);
    compiled
        .entry(pattern)
        .or_insert_with(|| {
            Regex::with_flags(pattern, "u")
                .or_else(|_| Regex::new(pattern))
                .ok()
                .map(Arc::new)
        })
        .clone()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_is_searched_for_as_json_schema_says() {
        assert!(matches("^[A-Z]{3}$", "USD"));
        assert!(!matches("^[A-Z]{3}$", "usd"));
        assert!(matches("[0-9]", "a1"));
        assert!(matches("^\\p{L}+$", "Ünal"));
    }
}
