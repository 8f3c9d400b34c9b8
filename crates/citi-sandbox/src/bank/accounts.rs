//! The Accounts API's questions.

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::account::{AccountStatus, Standing, is_listed};
use super::ledger::Book;
use super::page::{Order, Page, Wanted};
use super::span::Span;
use super::{Account, Bank, Key, Money, Movement, refusals};
use crate::refusal::Refusal;

impl Bank {
    /// The accounts of a customer, those opened first coming first.
    pub(crate) fn list_accounts(
        &self,
        customer: &str,
        wanted: Wanted<'_>,
        now: Timestamp,
    ) -> Result<Page<Standing>, Refusal> {
        self.customer_for_client(customer)?;
        let list: BTreeMap<Key, &Account> = self
            .accounts
            .values()
            .filter(|account| account.customer == customer)
            .map(|account| (account.key, account))
            .collect();
        let filters = format!("listAccounts {customer}");
        let page = self.cursors.page(
            &list,
            Order::OldestFirst,
            &filters,
            wanted,
            now,
            |account| is_listed(account.closed, now),
        )?;
        let items: Option<_> = page
            .items
            .into_iter()
            .map(|account| self.standing(account, now))
            .collect();
        Ok(Page {
            items: items.ok_or_else(refusals::internal)?,
            limit: page.limit,
            next: page.next,
        })
    }

    /// An account and what is on it.
    pub(crate) fn account(&self, id: &str, now: Timestamp) -> Result<Standing, Refusal> {
        let account = self.account_for_client(id)?;
        self.standing(account, now).ok_or_else(refusals::internal)
    }

    /// What moved on an account, the newest first.
    pub(crate) fn list_movements(
        &self,
        account: &str,
        span: Span,
        filters: &str,
        wanted: Wanted<'_>,
        now: Timestamp,
    ) -> Result<Page<Movement>, Refusal> {
        self.account_for_client(account)?;
        let none = BTreeMap::new();
        let list = self.movements.get(account).map_or(&none, |it| &**it);
        let filters = format!("listAccountTransactions {account} {filters}");
        self.cursors.page(
            list,
            Order::NewestFirst,
            &filters,
            wanted,
            now,
            |movement| span.has(movement.value_date()),
        )
    }

    /// An account with what is on it; `None` if it is beyond what an amount can be.
    pub(super) fn standing(&self, account: &Account, as_of: Timestamp) -> Option<Standing> {
        Some(Standing {
            account: account.clone(),
            available: self.available(account)?,
            current: self.current(account),
            as_of,
        })
    }

    /// What can be spent of an account; `None` if it is beyond what an amount can be.
    pub(super) fn available(&self, account: &Account) -> Option<Money> {
        if account.status == AccountStatus::Closed {
            return Some(Money::zero(account.currency));
        }
        let held = self.movements.held(&account.id, account.currency)?;
        self.current(account).minus(held)?.plus(account.overdraft)
    }

    fn current(&self, account: &Account) -> Money {
        let book = Book::Account(account.id.clone());
        self.ledger.balance(&book, account.currency)
    }

    /// Whether there is such a customer, and one who has given access.
    pub(super) fn customer_for_client(&self, id: &str) -> Result<(), Refusal> {
        match self.customers.get(id) {
            None => Err(refusals::customer_not_found()),
            Some(customer) if customer.consents => Ok(()),
            Some(_) => Err(refusals::access_denied()),
        }
    }

    fn account_for_client(&self, id: &str) -> Result<&Account, Refusal> {
        let account = self
            .accounts
            .get(id)
            .ok_or_else(refusals::account_not_found)?;
        self.customer_for_client(&account.customer)?;
        Ok(account)
    }
}
