//! The bank in rows: what of it changed, and what was written.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::Bank;
use super::agenda::Agenda;
use super::card_uses::CardUses;
use super::idempotency::Keys;
use super::ledger::Ledger;
use super::page::Cursors;
use super::rates::Market;
use super::statements::Statements;
use crate::event::Event;
use crate::image::ImageError;
use crate::table::{Changes, List, Reader, Table};

/// The bank's time goes on at every moment.
const NOW: &str = "bank/now";

/// What is the bank's own, in one row.
#[derive(Serialize, Deserialize)]
struct Own {
    seed: u64,
    is_open: bool,
    market: Market,
    cursors: Cursors,
    events: Vec<Event>,
    events_told: u64,
    keys_given: u64,
}

impl Bank {
    /// Gives what changed since this was last called.
    pub(crate) fn changes(&mut self, to: &mut Changes) {
        let Self {
            seed,
            now,
            is_open,
            ledger,
            market,
            customers,
            accounts,
            movements,
            cards,
            card_transactions,
            payments,
            // They follow from the payments.
            payment_keys: _,
            quotes,
            keys,
            cursors,
            agenda,
            events,
            events_told,
            keys_given,
        } = self;
        let own = Own {
            seed: *seed,
            is_open: *is_open,
            market: market.clone(),
            cursors: cursors.clone(),
            events: events.clone(),
            events_told: *events_told,
            keys_given: *keys_given,
        };
        to.single("bank", &own);
        to.beside(NOW, now);
        ledger.entries_mut().changes("bank/ledger", to);
        customers.changes("bank/customers", to);
        accounts.changes("bank/accounts", to);
        movements.changes("bank/movements", to);
        cards.changes("bank/cards", to);
        card_transactions.changes("bank/card-transactions", to);
        payments.changes("bank/payments", to);
        quotes.changes("bank/quotes", to);
        keys.changes(to);
        agenda.changes(to);
    }

    /// The bank that was written.
    ///
    /// # Errors
    /// It can't be read, or its books do not add up.
    pub(crate) fn read(from: &Reader) -> Result<Self, ImageError> {
        let own: Own = from.single("bank")?;
        let ledger = Ledger::of(List::read("bank/ledger", from)?);
        let payments: Table<_, super::Payment> = Table::read("bank/payments", from)?;
        let payment_keys: BTreeMap<_, _> = payments
            .iter()
            .map(|(key, payment)| (payment.id.clone(), *key))
            .collect();
        Ok(Self {
            seed: own.seed,
            now: from.single::<Timestamp>(NOW)?,
            is_open: own.is_open,
            ledger: ledger.map_err(|error| ImageError::Damaged {
                part: "bank/ledger".to_owned(),
                reason: format!("is refused: {error}"),
            })?,
            market: own.market,
            customers: Table::read("bank/customers", from)?,
            accounts: Table::read("bank/accounts", from)?,
            movements: Statements::read("bank/movements", from)?,
            cards: Table::read("bank/cards", from)?,
            card_transactions: CardUses::read("bank/card-transactions", from)?,
            payments,
            payment_keys,
            quotes: Table::read("bank/quotes", from)?,
            keys: Keys::read(from)?,
            cursors: own.cursors,
            agenda: Agenda::read(from)?,
            events: own.events,
            events_told: own.events_told,
            keys_given: own.keys_given,
        })
    }
}
