//! The Cards API.

use citi_core::Number;
use jiff::Timestamp;
use serde::Serialize;

use super::Call;
use super::reply::{PageView, Reply, private};
use crate::bank::{
    CardNetwork, CardStanding, CardStatus, CardTransaction, CardTransactionStatus,
    CardTransactionType, CardType, Currency, EntryMode, Merchant, Money,
};

pub(super) fn list_cards(call: &Call<'_>) -> Reply {
    let customer = call.value("customerId")?;
    let (bank, now) = call.bank();
    let page = bank.list_cards(customer, call.query.wanted()?, now)?;
    drop(bank);
    let (cards, page) = PageView::split(page, CardView::from);
    Ok(private(CardPage { cards, page }))
}

pub(super) fn get_card(call: &Call<'_>) -> Reply {
    let card = call.value("cardId")?;
    let (bank, _) = call.bank();
    let card = bank.card(card)?;
    drop(bank);
    Ok(private(CardView::from(card)))
}

pub(super) fn list_card_transactions(call: &Call<'_>) -> Reply {
    let card = call.value("cardId")?;
    let (bank, now) = call.bank();
    let (span, wanted) = (call.query.span(now)?, call.query.wanted()?);
    let category = call.query.text("merchantCategory");
    let filters = call
        .query
        .filters(&["fromDate", "toDate", "merchantCategory"]);
    let page = bank.list_card_transactions(card, span, category, &filters, wanted, now)?;
    drop(bank);
    let (transactions, page) = PageView::split(page, CardTransactionView::from);
    Ok(private(CardTransactionPage { transactions, page }))
}

#[derive(Serialize)]
struct CardPage {
    cards: Vec<CardView>,
    page: PageView,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct CardView {
    card_id: String,
    #[serde(rename = "type")]
    kind: CardType,
    network: CardNetwork,
    status: CardStatus,
    masked_card_number: String,
    holder_name: String,
    expiry: String,
    currency: Currency,
    #[serde(skip_serializing_if = "Option::is_none")]
    credit_limit: Option<Money>,
    #[serde(skip_serializing_if = "Option::is_none")]
    available_credit: Option<Money>,
    #[serde(skip_serializing_if = "Option::is_none")]
    linked_account_id: Option<String>,
}

impl From<CardStanding> for CardView {
    fn from(standing: CardStanding) -> Self {
        let card = standing.card;
        Self {
            card_id: card.id,
            kind: card.kind,
            network: card.network,
            status: card.status,
            masked_card_number: format!("************{}", card.last_digits),
            holder_name: card.holder,
            expiry: card.expiry,
            currency: card.currency,
            credit_limit: card.limit,
            available_credit: standing.available,
            linked_account_id: card.linked_account,
        }
    }
}

#[derive(Serialize)]
struct CardTransactionPage {
    transactions: Vec<CardTransactionView>,
    page: PageView,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct CardTransactionView {
    transaction_id: String,
    card_id: String,
    status: CardTransactionStatus,
    #[serde(rename = "type")]
    kind: CardTransactionType,
    amount: Money,
    currency: Currency,
    #[serde(skip_serializing_if = "Option::is_none")]
    billing_amount: Option<Money>,
    #[serde(skip_serializing_if = "Option::is_none")]
    billing_currency: Option<Currency>,
    #[serde(skip_serializing_if = "Option::is_none")]
    exchange_rate: Option<Number>,
    merchant: Merchant,
    entry_mode: EntryMode,
    #[serde(skip_serializing_if = "Option::is_none")]
    decline_reason: Option<&'static str>,
    transacted_at: Timestamp,
    #[serde(skip_serializing_if = "Option::is_none")]
    posted_at: Option<Timestamp>,
}

impl From<CardTransaction> for CardTransactionView {
    fn from(transaction: CardTransaction) -> Self {
        let what = transaction.what;
        // What is billed is known when it is booked.
        let billed = transaction.posted_at.map(|_| transaction.billing);
        Self {
            transaction_id: transaction.id,
            card_id: transaction.card,
            status: transaction.status,
            kind: what.kind,
            amount: what.amount,
            currency: what.amount.currency(),
            billing_amount: billed,
            billing_currency: billed.map(Money::currency),
            exchange_rate: billed.and(what.rate).map(Number::from),
            merchant: what.merchant,
            entry_mode: what.entry_mode,
            decline_reason: transaction.decline_reason,
            transacted_at: transaction.key.at,
            posted_at: transaction.posted_at,
        }
    }
}
