//! Names of scratch crates.

use sha2::{Digest, Sha256};

/// How much of a path goes into a name.
const READABLE: usize = 40;

/// The crate name of the document at `path`: readable, the same in every run, and unique by a few
/// digits of the path's hash, whatever other documents there are.
///
/// ```
/// use citi_codegen::corpus::crate_name;
/// assert!(crate_name("bank/Accounts v1.json").starts_with("doc-bank-accounts-v1-json-"));
/// assert_ne!(crate_name("a/b.json"), crate_name("a-b.json"));
/// ```
#[must_use]
pub fn crate_name(path: &str) -> String {
    let mut name = String::from("doc-");
    for character in path.chars() {
        if character.is_ascii_alphanumeric() {
            name.push(character.to_ascii_lowercase());
        } else if !name.ends_with('-') {
            name.push('-');
        }
    }
    name.truncate(READABLE);
    let hash = Sha256::digest(path.as_bytes());
    if !name.ends_with('-') {
        name.push('-');
    }
    for byte in hash.iter().take(4) {
        name.push_str(&format!("{byte:02x}"));
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_ascii_short_and_apart() {
        let long = "é/".repeat(100);
        let name = crate_name(&long);
        assert!(name.is_ascii() && name.len() <= READABLE + 9, "{name}");
        assert_ne!(crate_name("A.json"), crate_name("a.json"));
        assert_eq!(crate_name("a.json"), crate_name("a.json"));
    }
}
