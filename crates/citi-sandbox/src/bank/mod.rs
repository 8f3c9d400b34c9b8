//! The bank itself: ledger, accounts, payments, cards, rates. It knows nothing of HTTP but the
//! statuses of its refusals.

mod account;
mod account_number;
mod accounts;
mod agenda;
#[expect(clippy::module_inception, reason = "the bank itself, one noun a file")]
mod bank;
mod bookings;
mod calendar;
mod card;
mod card_transaction;
mod card_use;
mod card_uses;
mod cards;
mod content;
mod currency;
mod customer;
mod dice;
mod fx;
mod idempotency;
mod key;
#[cfg(test)]
pub(crate) mod laws;
mod ledger;
mod ledger_view;
pub(crate) mod money;
mod movement;
mod network;
mod notice;
mod overview;
mod page;
mod payment;
mod payment_life;
mod payment_order;
mod payments;
mod quote;
mod rates;
mod refusals;
mod routing;
mod seed;
mod span;
mod spending;
mod statements;
mod written;

pub(crate) use account::{Account, AccountStatus, AccountType, Standing};
pub(crate) use account_number::AccountNumber;
pub(crate) use bank::Bank;
pub(crate) use calendar::day;
pub(crate) use card::{Card, CardNetwork, CardStanding, CardStatus, CardType};
pub(crate) use card_transaction::{
    CardTransaction, CardTransactionStatus, CardTransactionType, EntryMode, Merchant,
};
pub(crate) use currency::Currency;
pub(crate) use customer::Customer;
pub(crate) use dice::Dice;
pub(crate) use fx::RateSheet;
pub(crate) use key::Key;
pub use ledger_view::{Balance, LedgerView};
pub(crate) use money::Money;
pub(crate) use movement::{Direction, Movement};
pub(crate) use overview::{Step, Story, opening_of_next_working_day};
pub(crate) use page::{Page, Wanted};
pub(crate) use payment::{Method, Payment, PaymentStatus, Reason};
pub(crate) use payment_order::{Cancellation, PaymentOrder};
pub(crate) use quote::{Quote, QuoteOrder, QuoteStatus, Side};
pub(crate) use rates::Rate;
pub(crate) use refusals::{idempotency_key_missing, internal, invalid_body, invalid_parameter};
pub(crate) use span::Span;
