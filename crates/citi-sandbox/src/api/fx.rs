//! The Foreign Exchange API.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{Path, State as Shared};
use axum::routing::{get, post};
use axum::{Extension, Router};
use citi_core::Number;
use http::HeaderMap;
use jiff::Timestamp;
use serde::Serialize;

use super::desk;
use super::query::Query;
use super::reply::{Reply, created, kept, private, replayed};
use crate::bank::{Currency, Money, Quote, QuoteOrder, QuoteStatus, Rate, RateSheet, Side};
use crate::state::{Caller, State};

/// The operations of the category.
pub(super) fn routes() -> Router<Arc<State>> {
    Router::new()
        .route("/fx/v1/rates", get(get_rates))
        .route("/fx/v1/quotes", post(create_quote))
        .route("/fx/v1/quotes/{quoteId}", get(get_quote))
}

async fn get_rates(Shared(state): Shared<Arc<State>>, query: Query) -> Reply {
    let (bank, now) = desk::bank(&state);
    let terms: Vec<&str> = query.required("terms")?.split(',').collect();
    let sheet = bank.rates(query.required("base")?, &terms, now)?;
    drop(bank);
    Ok(kept(RateSheetView::from(sheet)))
}

async fn create_quote(
    Shared(state): Shared<Arc<State>>,
    Extension(caller): Extension<Caller>,
    headers: HeaderMap,
    body: Bytes,
) -> Reply {
    let key = desk::key(&headers)?;
    let order: QuoteOrder = desk::body(&body)?;
    let (mut bank, now) = desk::bank(&state);
    let made = bank.ask_quote(&caller.client_id, key, order, now)?;
    drop(bank);
    let path = format!("/fx/v1/quotes/{}", made.value.id);
    let view = QuoteView::new(made.value, now);
    Ok(match made.replayed {
        true => replayed(view),
        false => created(path, view),
    })
}

async fn get_quote(
    Shared(state): Shared<Arc<State>>,
    Extension(caller): Extension<Caller>,
    Path(quote): Path<String>,
) -> Reply {
    let (bank, now) = desk::bank(&state);
    let quote = bank.quote(&caller.client_id, &quote, now)?;
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
