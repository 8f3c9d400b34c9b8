//! What goes with every call that asks for it.

use super::ConnectionBuilder;
use crate::{Place, Secret};

impl ConnectionBuilder {
    /// A header that goes with every operation that declares it, as a parameter or as a key. Its
    /// value never shows.
    #[must_use]
    pub fn supply_header(mut self, name: impl Into<String>, value: impl Into<Secret>) -> Self {
        self.supplied.set(Place::Header, name.into(), value.into());
        self
    }

    /// A query parameter that goes with every operation that declares it, as a parameter or as a
    /// key. Its value never shows.
    #[must_use]
    pub fn supply_query(mut self, name: impl Into<String>, value: impl Into<Secret>) -> Self {
        self.supplied.set(Place::Query, name.into(), value.into());
        self
    }

    /// A cookie that goes with every operation that declares it, as a parameter or as a key. Its
    /// value never shows.
    #[must_use]
    pub fn supply_cookie(mut self, name: impl Into<String>, value: impl Into<Secret>) -> Self {
        self.supplied.set(Place::Cookie, name.into(), value.into());
        self
    }

    /// What the program says it is (RFC 9110 §10.1.5); `citi-rust/<version>` unless said.
    #[must_use]
    pub fn user_agent(mut self, user_agent: impl Into<String>) -> Self {
        self.user_agent = user_agent.into();
        self
    }

    /// The header in which an id goes with every call: `X-Request-Id`. None unless said.
    #[must_use]
    pub fn request_id_header(mut self, name: impl Into<String>) -> Self {
        self.request_id_header = Some(name.into());
        self
    }
}
