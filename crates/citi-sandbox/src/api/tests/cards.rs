//! The Cards API.

use serde_json::Value;

use super::door::Door;

const CARDS: &str = "/cards/v1/customers/c-20417/cards";
const CARD: &str = "/cards/v1/cards/card-77120";

fn transactions(door: &Door, card: &str, query: &str) -> Vec<Value> {
    let (mut list, mut cursor) = (Vec::new(), String::new());
    loop {
        let path = format!("/cards/v1/cards/{card}/transactions?{query}{cursor}");
        let page = door.get(&path);
        assert_eq!(
            page.header("cache-control"),
            Some("no-store"),
            "{}",
            page.text
        );
        list.extend(page.json["transactions"].as_array().unwrap().clone());
        match page.json["page"]["nextCursor"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => return list,
        }
    }
}

const ALL: &str = "fromDate=2025-10-01&limit=40";

#[test]
fn the_card_of_the_examples_is_there_with_what_is_left_of_its_limit() {
    let answer = Door::open().get(CARD);
    assert_eq!(answer.header("cache-control"), Some("no-store"));
    let want = concat!(
        r#"{"cardId":"card-77120","type":"CREDIT","network":"MASTERCARD","status":"ACTIVE","#,
        r#""maskedCardNumber":"************1881","holderName":"Robin Example","#,
        r#""expiry":"2028-11","currency":"USD","creditLimit":8000.00,"availableCredit":6112.35,"#,
        r#""linkedAccountId":"123456789"}"#
    );
    assert_eq!(answer.text, want);
}

#[test]
fn cards_come_by_their_issue_the_last_first_and_closed_ones_for_ninety_days() {
    let door = Door::open();
    let answer = door.get(CARDS);
    let cards = answer.json["cards"].as_array().unwrap();
    let ids: Vec<_> = cards
        .iter()
        .map(|card| card["cardId"].as_str().unwrap())
        .collect();
    assert_eq!(ids, ["card-77458", "card-77120", "card-7731", "card-70026"]);
    // Only credit cards have a limit, and prepaid ones no account.
    assert!(cards[0].get("creditLimit").is_none() && cards[0].get("linkedAccountId").is_none());
    assert!(cards[2].get("availableCredit").is_none());
    assert_eq!(cards[3]["status"], "CLOSED");
    door.advance(71 * 86_400);
    let later = door.get(CARDS);
    assert_eq!(later.json["cards"].as_array().unwrap().len(), 3);
}

#[test]
fn there_are_many_transactions_of_every_kind() {
    let door = Door::open();
    for card in ["card-77120", "card-7731"] {
        let list = transactions(&door, card, ALL);
        assert!(list.len() >= 60, "{card}");
        let used: Vec<_> = list
            .iter()
            .map(|one| one["transactedAt"].as_str().unwrap())
            .collect();
        assert!(used.is_sorted_by(|newer, older| newer >= older));
        for status in ["AUTHORISED", "POSTED", "DECLINED"] {
            assert!(
                list.iter().any(|one| one["status"] == status),
                "{card} {status}"
            );
        }
        for category in ["5411", "5812", "4111", "5541"] {
            let of = |one: &Value| one["merchant"]["categoryCode"] == category;
            assert!(list.iter().any(of), "{card} {category}");
        }
        for one in &list {
            let posted = one["status"] == "POSTED";
            assert_eq!(one.get("postedAt").is_some(), posted);
            assert_eq!(one.get("billingAmount").is_some(), posted);
            assert_eq!(
                one.get("declineReason").is_some(),
                one["status"] == "DECLINED"
            );
            let foreign = posted && one["currency"] != "USD";
            assert_eq!(one.get("exchangeRate").is_some(), foreign);
        }
    }
    let kinds = |card: &str| -> Vec<Value> {
        transactions(&door, card, ALL)
            .into_iter()
            .map(|mut one| one["type"].take())
            .collect()
    };
    assert!(kinds("card-7731").contains(&"CASH_WITHDRAWAL".into()));
    assert!(kinds("card-77120").contains(&"FEE".into()));
    let refunds = kinds("card-7731").contains(&"REFUND".into())
        || kinds("card-77120").contains(&"REFUND".into());
    assert!(refunds);
    let foreign = transactions(&door, "card-77120", ALL);
    assert!(foreign.iter().any(|one| one["currency"] == "EUR"));
}

#[test]
fn category_and_days_choose() {
    let door = Door::open();
    let all = transactions(&door, "card-77120", ALL);
    let query = format!("{ALL}&merchantCategory=5411");
    let groceries = transactions(&door, "card-77120", &query);
    let of = |one: &&Value| one["merchant"]["categoryCode"] == "5411";
    assert_eq!(groceries.len(), all.iter().filter(of).count());
    assert!(!groceries.is_empty() && groceries.len() < all.len());
    let usual = transactions(&door, "card-77120", "");
    assert!(!usual.is_empty() && usual.len() < all.len());
    let path = format!("{CARD}/transactions?fromDate=2026-02-02&toDate=2026-02-01");
    assert_eq!(door.get(&path).refusal(), (422, "DATE_RANGE_INVERTED"));
}

#[test]
fn what_is_not_known_is_not_found() {
    let door = Door::open();
    for (path, want) in [
        ("/cards/v1/customers/c-1/cards", (404, "CUSTOMER_NOT_FOUND")),
        ("/cards/v1/customers/c-40962/cards", (403, "ACCESS_DENIED")),
        ("/cards/v1/cards/card-1", (404, "CARD_NOT_FOUND")),
        (
            "/cards/v1/cards/card-1/transactions",
            (404, "CARD_NOT_FOUND"),
        ),
    ] {
        assert_eq!(door.get(path).refusal(), want, "{path}");
    }
}

#[test]
fn day_by_day_the_card_is_used_and_it_is_told() {
    let door = Door::open();
    let before = transactions(&door, "card-77120", ALL).len();
    door.advance(30 * 86_400 + 3 * 3600);
    assert_eq!(transactions(&door, "card-77120", ALL).len(), before + 30);
    let events = door.events();
    let count = |kind: &str| events.iter().filter(|event| event.kind == kind).count();
    let (granted, refused) = (
        count("card.transaction.authorised"),
        count("card.transaction.declined"),
    );
    assert_eq!(granted + refused, 30);
    assert!(refused > 0);
    assert!(count("card.transaction.posted") >= granted);
    for event in &events {
        let data: Value = serde_json::from_str(event.data.get()).unwrap();
        assert_eq!(
            data.get("declineReason").is_some(),
            event.kind == "card.transaction.declined"
        );
        assert_eq!(event.client_id, None);
    }
    let ids: std::collections::BTreeSet<_> = events.iter().map(|event| &event.id).collect();
    assert_eq!(ids.len(), events.len());
}

#[test]
fn on_the_first_of_the_month_the_bill_is_paid() {
    let door = Door::open();
    let owed = |door: &Door| {
        let ledger = door.ledger();
        ledger.balances["card-77120"].amount.to_string()
    };
    // Until the first of April at 11:00 in New York.
    door.advance(30 * 86_400);
    assert_ne!(owed(&door), "0.00");
    door.advance(2 * 3600);
    assert_eq!(owed(&door), "0.00");
}
