//! U056: The address of a server holds a placeholder without a value.

use crate::diagnostic::{Code, Severity};

use super::Rule;

/// The rule.
pub(crate) const RULE: Rule = Rule {
    code: Code("U056"),
    severity: Severity::Warning,
    title: "The address of a server holds a placeholder without a value",
    explanation: "The host is `$(catalog.host)`, `<your-host>` or a variable without a default. The path of the address is kept, and the server stands behind those that can be called; the connection's base address says where to call.",
    done: "Its path is kept, behind the servers that can be called.",
    remedy: "set the base address when connecting, or give the server with an overlay",
    before: r#"servers: [{url: "https://<host>/v1"}]"#,
    after: r#"servers: [{url: "https://bank.example/v1"}]"#,
};

/// Whether `text` holds a placeholder.
pub(crate) fn has_placeholder(text: &str) -> bool {
    text.contains(['{', '}', '<', '>', '$'])
}

/// The path of an address whose host can't be used.
pub(crate) fn path_of(url: &str) -> String {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    rest.find('/')
        .and_then(|at| rest.get(at..))
        .unwrap_or_default()
        .to_owned()
}

#[cfg(test)]
mod tests {
    use crate::upgrade::testing::{count, upgraded};

    #[test]
    fn the_path_is_kept_behind_what_can_be_called() {
        let (document, found) = upgraded(
            r#"{"openapi":"3.0.0","servers":[{"url":"https://<host>/v1"},{"url":"https://{env}.a.example:{port}/v2","variables":{"env":{"default":"api"},"port":{"enum":["443","8443"]}}}]}"#,
        );
        let urls: Vec<_> = document
            .servers
            .iter()
            .map(|server| server.url.as_str())
            .collect();
        assert_eq!(urls, ["https://api.a.example:443/v2", "/v1"]);
        assert_eq!(count(&found, "U056"), 1);
    }

    #[test]
    fn servers_stand_in_for_a_host_that_was_not_filled_in() {
        let (document, found) = upgraded(
            r#"{"swagger":"2.0","host":"$(catalog.host)","basePath":"/v1","servers":[{"url":"https://a.example/v1"}]}"#,
        );
        assert_eq!(document.servers[0].url, "https://a.example/v1");
        assert_eq!(count(&found, "U056"), 1);
    }
}
