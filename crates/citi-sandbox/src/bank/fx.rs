//! The Foreign Exchange API: rates and quotes.

use jiff::Timestamp;
use rust_decimal::{Decimal, RoundingStrategy};

use super::content::{Content, Made};
use super::network::later;
use super::quote::{KEPT, OPEN, QuoteOrder, Side};
use super::rates::Rate;
use super::{Bank, Currency, Money, Quote, calendar, refusals};
use crate::refusal::Refusal;

/// The number of the first quote.
const FIRST: u64 = 90_144;
/// What a quote may be worth at most, in dollars.
const LIMIT: Decimal = Decimal::from_parts(10_000_000, 0, 0, false, 0);

const CREATE: &str = "createQuote";

/// The rates of one currency in others, taken at the same moment.
#[derive(Clone, Debug)]
pub(crate) struct RateSheet {
    pub(crate) base: Currency,
    pub(crate) rates: Vec<(Currency, Rate)>,
    pub(crate) as_of: Timestamp,
}

impl Bank {
    /// The rates of a currency in others, in the order in which they are asked for.
    pub(crate) fn rates(
        &self,
        base: &str,
        terms: &[&str],
        now: Timestamp,
    ) -> Result<RateSheet, Refusal> {
        if terms.contains(&base) {
            let issue = "must not hold the base";
            return Err(refusals::invalid_parameter("terms", issue));
        }
        let no_rate = |field, issue: String| {
            let message = "There is no rate between these currencies.";
            refusals::unprocessable("CURRENCY_PAIR_NOT_SUPPORTED", message, field, issue)
        };
        let from = Currency::from_code(base)
            .ok_or_else(|| no_rate("base", format!("{base} is not priced")))?;
        let mut rates = Vec::new();
        for term in terms {
            let rate = Currency::from_code(term)
                .and_then(|term| Some((term, self.market.rate(from, term, now)?)))
                .ok_or_else(|| no_rate("terms", format!("{term} is not priced in {base}")))?;
            rates.push(rate);
        }
        Ok(RateSheet {
            base: from,
            rates,
            as_of: self.market.taken_at(now),
        })
    }

    /// Fixes a rate for an amount, or finds the quote that the key has made before.
    pub(crate) fn ask_quote(
        &mut self,
        client: &str,
        key: &str,
        order: QuoteOrder,
        now: Timestamp,
    ) -> Result<Made<Quote>, Refusal> {
        let now = self.advance_to(now);
        let content = Content::Quote(order.clone());
        let known = self.keys.find(client, CREATE, key, &content, now)?;
        if let Some(id) = known.map(str::to_owned) {
            return Ok(Made {
                value: self.quote(client, &id, now)?,
                replayed: true,
            });
        }
        let (sell, buy, rate) = self.price(&order, now)?;
        let count = u64::try_from(self.quotes.len()).unwrap_or(u64::MAX);
        let quote = Quote {
            id: format!("q-{}", FIRST.saturating_add(count)),
            client: client.to_owned(),
            sell,
            buy,
            fixed_side: order.fixed_side,
            rate,
            created_at: now,
            expires_at: later(now, OPEN),
        };
        self.keys.keep(client, CREATE, key, content, &quote.id, now);
        self.quotes.insert(quote.id.clone(), quote.clone());
        Ok(Made {
            value: quote,
            replayed: false,
        })
    }

    /// A quote that the client has asked for.
    pub(crate) fn quote(&self, client: &str, id: &str, now: Timestamp) -> Result<Quote, Refusal> {
        self.quotes
            .get(id)
            .filter(|quote| quote.client == client && now < later(quote.created_at, KEPT))
            .cloned()
            .ok_or_else(refusals::quote_not_found)
    }

    /// What the client gives, what they get, and the rate between.
    fn price(
        &self,
        order: &QuoteOrder,
        now: Timestamp,
    ) -> Result<(Money, Money, Decimal), Refusal> {
        let (from, to) = (&order.sell_currency, &order.buy_currency);
        let pair = Currency::from_code(from).zip(Currency::from_code(to));
        let (from, to, rate) = pair
            .and_then(|(from, to)| Some((from, to, self.market.rate(from, to, now)?.bid)))
            .ok_or_else(|| {
                refusals::unprocessable(
                    "CURRENCY_PAIR_NOT_SUPPORTED",
                    "There is no rate between these currencies.",
                    "buyCurrency",
                    format!("{to} is not priced in {from}"),
                )
            })?;
        let fixed = match order.fixed_side {
            Side::Sell => from,
            Side::Buy => to,
        };
        let wrong = |issue| refusals::invalid_body(Some("amount"), issue);
        let amount = Money::read(&order.amount, fixed)
            .filter(|amount| amount.is_positive())
            .ok_or_else(|| {
                wrong("must be an amount with no more decimals than its currency has")
            })?;
        if !calendar::market_is_open(now) {
            return Err(refusals::unprocessable(
                "MARKET_CLOSED",
                "The market is closed.",
                "sellCurrency",
                "is not dealt in from Friday 17:00 to Sunday 17:00 in New York",
            ));
        }
        let worth = self.market.worth(amount.decimal(), fixed, now);
        if worth.is_none_or(|worth| worth > LIMIT) {
            return Err(refusals::unprocessable(
                "AMOUNT_OVER_LIMIT",
                "The amount is above the limit of a quote.",
                "amount",
                format!("must be worth at most {LIMIT} USD"),
            ));
        }
        // What is left over in rounding is the bank's.
        let other = match order.fixed_side {
            Side::Sell => amount
                .decimal()
                .checked_mul(rate)
                .and_then(|get| rounded(get, to, RoundingStrategy::ToZero)),
            Side::Buy => amount
                .decimal()
                .checked_div(rate)
                .and_then(|give| rounded(give, from, RoundingStrategy::AwayFromZero)),
        };
        let other = other
            .filter(|other| other.is_positive())
            .ok_or_else(|| wrong("is too small to be exchanged"))?;
        Ok(match order.fixed_side {
            Side::Sell => (amount, other, rate),
            Side::Buy => (other, amount, rate),
        })
    }
}

fn rounded(amount: Decimal, currency: Currency, strategy: RoundingStrategy) -> Option<Money> {
    let amount = amount.round_dp_with_strategy(currency.decimals(), strategy);
    Money::from_decimal(amount, currency)
}
