//! What the portal shows of the bank: who banks here.

use jiff::Timestamp;

use super::{Bank, calendar};

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
        assert!(rows[0].consents && rows[0].accounts.contains(&"123456789".to_owned()));
    }
}
