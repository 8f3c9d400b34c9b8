//! Credentials that a mock takes.

use super::Call;
use crate::model::{Document, Place, Requirement, SchemeKind};

/// What a mock takes for the credentials of a requirement.
pub(super) fn credentials(document: &Document, requirement: &Requirement, call: &mut Call) {
    for name in requirement.schemes.keys() {
        let Some(scheme) = document.schemes.get(name) else {
            continue;
        };
        let header = |value: &str| ("Authorization".to_owned(), value.to_owned());
        match &scheme.kind {
            SchemeKind::ApiKey { name, place } => {
                let pair = (name.clone(), "key".to_owned());
                match place {
                    Place::Query => call.query.push(pair),
                    Place::Cookie => call
                        .headers
                        .push(("Cookie".to_owned(), format!("{name}=key"))),
                    Place::Header | Place::Path => call.headers.push(pair),
                }
            }
            SchemeKind::Http { scheme, .. } if scheme == "basic" => {
                call.headers.push(header("Basic dXNlcjp3b3Jk"));
            }
            SchemeKind::Http { scheme, .. } if scheme == "digest" => {
                call.headers.push(header("Digest username=\"user\""));
            }
            SchemeKind::Http { .. }
            | SchemeKind::OAuth2 { .. }
            | SchemeKind::OpenIdConnect { .. } => {
                call.headers.push(header("Bearer token"));
            }
            SchemeKind::MutualTls | SchemeKind::Unknown { .. } => {}
        }
    }
    let mut seen = std::collections::BTreeSet::new();
    call.headers
        .retain(|(name, _)| seen.insert(name.to_ascii_lowercase()));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::examples::samples::document;
    use crate::model::Scheme;

    #[test]
    fn credentials_of_every_kind() {
        let mut document = document([]);
        let kinds = [
            ("oauth", SchemeKind::OAuth2 { flows: Vec::new() }),
            (
                "key",
                SchemeKind::ApiKey {
                    name: "X-Key".to_owned(),
                    place: Place::Header,
                },
            ),
            (
                "query",
                SchemeKind::ApiKey {
                    name: "client_id".to_owned(),
                    place: Place::Query,
                },
            ),
        ];
        let mut requirement = Requirement::default();
        for (name, kind) in kinds {
            let description = None;
            let scheme = Scheme { description, kind };
            document.schemes.insert(name.to_owned(), scheme);
            requirement.schemes.insert(name.to_owned(), Vec::new());
        }
        let mut call = Call::default();
        credentials(&document, &requirement, &mut call);
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        assert_eq!(
            call.headers,
            [pair("Authorization", "Bearer token"), pair("X-Key", "key")]
        );
        assert_eq!(call.query, [pair("client_id", "key")]);
    }
}
