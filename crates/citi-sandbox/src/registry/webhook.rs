//! [`Webhook`]: where an application is told of events.

use citi_core::Secret;

/// Where an application is told of events.
#[derive(Clone, Debug)]
pub(crate) struct Webhook {
    /// Its id: `wh-…`.
    pub(crate) id: String,
    /// Where events are posted.
    pub(crate) url: url::Url,
    /// The types that it gets; empty: every type.
    pub(crate) events: Vec<String>,
    /// What its events are signed with.
    pub(crate) secret: Secret,
}

impl Webhook {
    /// Whether it gets events of a type.
    pub(crate) fn wants(&self, kind: &str) -> bool {
        self.events.is_empty() || self.events.iter().any(|it| it == kind)
    }
}
