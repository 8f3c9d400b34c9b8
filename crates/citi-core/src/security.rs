//! [`SecurityScheme`]: what an operation asks of its caller.

use crate::Place;

/// A way to say who calls, as the document describes it (OpenAPI 3.1 §4.8.27, Swagger 2.0 "Security
/// Scheme Object").
///
/// An operation has alternatives, each of one or several schemes that go together
/// ([`Operation::security`](crate::Operation::security)). The runtime fills in what a connection has:
///
/// | scheme | given to the connection by |
/// | --- | --- |
/// | OAuth 2, OpenID Connect, HTTP `bearer` | [`credentials`], [`token_source`], [`bearer_token`] |
/// | HTTP `basic` | [`basic_credentials`] |
/// | a key | [`supply_header`], [`supply_query`], [`supply_cookie`] under its name |
/// | a client certificate | the TLS settings of a [`Transport`](crate::Transport) |
///
/// ```
/// use citi_core::{OAuthFlow, Operation, Place, SecurityScheme};
///
/// static RATES: Operation = Operation {
///     id: "listRates",
///     security: &[
///         &[SecurityScheme::Key { place: Place::Header, name: "X-Api-Key" }],
///         &[SecurityScheme::OAuth2 {
///             flows: &[OAuthFlow {
///                 name: "clientCredentials",
///                 authorization_url: None,
///                 token_url: Some("https://api.bank.example/oauth2/token"),
///             }],
///         }],
///     ],
///     ..Operation::EMPTY
/// };
/// assert!(RATES.is_supplied(Place::Header, "x-api-key"));
/// ```
///
/// [`credentials`]: crate::ConnectionBuilder::credentials
/// [`token_source`]: crate::ConnectionBuilder::token_source
/// [`bearer_token`]: crate::ConnectionBuilder::bearer_token
/// [`basic_credentials`]: crate::ConnectionBuilder::basic_credentials
/// [`supply_header`]: crate::ConnectionBuilder::supply_header
/// [`supply_query`]: crate::ConnectionBuilder::supply_query
/// [`supply_cookie`]: crate::ConnectionBuilder::supply_cookie
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SecurityScheme {
    /// A key that goes with the call.
    Key {
        /// Where.
        place: Place,
        /// Its name there.
        name: &'static str,
    },
    /// A scheme of HTTP authentication (RFC 9110 §11), in lower case: `basic`, `bearer`.
    Http {
        /// The scheme.
        scheme: &'static str,
    },
    /// A token of OAuth 2.0 (RFC 6749).
    OAuth2 {
        /// The ways to get one.
        flows: &'static [OAuthFlow],
    },
    /// A token of OpenID Connect.
    OpenIdConnect {
        /// The address of its configuration (OpenID Connect Discovery 1.0 §4).
        url: &'static str,
    },
    /// A client certificate.
    MutualTls,
    /// Something that the document does not say clearly.
    Other {
        /// The type as published.
        kind: &'static str,
    },
}

/// A way to get a token of OAuth 2.0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OAuthFlow {
    /// The flow in the words of 3.x: `clientCredentials`, `authorizationCode`, `password`,
    /// `implicit`.
    pub name: &'static str,
    /// Where the user is sent; absolute, or below the server's address.
    pub authorization_url: Option<&'static str>,
    /// Where tokens are fetched; absolute, or below the server's address.
    pub token_url: Option<&'static str>,
}

impl SecurityScheme {
    /// Whether the parameter carries this scheme. Names of headers are the same in any case.
    pub(crate) fn travels_in(&self, at: Place, parameter: &str) -> bool {
        match self {
            Self::Key { place, name } => *place == at && at.is_same_name(name, parameter),
            Self::Http { scheme } => {
                *scheme == "basic"
                    && at == Place::Header
                    && at.is_same_name("Authorization", parameter)
            }
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_travels_under_its_name_and_basic_in_authorization() {
        let key = SecurityScheme::Key {
            place: Place::Query,
            name: "client_id",
        };
        assert!(key.travels_in(Place::Query, "client_id"));
        assert!(!key.travels_in(Place::Header, "client_id"));
        assert!(!key.travels_in(Place::Query, "Client_Id"));
        let basic = SecurityScheme::Http { scheme: "basic" };
        assert!(basic.travels_in(Place::Header, "authorization"));
        for scheme in ["bearer", "digest", "mutual"] {
            let other = SecurityScheme::Http { scheme };
            assert!(
                !other.travels_in(Place::Header, "authorization"),
                "{scheme}"
            );
        }
    }
}
