//! [`Keys`]: which requests were carried out under which key.

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::refusals;
use crate::image::{ImageError, pairs};
use crate::refusal::Refusal;
use crate::table::{Changes, List, Reader, Table};

/// How long a key is kept.
const LIFETIME: SignedDuration = SignedDuration::from_hours(24);

/// Whose key it is: of one client and one operation.
type Id = Arc<(String, String, String)>;

/// Which requests were carried out under which key, for 24 hours. A key belongs to a client and an
/// operation; another client's key of the same text is another key.
///
/// Only what was carried out is kept. A refused request has done nothing, so its key is free: the
/// request can be put right and sent again with it. Contents are kept whole and compared by value:
/// the order of properties and the way in which a number is written make no difference.
///
/// That a first request is still being worked on when the second comes is the gate's to say.
#[derive(Debug, Serialize, Deserialize)]
#[serde(bound(serialize = "C: Serialize", deserialize = "C: Deserialize<'de>"))]
pub(crate) struct Keys<C> {
    #[serde(with = "pairs")]
    records: Table<Id, Record<C>>,
    /// The same, those that end first in front.
    ends: List<(Timestamp, Id)>,
}

fn id(client: &str, operation: &'static str, key: &str) -> Id {
    Arc::new((client.to_owned(), operation.to_owned(), key.to_owned()))
}

#[derive(Debug, Serialize, Deserialize)]
struct Record<C> {
    content: C,
    /// What the request made or changed.
    result: String,
}

impl<C: PartialEq> Keys<C> {
    pub(crate) fn new() -> Self {
        Self {
            records: Table::default(),
            ends: List::default(),
        }
    }

    /// What a request made, if it was carried out before.
    ///
    /// # Errors
    /// `IDEMPOTENCY_KEY_REUSED` if the key was used for other content.
    pub(crate) fn find(
        &mut self,
        client: &str,
        operation: &'static str,
        key: &str,
        content: &C,
        now: Timestamp,
    ) -> Result<Option<&str>, Refusal> {
        self.forget(now);
        let id = id(client, operation, key);
        match self.records.get(&id) {
            None => Ok(None),
            Some(record) if record.content == *content => Ok(Some(&record.result)),
            Some(_) => Err(refusals::idempotency_key_reused()),
        }
    }

    /// Keeps what a request made.
    pub(crate) fn keep(
        &mut self,
        client: &str,
        operation: &'static str,
        key: &str,
        content: C,
        result: &str,
        now: Timestamp,
    ) {
        let id = id(client, operation, key);
        let end = now.checked_add(LIFETIME).unwrap_or(Timestamp::MAX);
        self.ends.push((end, id.clone()));
        let result = result.to_owned();
        self.records.insert(id, Record { content, result });
    }

    fn forget(&mut self, now: Timestamp) {
        while self.ends.front().is_some_and(|(end, _)| *end <= now) {
            if let Some((_, id)) = self.ends.pop() {
                self.records.remove(&id);
            }
        }
    }
}

impl<C: Serialize + DeserializeOwned> Keys<C> {
    /// Gives what changed.
    pub(super) fn changes(&mut self, to: &mut Changes) {
        let Self { records, ends } = self;
        records.changes("bank/keys", to);
        ends.changes("bank/key-ends", to);
    }

    /// What was written.
    ///
    /// # Errors
    /// It can't be read.
    pub(super) fn read(from: &Reader) -> Result<Self, ImageError> {
        Ok(Self {
            records: Table::read("bank/keys", from)?,
            ends: List::read("bank/key-ends", from)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OPERATION: &str = "createDomesticPayment";

    fn keys() -> Keys<u32> {
        let mut keys = Keys::new();
        keys.keep("client", OPERATION, "key", 1, "p-1", Timestamp::UNIX_EPOCH);
        keys
    }

    fn find(
        keys: &mut Keys<u32>,
        client: &str,
        operation: &'static str,
        key: &str,
        content: u32,
        second: i64,
    ) -> Result<Option<String>, &'static str> {
        let now = Timestamp::from_second(second).unwrap();
        keys.find(client, operation, key, &content, now)
            .map(|found| found.map(str::to_owned))
            .map_err(|refusal| refusal.code)
    }

    #[test]
    fn the_same_request_is_found_and_other_content_is_refused() {
        let mut keys = keys();
        let found = Ok(Some("p-1".to_owned()));
        assert_eq!(find(&mut keys, "client", OPERATION, "key", 1, 5), found);
        let refused = Err("IDEMPOTENCY_KEY_REUSED");
        assert_eq!(find(&mut keys, "client", OPERATION, "key", 2, 5), refused);
    }

    #[test]
    fn a_key_belongs_to_a_client_and_an_operation() {
        let mut keys = keys();
        assert_eq!(find(&mut keys, "other", OPERATION, "key", 2, 5), Ok(None));
        assert_eq!(
            find(&mut keys, "client", "createQuote", "key", 2, 5),
            Ok(None)
        );
        assert_eq!(
            find(&mut keys, "client", OPERATION, "other", 2, 5),
            Ok(None)
        );
    }

    #[test]
    fn a_key_is_kept_for_twenty_four_hours() {
        let mut keys = keys();
        let day = 24 * 60 * 60;
        let found = Ok(Some("p-1".to_owned()));
        assert_eq!(
            find(&mut keys, "client", OPERATION, "key", 1, day - 1),
            found
        );
        assert_eq!(
            find(&mut keys, "client", OPERATION, "key", 2, day),
            Ok(None)
        );
        assert!(keys.records.is_empty() && keys.ends.is_empty());
    }
}
