//! U052: A security scheme is spelled crookedly.

use crate::diagnostic::{Code, Severity};

use super::Rule;

/// The rule.
pub(crate) const RULE: Rule = Rule {
    code: Code("U052"),
    severity: Severity::Note,
    title: "A security scheme is spelled crookedly",
    explanation: "Types, places and flows of security schemes under other names (`OAuth`, `mtls`, `http` with `mutual-tls`, `bearer` as a type, `client_credentials`) are read as what they mean.",
    done: "The scheme that is meant is taken.",
    remedy: "",
    before: "components: {securitySchemes: {certificate: {type: http, scheme: mutual-tls}}}",
    after: "components: {securitySchemes: {certificate: {type: mutualTLS}}}",
};

#[cfg(test)]
mod tests {
    use crate::model::{Place, SchemeKind};
    use crate::upgrade::testing::{count, upgraded};

    #[test]
    fn other_names_are_understood() {
        let (document, found) = upgraded(
            r#"{"openapi":"3.0.1","components":{"securitySchemes":{
              "a":{"type":"http","scheme":"mutual-tls"},"b":{"type":"bearer"},"c":{"type":"OAuth","flows":{"client_credentials":{"tokenUrl":"https://a.example/token","scopes":null}}},
              "d":{"type":"apikey","in":"Header","name":"K"},"e":{"type":"http","scheme":"Bearer"}}}}"#,
        );
        assert_eq!(document.schemes["a"].kind, SchemeKind::MutualTls);
        assert_eq!(
            document.schemes["b"].kind,
            SchemeKind::Http {
                scheme: "bearer".into(),
                format: None
            }
        );
        let SchemeKind::OAuth2 { flows } = &document.schemes["c"].kind else {
            panic!()
        };
        assert_eq!(flows[0].name, "clientCredentials");
        assert_eq!(
            document.schemes["d"].kind,
            SchemeKind::ApiKey {
                name: "K".into(),
                place: Place::Header
            }
        );
        assert_eq!(
            document.schemes["e"].kind,
            SchemeKind::Http {
                scheme: "bearer".into(),
                format: None
            }
        );
        assert_eq!(count(&found, "U052"), 5, "{found:?}");
    }
}
