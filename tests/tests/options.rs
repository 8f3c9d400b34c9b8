//! Whatever a call may do differently, every operation that is generated does: sent, paged and kept.

#![allow(clippy::unwrap_used, reason = "a test stops at what breaks")]

use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use citi_core::{
    CallOptions, CancellationToken, Connection, Error, IdempotencyKey, Outcome, Randomness, Retry,
    Transport, TransportFuture,
};
use citi_fx::types::{QuoteRequest, Side};
use citi_payments::types::{Creditor, DomesticPaymentRequest, PaymentMethod};
use tokio::time::Instant;

/// A bank that is overloaded; or, where it is told to, silent.
#[derive(Clone, Default)]
struct Busy {
    silent: bool,
    arrived: Arc<Mutex<Vec<Arrived>>>,
}

struct Arrived {
    headers: http::HeaderMap,
    query: String,
    limit: Duration,
}

impl Transport for Busy {
    fn execute(&self, request: reqwest::Request) -> TransportFuture<'_> {
        self.arrived.lock().unwrap().push(Arrived {
            headers: request.headers().clone(),
            query: request.url().query().unwrap_or_default().to_owned(),
            limit: *request.timeout().unwrap(),
        });
        if self.silent {
            return Box::pin(std::future::pending());
        }
        let response = http::Response::builder().status(503).body("{}").unwrap();
        Box::pin(std::future::ready(Ok(response.into())))
    }
}

/// The longest pause each time.
struct Longest;

impl Randomness for Longest {
    fn bytes(&self) -> [u8; 16] {
        [0xff; 16]
    }
}

fn connection(bank: &Busy) -> Connection {
    Connection::builder("https://bank.example")
        .bearer_token("a-token")
        .transport(bank.clone())
        .randomness(Longest)
        .build()
        .unwrap()
}

type Call = Pin<Box<dyn Future<Output = Result<(), Error>>>>;

/// A way to make a call: its name, whether it is a write that takes a key, and the call with these options.
type Way = (&'static str, bool, fn(Connection, CallOptions) -> Call);

/// `Client.operation.setter(value)….ending`.
macro_rules! way {
    ($krate:ident $operation:ident ($($setter:ident $value:expr),*) $ending:ident $write:literal) => {
        (
            concat!(stringify!($operation), ".", stringify!($ending)),
            $write,
            |connection, options| {
                Box::pin(async move {
                    let client = $krate::Client::new(connection);
                    let call = client.$operation()$(.$setter($value))*.with_options(options);
                    way!($ending call)
                })
            },
        )
    };
    (send $call:ident) => { $call.send().await.map(drop) };
    (pages $call:ident) => { $call.pages().next().await.unwrap().map(drop) };
    (items $call:ident) => { $call.items().next().await.unwrap().map(drop) };
}

fn all() -> Vec<Way> {
    vec![
        way!(citi_accounts list_accounts (customer_id "c-1") send false),
        way!(citi_accounts list_accounts (customer_id "c-1") pages false),
        way!(citi_accounts list_accounts (customer_id "c-1") items false),
        way!(citi_accounts get_account (account_id "123456789") send false),
        way!(citi_accounts list_account_transactions (account_id "123456789") send false),
        way!(citi_accounts list_account_transactions (account_id "123456789") pages false),
        way!(citi_accounts list_account_transactions (account_id "123456789") items false),
        way!(citi_cards list_cards (customer_id "c-1") send false),
        way!(citi_cards list_cards (customer_id "c-1") pages false),
        way!(citi_cards list_cards (customer_id "c-1") items false),
        way!(citi_cards get_card (card_id "card-1") send false),
        way!(citi_cards list_card_transactions (card_id "card-1") send false),
        way!(citi_cards list_card_transactions (card_id "card-1") pages false),
        way!(citi_cards list_card_transactions (card_id "card-1") items false),
        way!(citi_fx get_rates (base "USD", terms vec!["EUR".to_owned()]) send false),
        way!(citi_fx create_quote (body quote()) send true),
        way!(citi_fx get_quote (quote_id "q-1") send false),
        way!(citi_payments create_domestic_payment (body order()) send true),
        way!(citi_payments list_payments () send false),
        way!(citi_payments list_payments () pages false),
        way!(citi_payments list_payments () items false),
        way!(citi_payments get_payment (payment_id "p-1") send false),
        way!(citi_payments cancel_payment (payment_id "p-1") send true),
    ]
}

fn quote() -> QuoteRequest {
    QuoteRequest::builder()
        .sell_currency("USD")
        .buy_currency("EUR")
        .fixed_side(Side::Sell)
        .amount("100.00".parse::<citi_core::Number>().unwrap())
        .build()
        .unwrap()
}

fn order() -> DomesticPaymentRequest {
    let creditor = Creditor::builder()
        .name("Northwind Supplies LLC")
        .account_number("000123456789")
        .routing_number("021000021")
        .build()
        .unwrap();
    DomesticPaymentRequest::builder()
        .method(PaymentMethod::Ach)
        .debtor_account_id("123456789")
        .amount("1250.10".parse::<citi_core::Number>().unwrap())
        .currency("USD")
        .creditor(creditor)
        .execution_date(citi_core::Date::try_from("2026-03-04").unwrap())
        .build()
        .unwrap()
}

async fn error(way: Way, bank: &Busy, options: CallOptions) -> Error {
    let (name, _, call) = way;
    let error = call(connection(bank), options).await.unwrap_err();
    assert!(!error.is_refused(), "{name}: {error}");
    error
}

#[test]
fn every_operation_is_here() {
    let here: Vec<&str> = all().iter().map(|way| way.0).collect();
    let tables = [
        include_str!("../../crates/citi-accounts/src/generated/operations.rs"),
        include_str!("../../crates/citi-cards/src/generated/operations.rs"),
        include_str!("../../crates/citi-fx/src/generated/operations.rs"),
        include_str!("../../crates/citi-payments/src/generated/operations.rs"),
    ];
    let mut count = 0;
    for entry in tables
        .iter()
        .flat_map(|table| table.split(": Operation = ").skip(1))
    {
        let id = entry.split("id: \"").nth(1).unwrap();
        let mut name = String::new();
        for letter in id.chars().take_while(|letter| *letter != '"') {
            if letter.is_ascii_uppercase() {
                name.push('_');
            }
            name.push(letter.to_ascii_lowercase());
        }
        let endings: &[&str] = match entry.contains("paging: Some") {
            true => &["send", "pages", "items"],
            false => &["send"],
        };
        for ending in endings {
            let name = format!("{name}.{ending}");
            assert!(here.contains(&name.as_str()), "{name}");
            count += 1;
        }
    }
    assert_eq!(count, here.len());
}

#[tokio::test(start_paused = true)]
async fn headers_and_keys_arrive() {
    for way in all() {
        let bank = Busy::default();
        let options = CallOptions::new()
            .retry(Retry::never())
            .header("X-Channel", "batch")
            .unwrap()
            .idempotency_key(IdempotencyKey::new("k-1").unwrap());
        error(way, &bank, options).await;
        let arrived = bank.arrived.lock().unwrap();
        assert_eq!(arrived.len(), 1, "{}: it is sent once", way.0);
        assert_eq!(arrived[0].headers["x-channel"], "batch", "{}", way.0);
        let key = arrived[0].headers.get("idempotency-key");
        assert_eq!(key.is_some_and(|key| key == "k-1"), way.1, "{}", way.0);
        assert!(!arrived[0].query.contains("batch"));
    }
}

#[tokio::test(start_paused = true)]
async fn it_is_sent_as_often_as_is_said() {
    for way in all() {
        let retry = Retry::default().attempts(3).base(Duration::from_secs(1));
        let begun = Instant::now();
        let options = CallOptions::new().retry(retry);
        let error = error(way, &Busy::default(), options).await;
        assert_eq!(error.attempts(), 3, "{}", way.0);
        assert_eq!(begun.elapsed(), Duration::from_secs(3), "{}", way.0);
    }
}

#[tokio::test(start_paused = true)]
async fn limits_of_time_hold() {
    let silent = || Busy {
        silent: true,
        ..Busy::default()
    };
    let once = || CallOptions::new().retry(Retry::never());
    let second = Duration::from_secs(1);
    for way in all() {
        let begun = Instant::now();
        let error = error(way, &silent(), once().timeout(3 * second)).await;
        assert!(error.is_timeout(), "{}", way.0);
        assert_eq!(begun.elapsed(), 3 * second, "{}", way.0);
    }
    for way in all() {
        let bank = silent();
        error(way, &bank, once().attempt_timeout(2 * second)).await;
        assert_eq!(
            bank.arrived.lock().unwrap()[0].limit,
            2 * second,
            "{}",
            way.0
        );
    }
    for way in all() {
        let bank = silent();
        let past = "2020-01-01T00:00:00Z".parse().unwrap();
        let error = error(way, &bank, once().deadline(past)).await;
        assert!(error.is_timeout(), "{}", way.0);
        assert_eq!(error.outcome(), Outcome::NotSent);
        assert!(bank.arrived.lock().unwrap().is_empty(), "{}", way.0);
    }
}

#[tokio::test(start_paused = true)]
async fn it_can_be_cancelled() {
    for way in all() {
        let bank = Busy {
            silent: true,
            ..Busy::default()
        };
        let stop = CancellationToken::new();
        let options = CallOptions::new().cancelled_by(stop.clone());
        let (error, ()) = tokio::join!(error(way, &bank, options), async {
            tokio::time::sleep(Duration::from_secs(1)).await;
            stop.cancel();
        });
        assert!(error.is_cancelled(), "{}", way.0);
        assert_eq!(error.outcome(), Outcome::Unknown, "{}", way.0);
    }
}
