//! [`Page`]: a list, piece by piece; [`Cursors`]: where the next piece begins.

use std::collections::BTreeMap;
use std::ops::Bound;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit, Mac};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256, Sha512};

use super::{Key, refusals};
use crate::refusal::Refusal;

/// How long a cursor is good.
const LIFETIME: SignedDuration = SignedDuration::from_mins(15);

/// How many bytes of the check a cursor carries.
const TAG: usize = 16;

/// Which piece of a list is asked for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Wanted<'a> {
    pub(crate) cursor: Option<&'a str>,
    pub(crate) limit: u32,
}

/// A piece of a list.
#[derive(Clone, Debug)]
pub(crate) struct Page<T> {
    pub(crate) items: Vec<T>,
    pub(crate) limit: u32,
    /// Where the next piece begins; `None` on the last one.
    pub(crate) next: Option<String>,
}

/// In which order a list comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Order {
    OldestFirst,
    NewestFirst,
}

/// Writes and reads cursors. One tells after which entry the next page begins, so that entries that
/// come or go meanwhile move nothing; it is bound to its list and filters, dated, and sealed with a
/// key of this bank.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(into = "u64", from = "u64")]
pub(crate) struct Cursors {
    seed: u64,
    /// Made with the key, before the first byte.
    seal: Hmac<Sha256>,
}

impl Cursors {
    /// The cursors of the bank that was made from this seed.
    pub(crate) fn new(seed: u64) -> Self {
        let mut hash = Sha512::new();
        hash.update(b"cursors");
        hash.update(seed.to_be_bytes());
        Self {
            seed,
            seal: Hmac::new(&hash.finalize()),
        }
    }

    /// The piece of a list that is wanted. `filters` names the list and all that chooses from it.
    pub(crate) fn page<T: Clone>(
        &self,
        list: &BTreeMap<Key, T>,
        order: Order,
        filters: &str,
        wanted: Wanted<'_>,
        now: Timestamp,
        keep: impl Fn(&T) -> bool,
    ) -> Result<Page<T>, Refusal> {
        let after = wanted
            .cursor
            .map(|cursor| self.read(cursor, filters, now))
            .transpose()?;
        let entries: Box<dyn Iterator<Item = (&Key, &T)>> = match (order, after) {
            (Order::OldestFirst, None) => Box::new(list.iter()),
            (Order::OldestFirst, Some(after)) => {
                Box::new(list.range((Bound::Excluded(after), Bound::Unbounded)))
            }
            (Order::NewestFirst, None) => Box::new(list.iter().rev()),
            (Order::NewestFirst, Some(after)) => Box::new(list.range(..after).rev()),
        };
        let limit = usize::try_from(wanted.limit.max(1)).unwrap_or(usize::MAX);
        let mut kept = entries.filter(|(_, item)| keep(item));
        let mut items = Vec::new();
        let mut last = None;
        for (key, item) in kept.by_ref().take(limit) {
            items.push(item.clone());
            last = Some(*key);
        }
        let more = kept.next().is_some();
        Ok(Page {
            items,
            limit: wanted.limit,
            next: last
                .filter(|_| more)
                .map(|last| self.write(last, filters, now)),
        })
    }

    fn write(&self, after: Key, filters: &str, now: Timestamp) -> String {
        let mut bytes = format!(
            "{} {} {} {}",
            after.at.as_millisecond(),
            after.number,
            now.as_millisecond(),
            fingerprint(filters)
        )
        .into_bytes();
        let tag = self.seal(&bytes).finalize().into_bytes();
        bytes.extend(tag.iter().take(TAG));
        URL_SAFE_NO_PAD.encode(bytes)
    }

    fn read(&self, cursor: &str, filters: &str, now: Timestamp) -> Result<Key, Refusal> {
        let foreign = || refusals::invalid_cursor("was not given by this bank");
        let bytes = URL_SAFE_NO_PAD.decode(cursor).map_err(|_| foreign())?;
        let (text, tag) = bytes.split_last_chunk::<TAG>().ok_or_else(foreign)?;
        self.seal(text)
            .verify_truncated_left(tag)
            .map_err(|_| foreign())?;
        let text = std::str::from_utf8(text).map_err(|_| foreign())?;
        let mut words = text.split(' ');
        let mut word = || words.next().ok_or_else(foreign);
        let at = moment(word()?).ok_or_else(foreign)?;
        let number = word()?.parse().map_err(|_| foreign())?;
        let issued = moment(word()?).ok_or_else(foreign)?;
        if word()? != fingerprint(filters) {
            return Err(refusals::invalid_cursor("belongs to other filters"));
        }
        if now.duration_since(issued) >= LIFETIME {
            return Err(refusals::invalid_cursor("is older than 15 minutes"));
        }
        Ok(Key { at, number })
    }

    fn seal(&self, text: &[u8]) -> Hmac<Sha256> {
        self.seal.clone().chain_update(text)
    }
}

impl From<Cursors> for u64 {
    fn from(cursors: Cursors) -> Self {
        cursors.seed
    }
}

impl From<u64> for Cursors {
    fn from(seed: u64) -> Self {
        Self::new(seed)
    }
}

fn moment(text: &str) -> Option<Timestamp> {
    Timestamp::from_millisecond(text.parse().ok()?).ok()
}

fn fingerprint(filters: &str) -> String {
    let hash = Sha256::digest(filters.as_bytes());
    let start = hash.iter().take(8);
    let number = start.fold(0, |number, byte| number << 8 | u64::from(*byte));
    format!("{number:016x}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(number: u64) -> Key {
        // Three entries at a time, so that their order within a moment counts.
        let at = i64::try_from(number / 3).unwrap();
        Key {
            at: Timestamp::from_second(at).unwrap(),
            number,
        }
    }

    fn list(count: u64) -> BTreeMap<Key, u64> {
        (0..count).map(|number| (key(number), number)).collect()
    }

    fn now() -> Timestamp {
        "2026-03-02T14:00:00.5Z".parse().unwrap()
    }

    fn page(
        list: &BTreeMap<Key, u64>,
        order: Order,
        cursor: Option<&str>,
        limit: u32,
    ) -> Page<u64> {
        let wanted = Wanted { cursor, limit };
        Cursors::new(7)
            .page(list, order, "list", wanted, now(), |_| true)
            .unwrap()
    }

    #[test]
    fn pages_follow_each_other_in_both_orders() {
        let list = list(10);
        for (order, want) in [
            (Order::OldestFirst, (0..10).collect::<Vec<_>>()),
            (Order::NewestFirst, (0..10).rev().collect()),
        ] {
            let (mut seen, mut cursor, mut pages) = (Vec::new(), None, 0);
            loop {
                let page = page(&list, order, cursor.as_deref(), 4);
                seen.extend(page.items);
                pages += 1;
                cursor = page.next;
                if cursor.is_none() {
                    break;
                }
            }
            assert_eq!(seen, want);
            assert_eq!(pages, 3);
        }
    }

    #[test]
    fn the_last_page_has_no_cursor_even_if_it_is_full() {
        assert!(page(&list(4), Order::NewestFirst, None, 4).next.is_none());
        assert!(page(&list(5), Order::NewestFirst, None, 4).next.is_some());
        assert!(page(&list(0), Order::NewestFirst, None, 4).next.is_none());
    }

    #[test]
    fn what_comes_and_goes_meanwhile_moves_nothing() {
        let mut list = list(10);
        let first = page(&list, Order::NewestFirst, None, 4);
        assert_eq!(first.items, [9, 8, 7, 6]);
        list.insert(key(10), 10);
        list.insert(key(11), 11);
        // The very entry after which the next page begins goes away.
        list.remove(&key(6));
        let second = page(&list, Order::NewestFirst, first.next.as_deref(), 4);
        assert_eq!(second.items, [5, 4, 3, 2]);
    }

    #[test]
    fn a_cursor_is_good_for_fifteen_minutes_its_list_and_its_bank() {
        let list = list(10);
        let cursors = Cursors::new(7);
        let cursor = page(&list, Order::NewestFirst, None, 4).next.unwrap();
        let read = |cursors: &Cursors, filters: &str, cursor: &str, seconds: i64| {
            let now = now() + SignedDuration::from_secs(seconds);
            let wanted = Wanted {
                cursor: Some(cursor),
                limit: 4,
            };
            cursors
                .page(&list, Order::NewestFirst, filters, wanted, now, |_| true)
                .map_err(|refusal| (refusal.status.as_u16(), refusal.code))
                .map(|page| page.items)
        };
        let refused = Err((400, "INVALID_CURSOR"));
        assert_eq!(read(&cursors, "list", &cursor, 899), Ok(vec![5, 4, 3, 2]));
        assert_eq!(read(&cursors, "list", &cursor, 900), refused);
        assert_eq!(read(&cursors, "other", &cursor, 0), refused);
        assert_eq!(read(&Cursors::new(8), "list", &cursor, 0), refused);
        for forged in ["", "x", "eyJhZnRlciI6IjIwMjYtMDMtMDIifQ", "ä"] {
            assert_eq!(read(&cursors, "list", forged, 0), refused, "{forged}");
        }
        assert!(cursor.len() <= 512);
    }

    #[test]
    fn one_changed_letter_spoils_a_cursor() {
        let list = list(10);
        let cursor = page(&list, Order::NewestFirst, None, 4).next.unwrap();
        for place in 0..cursor.len() {
            let mut forged = cursor.clone().into_bytes();
            // Another letter of the alphabet, four away so that no unused bit hides the change.
            forged[place] = if forged[place] == b'A' { b'Q' } else { b'A' };
            let forged = String::from_utf8(forged).unwrap();
            let read = Cursors::new(7).read(&forged, "list", now());
            assert!(read.is_err(), "{place}");
        }
    }
}
