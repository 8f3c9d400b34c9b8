//! What customers did in the last ninety days.

use jiff::civil::{Date, time};
use jiff::{SignedDuration, Timestamp};
use rust_decimal::RoundingStrategy;

use super::merchants::{ABROAD, BANK, CASH, EVERYDAY, Shop};
use super::regular::regular;
use crate::bank::card_transaction::{CardTransactionType, EntryMode, Merchant, Use};
use crate::bank::movement::Draft;
use crate::bank::rates::Market;
use crate::bank::{Currency, Dice, Money, calendar};

/// Something that somebody did.
#[derive(Clone, Debug)]
pub(super) enum Act {
    /// Money came from elsewhere, or went there.
    Move { account: &'static str, draft: Draft },
    /// A card was used; `suspicious` uses the bank declines, `reversed` ones the merchant undid.
    Use {
        card: &'static str,
        what: Use,
        suspicious: bool,
        reversed: bool,
    },
}

/// How many purchases with the debit card and the two credit cards.
const DEBIT: i64 = 130;
const CREDIT: i64 = 68;
const NEIGHBORS: i64 = 30;

/// What was done before `now`, the oldest first.
pub(super) fn history(seed: u64, now: Timestamp) -> Vec<(Timestamp, Act)> {
    let today = calendar::day(now);
    let mut acts = Vec::new();
    regular(&mut acts, seed, today);
    purchases(&mut acts, seed, now, "card-7731", DEBIT);
    purchases(&mut acts, seed, now, "card-77120", CREDIT);
    purchases(&mut acts, seed, now, "card-81905", NEIGHBORS);
    special(&mut acts, seed, now);
    acts.sort_by_key(|(at, _)| *at);
    acts
}

/// An hour of a day that is past.
pub(super) fn moment(today: Date, days_ago: i32, hour: i8, minute: i8) -> Timestamp {
    calendar::moment(
        calendar::days_later(today, -days_ago),
        time(hour, minute, 0, 0),
    )
}

/// Purchases spread over the days, all booked by today.
fn purchases(
    acts: &mut Vec<(Timestamp, Act)>,
    seed: u64,
    now: Timestamp,
    card: &'static str,
    count: i64,
) {
    let today = calendar::day(now);
    let mut dice = Dice::new(seed, &format!("purchases {card}"));
    for index in 0..count {
        let days_ago = i32::try_from(2 + index * 86 / count).unwrap_or(2);
        let hour = i8::try_from(dice.between(7, 21)).unwrap_or(12);
        let minute = i8::try_from(dice.below(60)).unwrap_or(0);
        let at = moment(today, days_ago, hour, minute);
        // In the two middle weeks they were abroad, and paid by credit card.
        let abroad = card == "card-77120" && (40..54).contains(&days_ago);
        let shops: &[Shop] = if abroad { &ABROAD } else { &EVERYDAY };
        let Some(shop) = dice.pick(shops) else {
            continue;
        };
        let currency = if abroad { Currency::Eur } else { Currency::Usd };
        let amount = shop.amount(&mut dice, currency);
        let kind = CardTransactionType::Purchase;
        let entry_mode = match shop.merchant.category_code {
            "5815" => EntryMode::Online,
            "5812" => EntryMode::Chip,
            _ => EntryMode::Contactless,
        };
        let suspicious = dice.one_in(25);
        let reversed = !suspicious && dice.one_in(40);
        let what = Use {
            kind,
            amount,
            merchant: shop.merchant,
            entry_mode,
            rate: rate(seed, currency, at),
        };
        let act = Act::Use {
            card,
            what,
            suspicious,
            reversed,
        };
        acts.push((at, act));
        if dice.one_in(16) && !suspicious && !reversed && days_ago > 6 {
            let what = Use {
                kind: CardTransactionType::Refund,
                ..what
            };
            let act = Act::Use {
                card,
                what,
                suspicious: false,
                reversed: false,
            };
            acts.push((moment(today, days_ago - 4, 15, minute), act));
        }
    }
}

/// What each test wants to find: a fee, cash, a decline, and two payments that are still pending and
/// hold back 50.00 of the household's account.
fn special(acts: &mut Vec<(Timestamp, Act)>, seed: u64, now: Timestamp) {
    let today = calendar::day(now);
    let mut add = |at, card, kind, cents, merchant: Merchant, entry_mode, suspicious| {
        let amount = Money::new(cents, Currency::Usd);
        let what = Use {
            kind,
            amount,
            merchant,
            entry_mode,
            rate: rate(seed, Currency::Usd, at),
        };
        acts.push((
            at,
            Act::Use {
                card,
                what,
                suspicious,
                reversed: false,
            },
        ));
    };
    use CardTransactionType::{CashWithdrawal, Fee, Purchase};
    let [groceries, .., streaming] = EVERYDAY.map(|shop| shop.merchant);
    let earlier = |hours| {
        now.checked_sub(SignedDuration::from_hours(hours))
            .unwrap_or(now)
    };
    add(
        moment(today, 33, 12, 30),
        "card-7731",
        CashWithdrawal,
        10_000,
        CASH,
        EntryMode::Chip,
        false,
    );
    add(
        moment(today, 29, 0, 5),
        "card-77120",
        Fee,
        295,
        BANK,
        EntryMode::Online,
        false,
    );
    add(
        moment(today, 16, 19, 40),
        "card-77120",
        Purchase,
        129_900,
        streaming,
        EntryMode::Online,
        true,
    );
    add(
        moment(today, 12, 13, 10),
        "card-77458",
        Purchase,
        2_450,
        groceries,
        EntryMode::Contactless,
        false,
    );
    add(
        earlier(4),
        "card-7731",
        Purchase,
        3_240,
        groceries,
        EntryMode::Contactless,
        false,
    );
    add(
        earlier(2),
        "card-7731",
        Purchase,
        1_760,
        streaming,
        EntryMode::Online,
        false,
    );
    add(
        earlier(3),
        "card-77120",
        Purchase,
        4_815,
        groceries,
        EntryMode::Contactless,
        false,
    );
}

/// Dollars for one unit of the merchant's currency, as the market stood.
fn rate(seed: u64, currency: Currency, at: Timestamp) -> Option<rust_decimal::Decimal> {
    let rate = Market::new(seed).rate(currency, Currency::Usd, at)?;
    let with_margin = rate
        .ask
        .checked_mul(rust_decimal::Decimal::new(10_025, 4))?;
    Some(with_margin.round_dp_with_strategy(6, RoundingStrategy::MidpointAwayFromZero))
}
