//! What the portal shows of the bank: who banks here, what is on the accounts, and what moved.

use jiff::Timestamp;

use super::ledger::Book;
use super::{Account, Bank, Money, Movement, Standing, calendar};

/// A customer with the ids that calls can be tried with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct CustomerRow {
    pub(crate) id: String,
    /// Whether they have given access.
    pub(crate) consents: bool,
    pub(crate) accounts: Vec<String>,
    pub(crate) cards: Vec<String>,
}

impl Bank {
    /// Every customer, in the order of their ids.
    pub(crate) fn customers(&self) -> Vec<CustomerRow> {
        let row = |(id, customer): (&String, &super::Customer)| {
            let accounts = self.accounts.values().filter(|it| it.customer == *id);
            let cards = self.cards.values().filter(|it| it.customer == *id);
            CustomerRow {
                id: id.clone(),
                consents: customer.consents,
                accounts: accounts.map(|it| it.id.clone()).collect(),
                cards: cards.map(|it| it.id.clone()).collect(),
            }
        };
        self.customers.iter().map(row).collect()
    }

    /// Every account with what is on it, in the order of their ids.
    pub(crate) fn standings(&self, now: Timestamp) -> Vec<Standing> {
        let all = self.accounts.values();
        all.filter_map(|account| self.standing(account, now))
            .collect()
    }

    /// An account with its story; `None` if there is none of this id.
    pub(crate) fn story(&self, id: &str) -> Option<Story> {
        let account = self.accounts.get(id)?;
        let book = Book::Account(id.to_owned());
        let mut balance = Money::zero(account.currency);
        let mut steps = Vec::new();
        for entry in self.ledger.entries().iter().filter(|it| it.book == book) {
            balance = balance.plus(entry.amount)?;
            steps.push(Step {
                at: entry.at,
                amount: entry.amount,
                balance,
            });
        }
        let movements = self.movements.get(id);
        let movements = movements.into_iter().flat_map(|it| it.values().rev());
        Some(Story {
            account: account.clone(),
            steps,
            movements: movements.cloned().collect(),
        })
    }
}

/// What an account went through.
#[derive(Clone, Debug)]
pub(crate) struct Story {
    pub(crate) account: Account,
    /// Each entry in the books, the oldest first.
    pub(crate) steps: Vec<Step>,
    /// Each movement, pending ones too, the newest first.
    pub(crate) movements: Vec<Movement>,
}

/// One entry in the books of an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Step {
    pub(crate) at: Timestamp,
    /// Plus, and its holder has more.
    pub(crate) amount: Money,
    /// What was on the account then.
    pub(crate) balance: Money,
}

/// When the bank opens on the first working day after today.
pub(crate) fn opening_of_next_working_day(now: Timestamp) -> Timestamp {
    let day = calendar::next_working_day(calendar::day(now));
    calendar::moment(day, calendar::OPENING)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_account_has_its_customer() {
        let now = "2026-03-02T14:00:00Z".parse().unwrap();
        let bank = Bank::new(7, now);
        let rows = bank.customers();
        let accounts: usize = rows.iter().map(|it| it.accounts.len()).sum();
        assert_eq!((rows.len(), accounts), (3, 9));
        assert_eq!(bank.standings(now).len(), 9);
        assert!(rows[0].consents && rows[0].accounts.contains(&"123456789".to_owned()));
    }

    #[test]
    fn a_story_ends_with_what_is_on_the_account() {
        let now = "2026-03-02T14:00:00Z".parse().unwrap();
        let bank = Bank::new(7, now);
        for standing in bank.standings(now) {
            let story = bank.story(&standing.account.id).unwrap();
            let last = story.steps.last().map(|it| it.balance);
            let nothing = Money::zero(standing.account.currency);
            assert_eq!(last.unwrap_or(nothing), standing.current);
        }
        assert!(bank.story("nobody").is_none());
    }
}
