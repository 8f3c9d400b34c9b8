//! [`slug`]: the name of a document in addresses.

use std::collections::BTreeSet;

/// The longest slug, without the number that tells it from another.
const LONGEST: usize = 80;

/// A name for addresses made of a file's name: small letters, digits and dashes, and none of those taken.
///
/// `Account API v2` becomes `account-api-v2`, and `account-api-v2-2` where that is another's.
pub(super) fn slug(name: &str, taken: &BTreeSet<&'static str>) -> String {
    let mut plain = String::new();
    for sign in name.chars().take(LONGEST) {
        match sign.to_ascii_lowercase() {
            sign if sign.is_ascii_alphanumeric() => plain.push(sign),
            _ if plain.is_empty() || plain.ends_with('-') => {}
            _ => plain.push('-'),
        }
    }
    let plain = match plain.trim_end_matches('-') {
        "" => "document",
        plain => plain,
    };
    if !taken.contains(plain) {
        return plain.to_owned();
    }
    let mut numbered = (2..).map(|number: u32| format!("{plain}-{number}"));
    let free = numbered.find(|it| !taken.contains(it.as_str()));
    free.unwrap_or_else(|| plain.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slug_is_safe_and_nobody_elses() {
        let taken = BTreeSet::from(["fx", "fx-2", "document"]);
        for (name, expected) in [
            ("Account_API v2", "account-api-v2"),
            ("payment.status", "payment-status"),
            ("FX", "fx-3"),
            ("../..", "document-2"),
            ("\u{1f4b6}", "document-2"),
            ("--<img src=x>--", "img-src-x"),
        ] {
            assert_eq!(slug(name, &taken), expected, "{name}");
        }
        assert_eq!(slug(&"x".repeat(300), &taken).len(), LONGEST);
    }
}
