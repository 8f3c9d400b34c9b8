//! The Payments API: rejected, cancelled, listed.

use super::door::Door;
use super::orders::{ORDER, PAYMENTS, balances, pair, status, wire};

#[test]
fn the_network_rejects_what_it_is_told_to_and_the_bank_what_is_restricted() {
    let door = Door::open();
    for (index, (from, to, code)) in [
        ("9876543210", "9876540002", "CREDITOR_ACCOUNT_CLOSED"),
        ("9876543210", "9876540003", "R03"),
        (
            "\"123456789\"",
            "\"123456792\"",
            "DEBTOR_ACCOUNT_RESTRICTED",
        ),
        ("\"123456789\"", "\"123456793\"", "DEBTOR_ACCOUNT_DORMANT"),
    ]
    .into_iter()
    .enumerate()
    {
        let body = wire().replace(from, to).replace("1250.00", "12.50");
        let made = door.post(PAYMENTS, &format!("key-{index}"), &body);
        assert_eq!(made.status, 201);
        door.advance(5);
        let id = made.json["paymentId"].as_str().unwrap();
        let payment = door.get(&format!("{PAYMENTS}/{id}"));
        assert_eq!(payment.json["status"], "REJECTED");
        assert_eq!(payment.json["statusReason"]["code"], code);
        assert!(payment.json.get("completedAt").is_none());
        let events = door.events();
        assert_eq!(events.len(), 1);
        assert_eq!(events[0].kind, "payment.rejected");
        let data: serde_json::Value = serde_json::from_str(events[0].data.get()).unwrap();
        assert_eq!(data["reason"]["code"], code);
    }
    assert_eq!(balances(&door), pair("4520.75", "4570.75"));
}

#[test]
fn a_cancelled_payment_lets_the_money_go_and_moves_none() {
    let door = Door::open();
    door.post(PAYMENTS, "key-1", ORDER);
    let path = format!("{PAYMENTS}/p-5530218/cancel");
    let body = r#"{"reason":"DUPLICATE","note":"Ordered twice by mistake"}"#;
    let answer = door.post(&path, "key-1", body);
    assert_eq!(answer.status, 200);
    assert_eq!(answer.header("idempotency-replayed"), None);
    assert_eq!(answer.json["status"], "CANCELLED");
    assert_eq!(answer.json["statusReason"]["code"], "DUPLICATE");
    assert_eq!(
        answer.json["statusReason"]["message"],
        "Ordered twice by mistake"
    );
    assert_eq!(balances(&door), pair("4520.75", "4570.75"));

    let again = door.post(&path, "key-1", body);
    assert_eq!(again.header("idempotency-replayed"), Some("true"));
    let other = door.post(&path, "key-1", "");
    assert_eq!(other.refusal(), (409, "IDEMPOTENCY_KEY_REUSED"));
    let late = door.post(&path, "key-2", body);
    assert_eq!(late.refusal(), (409, "PAYMENT_NOT_CANCELLABLE"));

    door.advance(4 * 86_400);
    assert_eq!(status(&door, "p-5530218"), "CANCELLED");
    let events = door.events();
    let ended: Vec<_> = events
        .iter()
        .filter(|event| event.kind.starts_with("payment"))
        .collect();
    assert_eq!(ended.len(), 1);
    assert_eq!(ended[0].kind, "payment.cancelled");
}

#[test]
fn what_was_checked_can_be_called_back_too_and_stays_so() {
    let door = Door::open();
    door.post(PAYMENTS, "key-1", ORDER);
    door.advance(1);
    assert_eq!(status(&door, "p-5530218"), "VALIDATED");
    let path = format!("{PAYMENTS}/p-5530218/cancel");
    assert_eq!(door.post(&path, "key-2", "").status, 200);
    door.advance(4 * 86_400);
    assert_eq!(status(&door, "p-5530218"), "CANCELLED");
    assert_eq!(balances(&door), pair("4520.75", "4520.75"));
}

#[test]
fn what_the_network_has_cannot_be_called_back() {
    let door = Door::open();
    door.post(PAYMENTS, "key-1", &wire());
    let path = format!("{PAYMENTS}/p-5530218/cancel");
    for seconds in [2, 3] {
        door.advance(seconds);
        let answer = door.post(&path, "key-2", "");
        assert_eq!(answer.refusal(), (409, "PAYMENT_NOT_CANCELLABLE"));
    }
    let unknown = door.post(&format!("{PAYMENTS}/p-1/cancel"), "key-2", "");
    assert_eq!(unknown.refusal(), (404, "PAYMENT_NOT_FOUND"));
}

#[test]
fn without_a_reason_it_was_requested() {
    let door = Door::open();
    door.post(PAYMENTS, "key-1", ORDER);
    let answer = door.post(&format!("{PAYMENTS}/p-5530218/cancel"), "key-2", "");
    assert_eq!(answer.json["statusReason"]["code"], "REQUESTED");
    assert!(answer.json["statusReason"].get("message").is_none());
}

#[test]
fn a_client_sees_its_own_payments_the_newest_first_by_status_and_day() {
    let door = Door::open();
    for index in 0..5 {
        let key = format!("key-{index}");
        let body = ORDER.replace("1250.00", "10.00");
        assert_eq!(door.post(PAYMENTS, &key, &body).status, 201);
        door.advance(1);
    }
    door.post(&format!("{PAYMENTS}/p-5530219/cancel"), "key", "");
    let ids = |query: &str| -> Vec<String> {
        let answer = door.get(&format!("{PAYMENTS}?{query}"));
        let list = answer.json["payments"].as_array().unwrap();
        list.iter()
            .map(|one| one["paymentId"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(
        ids(""),
        [
            "p-5530222",
            "p-5530221",
            "p-5530220",
            "p-5530219",
            "p-5530218"
        ]
    );
    assert_eq!(ids("status=CANCELLED"), ["p-5530219"]);
    assert_eq!(ids("status=VALIDATED").len(), 4);
    assert_eq!(ids("toDate=2026-03-01"), Vec::<String>::new());
    assert_eq!(ids("limit=2"), ["p-5530222", "p-5530221"]);
    let first = door.get(&format!("{PAYMENTS}?limit=2"));
    let cursor = first.json["page"]["nextCursor"].as_str().unwrap();
    assert_eq!(
        ids(&format!("limit=2&cursor={cursor}")),
        ["p-5530220", "p-5530219"]
    );
    let bad = door.get(&format!("{PAYMENTS}?status=LOST"));
    assert_eq!(
        (bad.refusal(), bad.field()),
        ((400, "INVALID_PARAMETER"), "status")
    );

    let foreign = door.get_as("client-2", PAYMENTS);
    assert_eq!(foreign.json["payments"].as_array().unwrap().len(), 0);
    let foreign = door.get_as("client-2", &format!("{PAYMENTS}/p-5530218"));
    assert_eq!(foreign.refusal(), (404, "PAYMENT_NOT_FOUND"));
    let stolen = door.get_as("client-2", &format!("{PAYMENTS}?cursor={cursor}"));
    assert_eq!(stolen.refusal(), (400, "INVALID_CURSOR"));
}
