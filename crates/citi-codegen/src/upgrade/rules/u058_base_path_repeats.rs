//! U058: The base path repeats a path.

use crate::diagnostic::{Code, Diagnostics, Severity};
use crate::model::Document;

use super::Rule;

/// The rule.
pub(crate) const RULE: Rule = Rule {
    code: Code("U058"),
    severity: Severity::Warning,
    title: "The base path repeats a path",
    explanation: "The base path ends with the path of an operation, so that calls go to `…/events/events`. It may be what the bank wants, and is kept as published.",
    done: "It is kept as published.",
    remedy: "shorten the base path with an overlay if calls are answered with 404",
    before: r#"swagger: "2.0"
host: bank.example
basePath: /v1/events
paths:
  /events:
    get:
      responses: {"200": {description: It is done.}}"#,
    after: r#"swagger: "2.0"
host: bank.example
basePath: /v1
paths:
  /events:
    get:
      responses: {"200": {description: It is done.}}"#,
};

/// Tells of a server whose path ends with the whole path of an operation.
pub(crate) fn tell(document: &Document, diagnostics: &mut Diagnostics) {
    let Some(server) = document.servers.first() else {
        return;
    };
    let repeated = document
        .operations
        .iter()
        .find(|operation| operation.path.len() > 1 && server.url.ends_with(&operation.path));
    if let Some(operation) = repeated {
        RULE.report(
            diagnostics,
            &operation.pointer,
            operation.span,
            format!(
                "the server's address ends with the path `{}` of an operation",
                operation.path
            ),
            "it is kept as published",
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::upgrade::testing::{count, upgraded};

    #[test]
    fn it_is_kept_and_told() {
        let (document, found) = upgraded(
            r#"{"swagger":"2.0","host":"a.example","basePath":"/v1/events","paths":{"/events":{"get":{"responses":{"200":{"description":""}}}}}}"#,
        );
        assert_eq!(document.servers[0].url, "https://a.example/v1/events");
        assert_eq!(count(&found, "U058"), 1);
    }
}
