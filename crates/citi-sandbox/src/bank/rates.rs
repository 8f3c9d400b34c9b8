//! [`Market`]: what currencies cost.

use std::collections::BTreeMap;
use std::sync::Mutex;

use jiff::Timestamp;
use rust_decimal::{Decimal, RoundingStrategy};
use serde::{Deserialize, Serialize};

use super::{Currency, Dice, calendar};
use crate::lock::lock;

/// For how long rates stand still, in milliseconds.
const STEP: i64 = 30_000;

/// How far a price strays, in millionths of it, and over how many steps that takes: from half a
/// minute to eleven days.
const WAVES: [(i64, i64); 6] = [
    (1, 90),
    (8, 60),
    (64, 250),
    (512, 900),
    (4096, 4_000),
    (32_768, 12_000),
];

/// What currencies cost. A price strays about its middle as in a market; it is a function of the
/// seed and the time alone, so that the same moment has the same price however it is reached. All
/// rates come from prices in dollars, so that no round of exchanges makes money from nothing. They
/// move every 30 seconds, and over the weekend not at all.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Market {
    seed: u64,
    #[serde(skip)]
    latest: Latest,
}

/// Prices as they were asked for last: who asks for one asks for it again within the same half minute.
#[derive(Debug, Default)]
struct Latest(Mutex<BTreeMap<Currency, (i64, Decimal)>>);

impl Clone for Latest {
    /// Empty: what it holds is computed again.
    fn clone(&self) -> Self {
        Self::default()
    }
}

/// What one unit of a currency costs in another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Rate {
    /// What the bank pays.
    pub(crate) bid: Decimal,
    /// What the bank asks.
    pub(crate) ask: Decimal,
    /// The middle between the two.
    pub(crate) mid: Decimal,
}

impl Market {
    pub(crate) fn new(seed: u64) -> Self {
        Self {
            seed,
            latest: Latest::default(),
        }
    }

    /// When the rates of a moment were taken.
    pub(crate) fn taken_at(&self, now: Timestamp) -> Timestamp {
        Timestamp::from_millisecond(step(now) * STEP).unwrap_or(now)
    }

    /// What one unit of `base` costs in `term` at a moment. `None` for a currency in itself.
    pub(crate) fn rate(&self, base: Currency, term: Currency, now: Timestamp) -> Option<Rate> {
        if base == term {
            return None;
        }
        let step = step(now);
        let price = self
            .dollars(base, step)
            .checked_div(self.dollars(term, step))?;
        let places = places(price);
        let round = |value: Decimal| {
            value.round_dp_with_strategy(places, RoundingStrategy::MidpointNearestEven)
        };
        let mid = round(price);
        // The bank lives on 1.3 hundredths of a percent to each side.
        let half = round(mid.checked_mul(Decimal::new(13, 5))?).max(Decimal::new(1, places));
        let written = |mut value: Decimal| {
            value.rescale(places);
            value
        };
        Some(Rate {
            bid: written(mid - half),
            ask: written(mid + half),
            mid: written(mid),
        })
    }

    /// What an amount of a currency is worth in dollars.
    pub(crate) fn worth(&self, amount: Decimal, of: Currency, now: Timestamp) -> Option<Decimal> {
        amount.checked_mul(self.dollars(of, step(now)))
    }

    /// What one unit costs in dollars.
    fn dollars(&self, currency: Currency, step: i64) -> Decimal {
        let mut latest = lock(&self.latest.0);
        match latest.get(&currency) {
            Some((at, price)) if *at == step => *price,
            _ => {
                let price = self.price(currency, step);
                latest.insert(currency, (step, price));
                price
            }
        }
    }

    fn price(&self, currency: Currency, step: i64) -> Decimal {
        let strays = match currency {
            Currency::Usd => 0,
            // Its bank keeps it close to the dollar.
            Currency::Hkd => self.strays(currency, step) / 20,
            _ => self.strays(currency, step),
        };
        middle(currency) * Decimal::new(1_000_000 + strays, 6)
    }

    /// How far the price strays, in millionths: waves of chance, each straight between its ends.
    fn strays(&self, currency: Currency, step: i64) -> i64 {
        WAVES
            .iter()
            .map(|(length, height)| {
                let (index, within) = (step.div_euclid(*length), step.rem_euclid(*length));
                let (from, to) = (
                    self.end(currency, *length, index, *height),
                    self.end(currency, *length, index + 1, *height),
                );
                (from * (length - within) + to * within) / length
            })
            .sum()
    }

    fn end(&self, currency: Currency, length: i64, index: i64, height: i64) -> i64 {
        let label = format!("fx {} {length} {index}", currency.code());
        Dice::new(self.seed, &label).between(-height, height)
    }
}

/// What one unit costs in dollars in the long run.
fn middle(currency: Currency) -> Decimal {
    match currency {
        Currency::Aud => Decimal::new(6_580, 4),
        Currency::Cad => Decimal::new(7_330, 4),
        Currency::Chf => Decimal::new(11_340, 4),
        Currency::Eur => Decimal::new(10_900, 4),
        Currency::Gbp => Decimal::new(12_750, 4),
        Currency::Hkd => Decimal::new(1_281, 4),
        Currency::Jpy => Decimal::new(6_680, 6),
        Currency::Mxn => Decimal::new(586, 4),
        Currency::Sgd => Decimal::new(7_450, 4),
        Currency::Usd => Decimal::ONE,
    }
}

/// How many decimals a rate of this size has: about five digits that count.
fn places(price: Decimal) -> u32 {
    if price >= Decimal::from(20) {
        3
    } else if price >= Decimal::new(1, 1) {
        5
    } else {
        7
    }
}

fn step(now: Timestamp) -> i64 {
    calendar::market(now).as_millisecond().div_euclid(STEP)
}

#[cfg(test)]
mod tests {
    use jiff::SignedDuration;
    use proptest::prelude::*;

    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    fn now() -> Timestamp {
        at("2026-03-02T14:05:09.250Z")
    }

    #[test]
    fn rates_stand_still_for_thirty_seconds_and_then_move() {
        let market = Market::new(7);
        let rate = |now| market.rate(Currency::Usd, Currency::Eur, now).unwrap();
        assert_eq!(market.taken_at(now()), at("2026-03-02T14:05:00Z"));
        assert_eq!(rate(now()), rate(at("2026-03-02T14:05:29.999Z")));
        let mut moved = 0;
        for step in 1..=20 {
            let later = at("2026-03-02T14:05:00Z") + SignedDuration::from_secs(30 * step);
            let before = later - SignedDuration::from_millis(1);
            moved += usize::from(rate(before) != rate(later));
        }
        assert!(moved >= 18, "{moved}");
    }

    #[test]
    fn what_was_asked_before_changes_no_price() {
        let asked_before = Market::new(7);
        for hours in [0, 5, 5, 1, 30, 0] {
            let then = now() + SignedDuration::from_hours(hours);
            for (base, term) in [
                (Currency::Usd, Currency::Eur),
                (Currency::Eur, Currency::Jpy),
            ] {
                let fresh = Market::new(7).rate(base, term, then);
                assert_eq!(asked_before.rate(base, term, then), fresh);
            }
        }
    }

    #[test]
    fn a_seed_has_its_rates_and_another_others() {
        let rate = |seed| Market::new(seed).rate(Currency::Eur, Currency::Jpy, now());
        assert_eq!(rate(7), rate(7));
        assert_ne!(rate(7), rate(8));
    }

    #[test]
    fn over_the_weekend_the_last_rates_stay() {
        let market = Market::new(7);
        let closed = at("2026-03-06T22:00:00Z");
        for now in ["2026-03-07T12:00:00Z", "2026-03-08T20:59:59Z"] {
            assert_eq!(market.taken_at(at(now)), closed);
            assert_eq!(
                market.rate(Currency::Gbp, Currency::Usd, at(now)),
                market.rate(Currency::Gbp, Currency::Usd, closed)
            );
        }
    }

    #[test]
    fn a_currency_has_no_rate_in_itself() {
        let rate = Market::new(7).rate(Currency::Eur, Currency::Eur, now());
        assert_eq!(rate, None);
    }

    #[test]
    fn from_one_step_to_the_next_a_rate_moves_a_little() {
        let market = Market::new(7);
        let mut last = market
            .rate(Currency::Eur, Currency::Usd, now())
            .unwrap()
            .mid;
        for minutes in 1..600 {
            let now = now() + SignedDuration::from_mins(minutes);
            let next = market.rate(Currency::Eur, Currency::Usd, now).unwrap().mid;
            assert!((next - last).abs() < Decimal::new(4, 4), "{last} {next}");
            last = next;
        }
    }

    proptest! {
        #[test]
        fn bid_is_below_mid_is_below_ask_for_every_pair(
            seed: u64,
            seconds in 0_i64..4_000_000_000,
            base in 0..Currency::ALL.len(),
            term in 0..Currency::ALL.len(),
        ) {
            let now = Timestamp::from_second(seconds).unwrap();
            let (base, term) = (Currency::ALL[base], Currency::ALL[term]);
            let rate = Market::new(seed).rate(base, term, now);
            prop_assert_eq!(rate.is_none(), base == term);
            if let Some(rate) = rate {
                prop_assert!(Decimal::ZERO < rate.bid && rate.bid < rate.mid && rate.mid < rate.ask);
                prop_assert_eq!(rate.mid - rate.bid, rate.ask - rate.mid);
            }
        }

        #[test]
        fn no_round_of_exchanges_makes_money(
            seed: u64,
            seconds in 0_i64..4_000_000_000,
            path in proptest::sample::subsequence(Currency::ALL.to_vec(), 2..5),
        ) {
            let now = Timestamp::from_second(seconds).unwrap();
            let mut round = path.clone();
            round.push(path[0]);
            let end = round.windows(2).fold(Decimal::ONE, |amount, pair| {
                amount * Market::new(seed).rate(pair[0], pair[1], now).unwrap().bid
            });
            prop_assert!(end < Decimal::ONE, "{}", end);
        }
    }
}
