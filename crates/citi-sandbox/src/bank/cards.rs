//! The Cards API's questions.

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::account::is_listed;
use super::card::CardStanding;
use super::ledger::Book;
use super::page::{Order, Page, Wanted};
use super::span::Span;
use super::{Bank, Card, CardTransaction, Key, Money, calendar, refusals};
use crate::refusal::Refusal;

impl Bank {
    /// The cards of a customer, those issued last coming first.
    pub(crate) fn list_cards(
        &self,
        customer: &str,
        wanted: Wanted<'_>,
        now: Timestamp,
    ) -> Result<Page<CardStanding>, Refusal> {
        self.customer_for_client(customer)?;
        let list: BTreeMap<Key, &Card> = self
            .cards
            .values()
            .filter(|card| card.customer == customer)
            .map(|card| (card.key, card))
            .collect();
        let filters = format!("listCards {customer}");
        let page = self
            .cursors
            .page(&list, Order::NewestFirst, &filters, wanted, now, |card| {
                is_listed(card.closed, now)
            })?;
        Ok(Page {
            items: page
                .items
                .into_iter()
                .map(|card| self.card_standing(card))
                .collect(),
            limit: page.limit,
            next: page.next,
        })
    }

    /// A card and what is left of its limit.
    pub(crate) fn card(&self, id: &str) -> Result<CardStanding, Refusal> {
        Ok(self.card_standing(self.card_for_client(id)?))
    }

    /// What was paid with a card, the newest first; of one category of merchants, if one is named.
    pub(crate) fn list_card_transactions(
        &self,
        card: &str,
        span: Span,
        category: Option<&str>,
        filters: &str,
        wanted: Wanted<'_>,
        now: Timestamp,
    ) -> Result<Page<CardTransaction>, Refusal> {
        self.card_for_client(card)?;
        let none = BTreeMap::new();
        let list = self.card_transactions.get(card).map_or(&none, |it| &**it);
        let filters = format!("listCardTransactions {card} {filters}");
        self.cursors
            .page(list, Order::NewestFirst, &filters, wanted, now, |entry| {
                span.has(calendar::day(entry.key.at))
                    && category.is_none_or(|category| entry.what.merchant.category_code == category)
            })
    }

    fn card_standing(&self, card: &Card) -> CardStanding {
        CardStanding {
            card: card.clone(),
            available: card.limit.and_then(|limit| self.left(card, limit)),
        }
    }

    /// What is left of what a card's own book holds and may owe, authorised payments taken off.
    pub(super) fn left(&self, card: &Card, limit: Money) -> Option<Money> {
        let balance = self
            .ledger
            .balance(&Book::Card(card.id.clone()), card.currency);
        let authorised = self
            .card_transactions
            .authorised(&card.id)
            .filter(|entry| !entry.is_refund())
            .try_fold(Money::zero(card.currency), |sum, entry| {
                sum.plus(entry.billing)
            })?;
        limit.plus(balance)?.minus(authorised)
    }

    fn card_for_client(&self, id: &str) -> Result<&Card, Refusal> {
        let card = self.cards.get(id).ok_or_else(refusals::card_not_found)?;
        self.customer_for_client(&card.customer)?;
        Ok(card)
    }
}
