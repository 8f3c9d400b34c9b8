//! The Foreign Exchange API.

use rust_decimal::Decimal;
use serde_json::Value;

use super::door::Door;

const QUOTES: &str = "/fx/v1/quotes";
const ORDER: &str =
    r#"{"sellCurrency":"USD","buyCurrency":"EUR","fixedSide":"SELL","amount":25000.00}"#;

fn decimal(value: &Value) -> Decimal {
    value.to_string().parse().unwrap()
}

#[test]
fn rates_come_in_the_order_asked_for_and_may_be_kept() {
    let door = Door::open();
    let answer = door.get("/fx/v1/rates?base=USD&terms=JPY,EUR,GBP");
    assert_eq!(answer.status, 200);
    assert_eq!(answer.header("cache-control"), Some("private, max-age=30"));
    assert_eq!(answer.json["base"], "USD");
    assert_eq!(answer.json["asOf"], "2026-03-02T15:00:00Z");
    let rates = answer.json["rates"].as_array().unwrap();
    let terms: Vec<_> = rates
        .iter()
        .map(|rate| rate["currency"].as_str().unwrap())
        .collect();
    assert_eq!(terms, ["JPY", "EUR", "GBP"]);
    for rate in rates {
        let (bid, mid, ask) = (
            decimal(&rate["bid"]),
            decimal(&rate["mid"]),
            decimal(&rate["ask"]),
        );
        assert!(bid < mid && mid < ask);
    }
    door.advance(29);
    let same = door.get("/fx/v1/rates?base=USD&terms=JPY,EUR,GBP");
    assert_eq!(same.text, answer.text);
    door.advance(1);
    let next = door.get("/fx/v1/rates?base=USD&terms=JPY,EUR,GBP");
    assert_ne!(next.json["rates"], answer.json["rates"]);
}

#[test]
fn pairs_without_a_rate_are_refused() {
    let door = Door::open();
    for (query, want, field) in [
        (
            "base=USD&terms=EUR,XAU",
            (422, "CURRENCY_PAIR_NOT_SUPPORTED"),
            "terms",
        ),
        (
            "base=XAU&terms=EUR",
            (422, "CURRENCY_PAIR_NOT_SUPPORTED"),
            "base",
        ),
        (
            "base=USD&terms=EUR,USD",
            (400, "INVALID_PARAMETER"),
            "terms",
        ),
        ("base=USD", (400, "INVALID_PARAMETER"), "terms"),
        ("terms=EUR", (400, "INVALID_PARAMETER"), "base"),
    ] {
        let answer = door.get(&format!("/fx/v1/rates?{query}"));
        assert_eq!((answer.refusal(), answer.field()), (want, field), "{query}");
    }
}

#[test]
fn a_quote_holds_at_the_rate_of_its_moment_for_thirty_seconds() {
    let door = Door::open();
    let rates = door.get("/fx/v1/rates?base=USD&terms=EUR");
    let bid = decimal(&rates.json["rates"][0]["bid"]);
    let answer = door.post(QUOTES, "key-1", ORDER);
    assert_eq!(answer.status, 201);
    assert_eq!(answer.header("location"), Some("/fx/v1/quotes/q-90144"));
    assert_eq!(answer.header("cache-control"), Some("no-store"));
    assert_eq!(answer.json["status"], "OPEN");
    assert_eq!(answer.json["createdAt"], "2026-03-02T15:00:00Z");
    assert_eq!(answer.json["expiresAt"], "2026-03-02T15:00:30Z");
    assert!(answer.text.contains(r#""sellAmount":25000.00,"#));
    assert_eq!(decimal(&answer.json["rate"]), bid);
    let buy = (bid * Decimal::from(25_000)).trunc_with_scale(2);
    assert_eq!(decimal(&answer.json["buyAmount"]), buy);

    door.advance(29);
    let status = |door: &Door| door.get(&format!("{QUOTES}/q-90144")).json["status"].clone();
    assert_eq!(status(&door), "OPEN");
    door.advance(1);
    assert_eq!(status(&door), "EXPIRED");
    // The same key: the same quote, not priced anew.
    let again = door.post(QUOTES, "key-1", &ORDER.replace("25000.00", "25e3"));
    assert_eq!(again.status, 200);
    assert_eq!(again.header("idempotency-replayed"), Some("true"));
    assert_eq!(again.json["status"], "EXPIRED");
    assert_eq!(again.json["rate"], answer.json["rate"]);
    let other = door.post(QUOTES, "key-1", &ORDER.replace("25000.00", "1"));
    assert_eq!(other.refusal(), (409, "IDEMPOTENCY_KEY_REUSED"));
}

#[test]
fn if_what_is_bought_is_fixed_the_rest_is_rounded_for_the_bank() {
    let order = r#"{"sellCurrency":"EUR","buyCurrency":"JPY","fixedSide":"BUY","amount":1000}"#;
    let answer = Door::open().post(QUOTES, "key-1", order);
    assert!(
        answer.text.contains(r#""buyAmount":1000,"#),
        "{}",
        answer.text
    );
    let (sell, rate) = (
        decimal(&answer.json["sellAmount"]),
        decimal(&answer.json["rate"]),
    );
    let cent = Decimal::new(1, 2);
    assert!(sell * rate >= Decimal::from(1000));
    assert!((sell - cent) * rate < Decimal::from(1000));
}

#[test]
fn quotes_that_the_bank_has_no_price_for_are_refused() {
    let door = Door::open();
    for (from, to, want, field) in [
        (
            "EUR",
            "XAU",
            (422, "CURRENCY_PAIR_NOT_SUPPORTED"),
            "buyCurrency",
        ),
        (
            "EUR",
            "USD",
            (422, "CURRENCY_PAIR_NOT_SUPPORTED"),
            "buyCurrency",
        ),
        (
            "25000.00",
            "10000000.01",
            (422, "AMOUNT_OVER_LIMIT"),
            "amount",
        ),
        ("25000.00", "0.001", (400, "INVALID_BODY"), "amount"),
        ("25000.00", "0", (400, "INVALID_BODY"), "amount"),
        ("25000.00", "0.01", (400, "INVALID_BODY"), "amount"),
        ("SELL", "HOLD", (400, "INVALID_BODY"), ""),
    ] {
        let answer = door.post(QUOTES, "key-1", &ORDER.replace(from, to));
        assert_eq!((answer.refusal(), answer.field()), (want, field), "{to}");
    }
    assert_eq!(
        door.post(QUOTES, "key-1", &ORDER.replace("25000.00", "10000000"))
            .status,
        201
    );
}

#[test]
fn over_the_weekend_there_are_rates_and_no_quotes() {
    // A Saturday.
    let door = Door::open_at("2026-03-07T15:00:00Z");
    let rates = door.get("/fx/v1/rates?base=USD&terms=EUR");
    assert_eq!(rates.json["asOf"], "2026-03-06T22:00:00Z");
    let quote = door.post(QUOTES, "key-1", ORDER);
    assert_eq!(quote.refusal(), (422, "MARKET_CLOSED"));
}

#[test]
fn a_quote_belongs_to_its_client_and_is_kept_for_seven_days() {
    let door = Door::open();
    door.post(QUOTES, "key-1", ORDER);
    let path = format!("{QUOTES}/q-90144");
    assert_eq!(
        door.get_as("client-2", &path).refusal(),
        (404, "QUOTE_NOT_FOUND")
    );
    door.advance(7 * 86_400 - 1);
    assert_eq!(door.get(&path).status, 200);
    door.advance(1);
    assert_eq!(door.get(&path).refusal(), (404, "QUOTE_NOT_FOUND"));
}
