//! The Payments API: ordering.

use http::Request;

use super::door::Door;
use super::orders::{ORDER, PAYMENTS, balances, pair, status, wire};

#[test]
fn an_order_is_taken_in_and_answered_to_the_letter() {
    let answer = Door::open().post(PAYMENTS, "key-1", ORDER);
    assert_eq!(answer.status, 201);
    assert_eq!(
        answer.header("location"),
        Some("/payments/v1/domestic/p-5530218")
    );
    assert_eq!(answer.header("cache-control"), Some("no-store"));
    assert_eq!(answer.header("idempotency-replayed"), None);
    let want = concat!(
        r#"{"paymentId":"p-5530218","status":"RECEIVED","method":"ACH","amount":1250.00,"#,
        r#""currency":"USD","debtorAccountId":"123456789","creditor":{"name":"Harbor Supplies LLC","#,
        r#""maskedAccountNumber":"******3210","routingNumber":"011000015","#,
        r#""bankName":"Example Trust Bank"},"executionDate":"2026-03-04","reference":"INV-2291","#,
        r#""remittanceInformation":"Invoice 2291 of 20 February","#,
        r#""createdAt":"2026-03-02T15:00:00Z","updatedAt":"2026-03-02T15:00:00Z"}"#
    );
    assert_eq!(answer.text, want);
}

#[test]
fn ach_holds_the_money_at_once_and_moves_it_on_the_working_day_after_its_own() {
    let door = Door::open();
    door.post(PAYMENTS, "key-1", ORDER);
    let id = "p-5530218";
    assert_eq!(balances(&door), pair("3270.75", "4570.75"));
    door.advance(1);
    assert_eq!(status(&door, id), "VALIDATED");
    // Wednesday 16:30 in New York; the card's two pending payments were booked meanwhile.
    door.advance(2 * 86_400 + 6 * 3600 + 1799);
    assert_eq!(status(&door, id), "PROCESSING");
    assert_eq!(balances(&door), pair("3270.75", "4520.75"));
    // Until 8:30 on Thursday.
    door.advance(15 * 3600 + 1799);
    assert_eq!(status(&door, id), "PROCESSING");
    door.advance(1801);
    let payment = door.get(&format!("{PAYMENTS}/{id}"));
    assert_eq!(payment.json["status"], "COMPLETED");
    assert_eq!(payment.json["completedAt"], "2026-03-05T13:30:00Z");
    assert_eq!(payment.json["updatedAt"], "2026-03-05T13:30:00Z");
    assert_eq!(balances(&door), pair("3270.75", "3270.75"));
}

#[test]
fn a_wire_is_final_after_five_seconds_and_told_of() {
    let door = Door::open();
    let id = "p-5530218";
    assert_eq!(door.post(PAYMENTS, "key-1", &wire()).status, 201);
    for want in [
        "RECEIVED",
        "VALIDATED",
        "PROCESSING",
        "PROCESSING",
        "PROCESSING",
        "COMPLETED",
    ] {
        assert_eq!(status(&door, id), want);
        door.advance(1);
    }
    assert_eq!(balances(&door), pair("3270.75", "3320.75"));
    let events = door.events();
    let kinds: Vec<_> = events.iter().map(|event| event.kind).collect();
    assert_eq!(kinds, ["account.transaction.posted", "payment.completed"]);
    assert_eq!(events[0].client_id, None);
    let posted: serde_json::Value = serde_json::from_str(events[0].data.get()).unwrap();
    assert_eq!(posted["reference"], "INV-2291");
    assert!(events[0].data.get().contains(r#""runningBalance":3320.75"#));
    assert_eq!(events[1].client_id.as_deref(), Some("client-1"));
    let want = concat!(
        r#"{"paymentId":"p-5530218","method":"WIRE","amount":1250.00,"currency":"USD","#,
        r#""debtorAccountId":"123456789","reference":"INV-2291","#,
        r#""completedAt":"2026-03-02T15:00:05Z"}"#
    );
    assert_eq!(events[1].data.get(), want);
    assert!(door.events().is_empty());
}

#[test]
fn a_repeated_order_is_the_same_payment_as_it_stands_by_then() {
    let door = Door::open();
    door.post(PAYMENTS, "key-1", &wire());
    door.advance(5);
    // Other order of properties, other spelling of the number.
    let again = wire().replace(
        "{\"method\":\"WIRE\",\"amount\":1250.00,",
        "{\"amount\":1.25e3,\"method\":\"WIRE\",",
    );
    assert_ne!(again, wire());
    let answer = door.post(PAYMENTS, "key-1", &again);
    assert_eq!(answer.status, 200);
    assert_eq!(answer.header("idempotency-replayed"), Some("true"));
    assert_eq!(answer.header("location"), None);
    assert_eq!(answer.json["status"], "COMPLETED");
    assert_eq!(balances(&door), pair("3270.75", "3320.75"));
    let other = wire().replace("1250.00", "1250.01");
    let refused = door.post(PAYMENTS, "key-1", &other);
    assert_eq!(refused.refusal(), (409, "IDEMPOTENCY_KEY_REUSED"));
    // The key of another client is another key.
    let stranger = door.post_as("client-2", PAYMENTS, "key-1", &other);
    assert_eq!(stranger.status, 201);
}

#[test]
fn a_key_is_forgotten_after_a_day_and_a_refused_order_takes_none() {
    let door = Door::open();
    let much = ORDER.replace("1250.00", "4520.76");
    let refused = door.post(PAYMENTS, "key-1", &much);
    assert_eq!(refused.refusal(), (422, "INSUFFICIENT_FUNDS"));
    assert_eq!(door.post(PAYMENTS, "key-1", ORDER).status, 201);
    door.advance(86_399);
    assert_eq!(door.post(PAYMENTS, "key-1", ORDER).status, 200);
    door.advance(1);
    assert_eq!(door.post(PAYMENTS, "key-1", ORDER).status, 201);
}

#[test]
fn all_that_is_available_can_be_paid_and_no_cent_more() {
    let door = Door::open();
    let all = ORDER.replace("1250.00", "4520.75");
    assert_eq!(door.post(PAYMENTS, "key-1", &all).status, 201);
    assert_eq!(balances(&door), pair("0.00", "4570.75"));
    let cent = ORDER.replace("1250.00", "0.01");
    let refused = door.post(PAYMENTS, "key-2", &cent);
    assert_eq!(refused.refusal(), (422, "INSUFFICIENT_FUNDS"));
}

#[test]
fn orders_that_a_rule_forbids_are_refused_by_their_codes() {
    let door = Door::open();
    for (from, to, want, field) in [
        (
            "\"123456789\"",
            "\"1\"",
            (404, "ACCOUNT_NOT_FOUND"),
            "debtorAccountId",
        ),
        (
            "\"123456789\"",
            "\"123456794\"",
            (404, "ACCOUNT_NOT_FOUND"),
            "debtorAccountId",
        ),
        (
            "\"123456789\"",
            "\"409620035\"",
            (404, "ACCOUNT_NOT_FOUND"),
            "debtorAccountId",
        ),
        (
            "\"123456789\"",
            "\"123456791\"",
            (422, "CURRENCY_NOT_SUPPORTED"),
            "debtorAccountId",
        ),
        (
            "\"USD\"",
            "\"EUR\"",
            (422, "CURRENCY_NOT_SUPPORTED"),
            "currency",
        ),
        ("1250.00", "4520.76", (422, "INSUFFICIENT_FUNDS"), "amount"),
        (
            "1250.00",
            "1000000.01",
            (422, "AMOUNT_OVER_LIMIT"),
            "amount",
        ),
        (
            "2026-03-04",
            "2026-03-01",
            (422, "EXECUTION_DATE_INVALID"),
            "executionDate",
        ),
        (
            "2026-03-04",
            "2026-06-01",
            (422, "EXECUTION_DATE_INVALID"),
            "executionDate",
        ),
        (
            "011000015",
            "011000016",
            (422, "CREDITOR_BANK_UNKNOWN"),
            "creditor.routingNumber",
        ),
        ("ACH", "WIRE", (400, "INVALID_BODY"), "creditor.address"),
        ("1250.00", "0.001", (400, "INVALID_BODY"), "amount"),
        ("ACH", "RTP", (400, "INVALID_BODY"), ""),
    ] {
        let body = ORDER.replace(from, to);
        assert_ne!(body, ORDER);
        let answer = door.post(PAYMENTS, "key-1", &body);
        assert_eq!((answer.refusal(), answer.field()), (want, field), "{to}");
        assert!(!answer.text.contains("9876543210"));
    }
    assert_eq!(balances(&door), pair("4520.75", "4570.75"));
    let last = ORDER.replace("2026-03-04", "2026-05-31");
    let answer = door.post(PAYMENTS, "key-1", &last);
    // A Sunday: it leaves on Monday.
    assert_eq!(answer.json["executionDate"], "2026-06-01");
    let without = Request::post(PAYMENTS);
    let answer = door.call("client-1", without, ORDER);
    assert_eq!(answer.refusal(), (400, "IDEMPOTENCY_KEY_MISSING"));
}
