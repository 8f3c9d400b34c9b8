//! U054: The address of a token is not complete.

use crate::diagnostic::{Code, Diagnostics, Severity};
use crate::load::{Pointer, Span};

use super::Rule;

/// The rule.
pub(crate) const RULE: Rule = Rule {
    code: Code("U054"),
    severity: Severity::Note,
    title: "The address of a token is not complete",
    explanation: "A `tokenUrl` or another address of an OAuth flow is relative, which is meant from the server, or begins with a placeholder that the portal did not fill (`$(catalog.url)/token`), which is taken away.",
    done: "It is meant from the server; what the portal did not fill in is taken away.",
    remedy: "",
    before: r#"swagger: "2.0"
securityDefinitions: {login: {type: oauth2, flow: application, tokenUrl: /v2/token}}"#,
    after: r#"swagger: "2.0"
securityDefinitions: {login: {type: oauth2, flow: application, tokenUrl: "https://bank.example/v2/token"}}"#,
};

/// The address that `text` means: absolute, or from the server's root.
pub(crate) fn address(
    text: &str,
    at: &Pointer,
    span: Span,
    diagnostics: &mut Diagnostics,
) -> Option<String> {
    let trimmed = text.trim();
    if trimmed.is_empty() {
        return None;
    }
    if trimmed.contains("://") && !trimmed.contains("$(") {
        return Some(trimmed.to_owned());
    }
    let rest = match (trimmed.rfind("$("), trimmed.rfind(')')) {
        (Some(open), Some(close)) if open < close => trimmed.get(close + 1..).unwrap_or_default(),
        _ => trimmed,
    };
    RULE.report(
        diagnostics,
        at,
        span,
        format!("the address `{trimmed}` is not complete"),
        "it is taken as relative to the server",
    );
    Some(rest.to_owned())
}

#[cfg(test)]
mod tests {
    use crate::model::SchemeKind;
    use crate::upgrade::testing::{count, upgraded};

    #[test]
    fn relative_addresses_stay_relative() {
        let (document, found) = upgraded(
            r#"{"swagger":"2.0","securityDefinitions":{
              "a":{"type":"oauth2","flow":"application","tokenUrl":"$(catalog.url)/v1/token","scopes":null},
              "b":{"type":"oauth2","flow":"accessCode","authorizationUrl":"https://a.example/in","tokenUrl":"/v2/token","scopes":{"x":"what x is"}}}}"#,
        );
        let flow = |name: &str| match &document.schemes[name].kind {
            SchemeKind::OAuth2 { flows } => flows[0].clone(),
            other => panic!("{other:?}"),
        };
        assert_eq!(flow("a").name, "clientCredentials");
        assert_eq!(flow("a").token_url.as_deref(), Some("/v1/token"));
        assert_eq!(flow("b").name, "authorizationCode");
        assert_eq!(flow("b").token_url.as_deref(), Some("/v2/token"));
        assert_eq!(flow("b").scopes["x"], "what x is");
        assert_eq!(count(&found, "U054"), 2);
    }
}
