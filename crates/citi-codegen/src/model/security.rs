//! What it takes to call an operation.

use indexmap::IndexMap;

use super::Place;

/// One alternative: all of these schemes together. Empty: no authentication.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Requirement {
    /// Scheme name → scopes.
    pub schemes: IndexMap<String, Vec<String>>,
}

/// A named security scheme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scheme {
    /// Markdown.
    pub description: Option<String>,
    /// What kind it is.
    pub kind: SchemeKind,
}

/// The kinds of security scheme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SchemeKind {
    /// A key in a header, query or cookie.
    ApiKey {
        /// Its name there.
        name: String,
        /// Where.
        place: Place,
    },
    /// An HTTP scheme: `basic`, `bearer`, …; in lower case.
    Http {
        /// The scheme.
        scheme: String,
        /// What a bearer token looks like.
        format: Option<String>,
    },
    /// A client certificate.
    MutualTls,
    /// OAuth 2.0.
    OAuth2 {
        /// The flows offered.
        flows: Vec<Flow>,
    },
    /// OpenID Connect.
    OpenIdConnect {
        /// Address of its configuration.
        url: String,
    },
    /// Something that the document does not say clearly.
    Unknown {
        /// The type as written.
        kind: String,
    },
}

/// One OAuth 2.0 flow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flow {
    /// `implicit`, `password`, `clientCredentials` or `authorizationCode` (3.x names).
    pub name: String,
    /// Where the user is sent.
    pub authorization_url: Option<String>,
    /// Where tokens are fetched.
    pub token_url: Option<String>,
    /// Where they are refreshed.
    pub refresh_url: Option<String>,
    /// Scope → what it allows.
    pub scopes: IndexMap<String, String>,
}
