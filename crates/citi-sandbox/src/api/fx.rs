//! The Foreign Exchange API.

use citi_core::Number;
use jiff::Timestamp;
use serde::Serialize;

use super::Call;
use super::reply::{Reply, created, kept, private, replayed};
use crate::bank::{Currency, Money, Quote, QuoteOrder, QuoteStatus, Rate, RateSheet, Side};

pub(super) fn get_rates(call: &Call<'_>) -> Reply {
    let (bank, now) = call.bank();
    let terms: Vec<&str> = call.query.required("terms")?.split(',').collect();
    let sheet = bank.rates(call.query.required("base")?, &terms, now)?;
    drop(bank);
    Ok(kept(RateSheetView::from(sheet)))
}

pub(super) fn create_quote(call: &Call<'_>) -> Reply {
    let key = call.key()?;
    let order: QuoteOrder = call.body()?;
    let (mut bank, now) = call.bank();
    let made = bank.ask_quote(call.client_id, key, order, now)?;
    drop(bank);
    let path = format!("/fx/v1/quotes/{}", made.value.id);
    let view = QuoteView::new(made.value, now);
    Ok(match made.replayed {
        true => replayed(view),
        false => created(path, view),
    })
}

pub(super) fn get_quote(call: &Call<'_>) -> Reply {
    let quote = call.value("quoteId")?;
    let (bank, now) = call.bank();
    let quote = bank.quote(call.client_id, quote, now)?;
    drop(bank);
    Ok(private(QuoteView::new(quote, now)))
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct RateSheetView {
    base: Currency,
    rates: Vec<RateView>,
    as_of: Timestamp,
}

#[derive(Serialize)]
struct RateView {
    currency: Currency,
    bid: Number,
    ask: Number,
    mid: Number,
}

impl From<RateSheet> for RateSheetView {
    fn from(sheet: RateSheet) -> Self {
        let view = |(currency, rate): (Currency, Rate)| RateView {
            currency,
            bid: rate.bid.into(),
            ask: rate.ask.into(),
            mid: rate.mid.into(),
        };
        Self {
            base: sheet.base,
            rates: sheet.rates.into_iter().map(view).collect(),
            as_of: sheet.as_of,
        }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct QuoteView {
    quote_id: String,
    status: QuoteStatus,
    sell_currency: Currency,
    sell_amount: Money,
    buy_currency: Currency,
    buy_amount: Money,
    fixed_side: Side,
    rate: Number,
    created_at: Timestamp,
    expires_at: Timestamp,
}

impl QuoteView {
    fn new(quote: Quote, now: Timestamp) -> Self {
        Self {
            status: quote.status(now),
            quote_id: quote.id,
            sell_currency: quote.sell.currency(),
            sell_amount: quote.sell,
            buy_currency: quote.buy.currency(),
            buy_amount: quote.buy,
            fixed_side: quote.fixed_side,
            rate: quote.rate.into(),
            created_at: quote.created_at,
            expires_at: quote.expires_at,
        }
    }
}
