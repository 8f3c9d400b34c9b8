//! U055: The address of a server is spelled crookedly.

use crate::diagnostic::{Code, Severity};

use super::Rule;

/// The rule.
pub(crate) const RULE: Rule = Rule {
    code: Code("U055"),
    severity: Severity::Note,
    title: "The address of a server is spelled crookedly",
    explanation: "Blanks around it, one slash or backslashes behind the scheme, a scheme written into `host`, or no scheme at all. The address that is meant is clear.",
    done: "The address that is meant is taken.",
    remedy: "",
    before: r#"servers: [{url: "https:/bank.example/v1 "}]"#,
    after: r#"servers: [{url: "https://bank.example/v1"}]"#,
};

/// The address with its slashes, blanks and scheme put right.
pub(crate) fn address(text: &str) -> String {
    let url = text.trim().trim_matches(['"', '\'']).replace('\\', "/");
    for scheme in ["https", "http"] {
        if let Some(rest) = url.strip_prefix(scheme)
            && let Some(rest) = rest.strip_prefix(":").or_else(|| rest.strip_prefix("//"))
        {
            return format!("{scheme}://{}", rest.trim_start_matches([':', '/']));
        }
    }
    if url.contains("://") || url.starts_with('/') || url.is_empty() {
        return url;
    }
    let host = url.split(['/', ':']).next().unwrap_or_default();
    let is_host = host == "localhost"
        || (host.contains('.')
            && host
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || c == '.' || c == '-'));
    if is_host {
        format!("https://{url}")
    } else {
        url
    }
}

#[cfg(test)]
mod tests {
    use crate::upgrade::testing::{count, upgraded};

    #[test]
    fn addresses_are_put_right() {
        let (document, found) = upgraded(
            r#"{"openapi":"3.0.0","servers":[{"url":"https:/a.example/v1/ "},{"url":"https:\\\\b.example"},{"url":"c.example/v2"},{"url":"https://d.example/"}]}"#,
        );
        let urls: Vec<_> = document
            .servers
            .iter()
            .map(|server| server.url.as_str())
            .collect();
        assert_eq!(
            urls,
            [
                "https://a.example/v1",
                "https://b.example",
                "https://c.example/v2",
                "https://d.example"
            ]
        );
        assert_eq!(count(&found, "U055"), 3);
    }

    #[test]
    fn a_scheme_in_the_host_is_taken() {
        let (document, _) = upgraded(
            r#"{"swagger":"2.0","host":"https://a.example","basePath":"v1/","schemes":["http"]}"#,
        );
        assert_eq!(document.servers[0].url, "https://a.example/v1");
    }
}
