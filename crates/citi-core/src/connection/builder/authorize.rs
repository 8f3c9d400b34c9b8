//! Who calls: credentials and tokens.

use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::ConnectionBuilder;
use crate::connection::authorization::Authorization;
use crate::{ClientCredentials, Secret, TokenSource};

impl ConnectionBuilder {
    /// The credentials that tokens are asked for with. This, [`token_source`](Self::token_source)
    /// and [`bearer_token`](Self::bearer_token) take each other's place; the last one counts.
    #[must_use]
    pub fn credentials(mut self, credentials: ClientCredentials) -> Self {
        self.authorization = Authorization::Credentials(credentials);
        self
    }

    /// Where tokens come from, if not from the bank's token endpoint.
    #[must_use]
    pub fn token_source(mut self, source: impl TokenSource + 'static) -> Self {
        self.authorization = Authorization::Source(Arc::new(source));
        self
    }

    /// The token that goes with every call (`Authorization: Bearer …`, RFC 6750 §2.1). When its time
    /// is over, calls end with the bank's 401.
    #[must_use]
    pub fn bearer_token(mut self, token: impl Into<Secret>) -> Self {
        self.authorization = Authorization::Token(token.into());
        self
    }

    /// A name and a password for every operation that asks for HTTP `basic` (RFC 7617 §2). They
    /// go only where the operation table names `basic`, or a key that is called `Authorization`, and
    /// there in place of a token.
    #[must_use]
    pub fn basic_credentials(self, user: &str, password: impl Into<Secret>) -> Self {
        let pair = format!("{user}:{}", password.into().expose());
        let value = format!("Basic {}", STANDARD.encode(pair));
        self.supply_header("Authorization", value)
    }
}
