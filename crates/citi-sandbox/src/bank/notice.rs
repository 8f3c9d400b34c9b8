//! What the bank tells of: the data of each event, as the events document has it.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;

use super::card_transaction::Merchant;
use super::movement::Direction;
use super::payment::{Method, Reason};
use super::{Bank, CardTransaction, Currency, Money, Movement, Payment};
use crate::event::Event;

/// The number of the first event.
const FIRST: u64 = 310_417;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PaymentData<'a> {
    payment_id: &'a str,
    method: Method,
    amount: Money,
    currency: Currency,
    debtor_account_id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    reference: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'a Reason>,
    #[serde(skip_serializing_if = "Option::is_none")]
    completed_at: Option<Timestamp>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PostedData<'a> {
    account_id: &'a str,
    transaction_id: &'a str,
    direction: Direction,
    amount: Money,
    currency: Currency,
    description: &'a str,
    value_date: Date,
    posted_at: Timestamp,
    running_balance: Money,
    #[serde(skip_serializing_if = "Option::is_none")]
    reference: Option<&'a str>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct CardData<'a> {
    card_id: &'a str,
    transaction_id: &'a str,
    amount: Money,
    currency: Currency,
    merchant: &'a Merchant,
    transacted_at: Timestamp,
    #[serde(skip_serializing_if = "Option::is_none")]
    decline_reason: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    billing_amount: Option<Money>,
    #[serde(skip_serializing_if = "Option::is_none")]
    billing_currency: Option<Currency>,
    #[serde(skip_serializing_if = "Option::is_none")]
    posted_at: Option<Timestamp>,
}

impl Bank {
    /// Tells the client that ordered a payment how it ended.
    pub(super) fn tell_payment(&mut self, kind: &'static str, payment: &Payment, at: Timestamp) {
        let data = PaymentData {
            payment_id: &payment.id,
            method: payment.order.method,
            amount: payment.amount,
            currency: payment.amount.currency(),
            debtor_account_id: &payment.order.debtor_account_id,
            reference: payment.order.reference.as_deref(),
            reason: payment.reason.as_ref(),
            completed_at: payment.completed_at,
        };
        self.tell(kind, at, Some(payment.client.clone()), &data);
    }

    /// Tells all that a movement was booked.
    pub(super) fn tell_movement(&mut self, movement: &Movement) {
        let Some(posting) = movement.posting else {
            return;
        };
        let data = PostedData {
            account_id: &movement.account,
            transaction_id: &movement.id,
            direction: movement.draft.direction,
            amount: movement.draft.amount,
            currency: movement.draft.amount.currency(),
            description: &movement.draft.description,
            value_date: movement.value_date(),
            posted_at: posting.at,
            running_balance: posting.balance,
            reference: movement.draft.reference.as_deref(),
        };
        self.tell("account.transaction.posted", posting.at, None, &data);
    }

    /// Tells all what became of a payment with a card.
    pub(super) fn tell_card(
        &mut self,
        kind: &'static str,
        transaction: &CardTransaction,
        at: Timestamp,
    ) {
        let billed = transaction.posted_at.map(|_| transaction.billing);
        let data = CardData {
            card_id: &transaction.card,
            transaction_id: &transaction.id,
            amount: transaction.what.amount,
            currency: transaction.what.amount.currency(),
            merchant: &transaction.what.merchant,
            transacted_at: transaction.key.at,
            decline_reason: transaction.decline_reason,
            billing_amount: billed,
            billing_currency: billed.map(Money::currency),
            posted_at: transaction.posted_at,
        };
        self.tell(kind, at, None, &data);
    }

    fn tell(
        &mut self,
        kind: &'static str,
        created_at: Timestamp,
        client_id: Option<String>,
        data: &impl Serialize,
    ) {
        // The history that the bank opens with is nobody's news.
        if !self.is_open {
            return;
        }
        // The types above have nothing that JSON could refuse.
        let Ok(data) = serde_json::value::to_raw_value(data) else {
            return;
        };
        let id = format!("evt-{}", FIRST.saturating_add(self.events_told));
        self.events_told = self.events_told.saturating_add(1);
        self.events.push(Event {
            id,
            kind,
            created_at,
            client_id,
            data,
        });
    }
}
