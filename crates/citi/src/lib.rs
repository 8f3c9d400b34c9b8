//! One client for Citi's APIs: accounts, payments, cards, foreign exchange.
//!
//! ```no_run
//! use citi::{Client, Environment};
//!
//! # async fn example() -> Result<(), citi::Error> {
//! let citi = Client::builder(Environment::Sandbox)
//!     .credentials("client-id", "client-secret")
//!     .build()?;
//!
//! let mut accounts = citi.accounts().list_accounts().customer_id("c-20417").items();
//! while let Some(account) = accounts.next().await {
//!     let account = account?;
//!     println!("{} {}", account.available_balance, account.currency);
//! }
//! # Ok(())
//! # }
//! ```
//!
//! The client gets its token, for the scopes of what is called and no more ([`ClientBuilder::scopes`]), renews it, keeps the bank's limits, tries again what may be tried
//! again, and gives every write an idempotency key. Every error says by [`Error::outcome`] what
//! became of the call.
//!
//! # Features
//!
//! Each API is a feature, all are on unless said: `accounts`, `payments`, `cards`, `fx`, and
//! `events` for what comes to a webhook. Off unless said: `axum`, `tower` and `actix`, by which servers take
//! deliveries ([`core::webhook`]); `pkcs12`, for client certificates in such files; `keyring`, for secrets
//! in the keyring of the system (`core::KeyringSecret`); and `blocking`, for programs without
//! async.
#![cfg_attr(
    all(feature = "blocking", feature = "accounts", feature = "payments"),
    doc = "
```no_run
use citi::blocking::{Wait, WaitEach};

fn report(citi: &citi::Client) -> Result<(), citi::Error> {
    let account = citi.accounts().get_account().account_id(\"123456789\").send().wait()?;
    println!(\"{}\", account.available_balance);
    for payment in citi.payments().list_payments().items().wait_each() {
        println!(\"{:?}\", payment?.status);
    }
    Ok(())
}
```"
)]

mod builder;
mod client;
mod credentials;
#[cfg(feature = "events")]
mod webhook;

#[cfg(feature = "accounts")]
pub use citi_accounts as accounts;
#[cfg(feature = "cards")]
pub use citi_cards as cards;
pub use citi_core as core;
#[cfg(feature = "blocking")]
pub use citi_core::blocking;
pub use citi_core::{
    Answer, CallOptions, CancellationToken, Environment, Error, IdempotencyKey, Number, Outcome,
    PollError, Polling, Prepared, Secret,
};
#[cfg(feature = "events")]
pub use citi_events as events;
#[cfg(feature = "fx")]
pub use citi_fx as fx;
#[cfg(feature = "payments")]
pub use citi_payments as payments;

pub use builder::ClientBuilder;
pub use client::Client;
pub use credentials::MissingCredentials;
#[cfg(feature = "events")]
pub use webhook::{DeliveryError, Webhook};

/// The README's programs compile.
#[cfg(all(doctest, feature = "default"))]
#[doc = include_str!("../../../README.md")]
pub struct Readme;
