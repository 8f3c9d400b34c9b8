//! [`Latest`]: which attempt at an event was the last one.

use std::collections::BTreeMap;

use jiff::Timestamp;

use crate::portal::moment::span;
use crate::webhooks::{DeliveryRecord, Queues};

/// Of each event and webhook, the number of the last attempt.
pub(super) struct Latest(BTreeMap<(String, String), u32>);

impl Latest {
    pub(super) fn of(queues: &Queues) -> Self {
        let mut latest = BTreeMap::new();
        for record in queues.attempts().map(|it| &it.record) {
            // They come in their order.
            latest.insert(key(record), record.attempt);
        }
        Self(latest)
    }

    /// What follows on an attempt, in words.
    pub(super) fn next(&self, record: &DeliveryRecord, now: Timestamp) -> String {
        let was_last = self
            .0
            .get(&key(record))
            .is_none_or(|it| *it <= record.attempt);
        match record.next_at {
            _ if record.delivered => "delivered".to_owned(),
            _ if !was_last => "sent again".to_owned(),
            Some(at) if at > now => format!("in {}", span(now, at)),
            Some(_) => "due".to_owned(),
            None if record.by_hand => "by hand alone".to_owned(),
            None => "given up".to_owned(),
        }
    }
}

fn key(record: &DeliveryRecord) -> (String, String) {
    (record.webhook_id.clone(), record.event_id.clone())
}
