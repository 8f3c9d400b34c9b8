//! [`CardUses`]: what was done with each card.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Deref;

use serde::{Deserialize, Serialize, Serializer};

use super::card_transaction::CardTransactionStatus;
use super::{CardTransaction, Key};
use crate::image::ImageError;
use crate::table::{Changes, Reader, Tables};

/// What was done with each card. It knows what of it is authorised and not yet booked, so that what a card has
/// left is added up without a look at all that it ever paid: the bank lives for years at a word.
#[derive(Debug, Default, Deserialize)]
#[serde(from = "Tables<Key, CardTransaction>")]
pub(crate) struct CardUses {
    transactions: Tables<Key, CardTransaction>,
    /// By card. It follows from the transactions.
    authorised: BTreeMap<String, BTreeSet<Key>>,
}

impl CardUses {
    /// Puts a transaction into its list, in place of one with its key.
    pub(super) fn put(&mut self, transaction: CardTransaction) {
        let (card, key) = (transaction.card.clone(), transaction.key);
        let authorised = self.authorised.entry(card.clone()).or_default();
        match is_authorised(&transaction) {
            true => authorised.insert(key),
            false => authorised.remove(&key),
        };
        self.transactions.table(&card).insert(key, transaction);
    }

    /// A transaction of a card.
    pub(super) fn one(&self, card: &str, key: Key) -> Option<&CardTransaction> {
        self.transactions.get(card)?.get(&key)
    }

    /// What is authorised and not yet booked, the oldest first.
    pub(super) fn authorised(&self, card: &str) -> impl Iterator<Item = &CardTransaction> {
        let keys = self.authorised.get(card).into_iter().flatten();
        let table = self.transactions.get(card);
        keys.filter_map(move |key| table?.get(key))
    }

    /// Gives what changed since this was last called.
    pub(super) fn changes(&mut self, name: &str, to: &mut Changes) {
        self.transactions.changes(name, to);
    }

    /// The transactions that were written under a name.
    ///
    /// # Errors
    /// A row can't be read.
    pub(super) fn read(name: &str, from: &Reader) -> Result<Self, ImageError> {
        Tables::read(name, from).map(Self::from)
    }
}

fn is_authorised(transaction: &CardTransaction) -> bool {
    transaction.status == CardTransactionStatus::Authorised
}

impl From<Tables<Key, CardTransaction>> for CardUses {
    fn from(transactions: Tables<Key, CardTransaction>) -> Self {
        let authorised = transactions.iter().map(|(card, table)| {
            let keys = table.iter().filter(|(_, it)| is_authorised(it));
            (card.clone(), keys.map(|(key, _)| *key).collect())
        });
        let authorised = authorised.collect();
        Self {
            transactions,
            authorised,
        }
    }
}

impl Deref for CardUses {
    type Target = Tables<Key, CardTransaction>;

    fn deref(&self) -> &Tables<Key, CardTransaction> {
        &self.transactions
    }
}

impl Serialize for CardUses {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.transactions.serialize(serializer)
    }
}

#[cfg(test)]
mod tests {
    use super::super::Bank;
    use super::*;

    /// How many are authorised; each is known, out of an image too.
    fn authorised(uses: &CardUses) -> usize {
        let text = serde_json::to_string(uses).unwrap();
        let again: CardUses = serde_json::from_str(&text).unwrap();
        assert_eq!(serde_json::to_string(&again).unwrap(), text);
        let mut count = 0;
        for (card, table) in uses.iter() {
            let wanted = table.values().filter(|it| is_authorised(it));
            let wanted: Vec<_> = wanted.map(|it| it.key).collect();
            for uses in [uses, &again] {
                let found: Vec<_> = uses.authorised(card).map(|it| it.key).collect();
                assert_eq!(found, wanted);
            }
            count += wanted.len();
        }
        count
    }

    #[test]
    fn what_is_authorised_is_known_after_months_and_out_of_an_image() {
        let mut bank = Bank::new(7, "2026-03-02T15:00:00Z".parse().unwrap());
        assert!(authorised(&bank.card_transactions) > 0);
        bank.advance_to("2026-06-03T18:00:00Z".parse().unwrap());
        // What is looked at for each payment does not grow with the bank's age.
        let count = authorised(&bank.card_transactions);
        assert!(count < 20, "{count}");
    }
}
