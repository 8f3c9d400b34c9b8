//! U057: The first server is an internal one.

use crate::diagnostic::{Code, Severity};

use super::Rule;

/// The rule.
pub(crate) const RULE: Rule = Rule {
    code: Code("U057"),
    severity: Severity::Note,
    title: "The first server is an internal one",
    explanation: "The first address names an environment of the bank's own developers or a machine of theirs (`sit`, `uat`, `localhost`, …), and others do not. It is kept, behind the others, for calls go to the first.",
    done: "It is kept, behind the others.",
    remedy: "",
    before: r#"servers: [{url: "https://api.uat.bank.example"}, {url: "https://api.bank.example"}]"#,
    after: r#"servers: [{url: "https://api.bank.example"}, {url: "https://api.uat.bank.example"}]"#,
};

/// Whether the host of `url` is one that only its owner can reach.
pub(crate) fn is_internal(url: &str) -> bool {
    let Some((_, rest)) = url.split_once("://") else {
        return false;
    };
    let host = rest
        .split(['/', ':'])
        .next()
        .unwrap_or_default()
        .to_ascii_lowercase();
    let private = ["10.", "127.", "192.168.", "169.254."]
        .iter()
        .any(|start| host.starts_with(start));
    private
        || host == "localhost"
        || [".local", ".internal", ".localhost", ".corp", ".intranet"]
            .iter()
            .any(|end| host.ends_with(end))
        || host.split(['.', '-']).any(|label| {
            let word = label.trim_end_matches(|character: char| character.is_ascii_digit());
            ["sit", "uat", "qa", "dev"].contains(&word)
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::upgrade::testing::{count, upgraded};

    #[test]
    fn it_stands_behind_the_others() {
        let (document, found) = upgraded(
            r#"{"openapi":"3.1.0","servers":[{"url":"https://x.sit5.bank.example/a"},{"url":"https://x.bank.example/b"}]}"#,
        );
        let urls: Vec<_> = document
            .servers
            .iter()
            .map(|server| server.url.as_str())
            .collect();
        assert_eq!(
            urls,
            ["https://x.bank.example/b", "https://x.sit5.bank.example/a"]
        );
        assert_eq!(count(&found, "U057"), 1);
    }

    #[test]
    fn hosts_are_told_apart() {
        for internal in [
            "http://localhost:8080/a",
            "https://10.0.0.1",
            "https://a.uat.bank.example",
            "https://a.b.local",
            "https://x-uat-1.bank.example",
        ] {
            assert!(is_internal(internal), "{internal}");
        }
        for public in [
            "https://developer.bank.example",
            "https://sandbox.bank.example",
            "/v1",
            "https://situ.example",
        ] {
            assert!(!is_internal(public), "{public}");
        }
    }
}
