//! [`Webhook`]: where an application is told of events.

use std::time::Duration;

use citi_core::Secret;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::clock::later;
use crate::image::text;

/// How long the old secret still signs after a new one was made: the day that the events document gives
/// applications to take in both.
const OVERLAP: Duration = Duration::from_secs(24 * 60 * 60);

/// Where an application is told of events.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Webhook {
    /// Its id: `wh-…`.
    pub(crate) id: String,
    /// Where events are posted.
    #[serde(with = "text")]
    pub(crate) url: url::Url,
    /// The types that it gets; empty: every type.
    pub(crate) events: Vec<String>,
    /// What its events are signed with, unless another follows.
    pub(crate) secret: Secret,
    /// What they are signed with from a moment on.
    pub(crate) successor: Option<Successor>,
}

/// A secret that takes over.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Successor {
    /// The secret.
    pub(crate) secret: Secret,
    /// When it takes over.
    pub(crate) from: Timestamp,
}

impl Webhook {
    /// Whether it gets events of a type.
    pub(crate) fn wants(&self, kind: &str) -> bool {
        self.events.is_empty() || self.events.iter().any(|it| it == kind)
    }

    /// What signs at a moment. An event has one signature, as the events document says, so it is the old
    /// secret's until the new one takes over.
    pub(crate) fn signs_with(&self, now: Timestamp) -> &Secret {
        match &self.successor {
            Some(successor) if successor.from <= now => &successor.secret,
            _ => &self.secret,
        }
    }

    /// Takes in a new secret, which signs from a day later on. One that waited to take over gives way.
    pub(super) fn rotate(&mut self, secret: Secret, now: Timestamp) -> Timestamp {
        self.secret = self.signs_with(now).clone();
        let from = later(now, OVERLAP);
        self.successor = Some(Successor { secret, from });
        from
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_old_secret_signs_for_a_day_and_then_the_new_one() {
        let mut webhook = Webhook {
            id: "wh-1".to_owned(),
            url: url::Url::parse("https://example.com").unwrap(),
            events: Vec::new(),
            secret: Secret::from("one"),
            successor: None,
        };
        let now: Timestamp = "2026-03-02T14:00:00Z".parse().unwrap();
        let from = webhook.rotate(Secret::from("two"), now);
        assert_eq!(from.to_string(), "2026-03-03T14:00:00Z");
        let before = from - jiff::SignedDuration::from_secs(1);
        assert_eq!(webhook.signs_with(before).expose(), "one");
        assert_eq!(webhook.signs_with(from).expose(), "two");
        // One that never signed is forgotten; one that did is the old one now.
        webhook.rotate(Secret::from("three"), before);
        assert_eq!(webhook.signs_with(from).expose(), "one");
        let later = later(before, OVERLAP);
        webhook.rotate(Secret::from("four"), later);
        assert_eq!(webhook.signs_with(later).expose(), "three");
    }
}
