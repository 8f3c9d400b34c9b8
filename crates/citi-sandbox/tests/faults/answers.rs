//! Answers that are not the bank's, and the bank's own made worse.

use std::time::{Duration, Instant};

use citi_sandbox::{Fault, FaultKind};
use serde_json::Value;

use crate::world::{ACCOUNT, World, header};

const ASK: &str = "x-sandbox-fault";

#[tokio::test]
async fn refusals_of_every_form_come_at_the_word_of_a_header() {
    let world = World::new().await;
    for (text, status, wait, kind) in [
        ("rate-limited; seconds=7", 429, "7", "application/json"),
        (
            "rate-limited; header=date; seconds=7",
            429,
            "Mon, 02 Mar 2026 15:05:16 GMT",
            "application/json",
        ),
        ("rate-limited; header=none", 429, "", "application/json"),
        ("internal-error", 500, "", "application/json"),
        ("bad-gateway", 502, "", "text/html"),
        ("unavailable", 503, "", "application/json"),
        ("unavailable; header=seconds", 503, "1", "application/json"),
    ] {
        let answer = world.get(ACCOUNT).header(ASK, text).send().await.unwrap();
        assert_eq!(answer.status(), status, "{text}");
        assert_eq!(header(&answer, "retry-after"), wait, "{text}");
        assert_eq!(header(&answer, "content-type"), kind, "{text}");
        let name = text.split(';').next().unwrap();
        assert_eq!(header(&answer, ASK), format!("header; kind={name}"));
        let body = answer.text().await.unwrap();
        match kind {
            "text/html" => assert!(body.starts_with("<html>"), "{body}"),
            _ => assert!(serde_json::from_str::<Value>(&body).unwrap()["error_code"].is_string()),
        }
    }
    let good = world.get(ACCOUNT).send().await.unwrap();
    assert_eq!((good.status().as_u16(), header(&good, ASK)), (200, ""));
    world.end();
}

#[tokio::test]
async fn what_fails_after_booking_has_booked_and_what_fails_before_has_not() {
    let world = World::new().await;
    let kinds = ["internal-error", "bad-gateway", "unavailable"];
    for (at, kind) in kinds.into_iter().enumerate() {
        for (booked, made) in [("no", at), ("yes", at + 1)] {
            let key = format!("{kind}-{booked}");
            let text = format!("{kind}; booked={booked}");
            let pay = world.pay(&key, "x").header(ASK, text);
            let answer = pay.send().await.unwrap();
            assert!(answer.status().is_server_error());
            assert_eq!(header(&answer, "location"), "");
            assert_eq!(world.payments().await, made, "{key}");
        }
    }
    // What the bank refuses was not booked: its refusal comes through, and nothing is counted.
    let rule = Fault::new(FaultKind::InternalError)
        .after_booking()
        .times(1);
    world.sandbox.fault(rule).unwrap();
    let answer = world.pay("bad-gateway-yes", "other").send().await.unwrap();
    assert_eq!(answer.status(), 409);
    assert_eq!(world.sandbox.faults()[0].acted, 0);
    world.end();
}

#[tokio::test]
async fn bodies_are_broken_and_mislabelled() {
    let world = World::new().await;
    let ask = |text: &'static str| world.get(ACCOUNT).header(ASK, text).send();
    let answer = ask("broken-json").await.unwrap();
    assert_eq!(answer.status(), 200);
    let text = answer.text().await.unwrap();
    assert!(text.starts_with('{') && serde_json::from_str::<Value>(&text).is_err());
    let answer = ask("wrong-content-type").await.unwrap();
    assert_eq!(header(&answer, "content-type"), "text/html; charset=utf-8");
    let body: Value = answer.json().await.unwrap();
    assert_eq!(body["accountId"], "123456789");
    for form in ["cut-body", "cut-body; form=chunked"] {
        let answer = ask(form).await.unwrap();
        assert_eq!(answer.status(), 200);
        assert!(answer.text().await.is_err(), "{form}");
    }
    world.end();
}

#[tokio::test]
async fn a_newer_bank_says_more_than_its_document() {
    let world = World::new().await;
    let ask = |text: &'static str| world.get(ACCOUNT).header(ASK, text).send();
    let was: Value = world
        .get(ACCOUNT)
        .send()
        .await
        .unwrap()
        .json()
        .await
        .unwrap();
    let differ = |now: &Value| {
        let names = was.as_object().unwrap().keys();
        names.filter(|name| was[*name] != now[*name]).count()
    };
    let now: Value = ask("new-enum-value").await.unwrap().json().await.unwrap();
    assert_eq!(differ(&now), 1);
    assert!(
        now.as_object()
            .unwrap()
            .values()
            .any(|it| it == "SANDBOX_NEW_VALUE")
    );
    let now: Value = ask("new-field").await.unwrap().json().await.unwrap();
    assert_eq!(
        (differ(&now), &now["sandboxNewField"]),
        (0, &Value::from("new"))
    );
    let now: Value = ask("long-string; length=5000")
        .await
        .unwrap()
        .json()
        .await
        .unwrap();
    let long = |it: &Value| it.as_str().is_some_and(|text| text.len() == 5000);
    assert_eq!(
        (
            differ(&now),
            now.as_object()
                .unwrap()
                .values()
                .filter(|it| long(it))
                .count()
        ),
        (1, 1)
    );
    // A refusal is left as it is: none of these speaks of refusals.
    let none = world
        .get("/accounts/v1/accounts/none")
        .header(ASK, "new-field");
    let none = none.send().await.unwrap();
    assert_eq!((none.status().as_u16(), header(&none, ASK)), (404, ""));
    world.end();
}

#[tokio::test]
async fn a_slow_answer_comes_late_and_whole() {
    let world = World::new().await;
    let begun = Instant::now();
    let slow = world.get(ACCOUNT).header(ASK, "slow; ms=40").send().await;
    assert_eq!(slow.unwrap().status(), 200);
    assert!(begun.elapsed() >= Duration::from_millis(40));
    // Whoever does not wait has been served all the same.
    let impatient = world.pay("k", "x").header(ASK, "slow; ms=60000");
    let left = impatient.timeout(Duration::from_millis(150)).send().await;
    assert!(left.unwrap_err().is_timeout());
    assert_eq!(world.payments().await, 1);
    world.end();
}

#[tokio::test]
async fn while_a_write_is_slow_its_key_is_in_use() {
    let world = World::new().await;
    let slow = world.pay("k-1", "x").header(ASK, "slow; ms=60000").send();
    let slow = tokio::spawn(slow);
    while world.payments().await == 0 {}
    let again = world.pay("k-1", "x").send().await.unwrap();
    assert_eq!(again.status(), 409);
    let body: Value = again.json().await.unwrap();
    assert_eq!(body["error_code"], "REQUEST_IN_PROGRESS");
    // Another key is another intention, and a request that was given up is over.
    assert_eq!(world.pay("k-2", "x").send().await.unwrap().status(), 201);
    slow.abort();
    while world.pay("k-1", "x").send().await.unwrap().status() == 409 {}
    let after = world.pay("k-1", "x").send().await.unwrap();
    assert_eq!(header(&after, "idempotency-replayed"), "true");
    assert_eq!(world.payments().await, 2);
    world.end();
}

#[tokio::test]
async fn the_banks_clock_can_be_off() {
    let world = World::new().await;
    let ask = |text: &'static str| world.get(ACCOUNT).header(ASK, text).send();
    let ahead = ask("clock-skew; seconds=60").await.unwrap();
    assert_eq!(header(&ahead, "date"), "Mon, 02 Mar 2026 15:06:09 GMT");
    let behind = ask("clock-skew; seconds=-3609").await.unwrap();
    assert_eq!(header(&behind, "date"), "Mon, 02 Mar 2026 14:05:00 GMT");
    let right = world.get(ACCOUNT).send().await.unwrap();
    assert_eq!(header(&right, "date"), "Mon, 02 Mar 2026 15:05:09 GMT");
}

#[tokio::test]
async fn a_header_that_is_no_fault_is_refused_with_the_kinds() {
    let world = World::new().await;
    for text in [
        "teapot",
        "slow; ms=soon",
        "slow; count=2",
        "late",
        "token-endpoint-down",
    ] {
        let answer = world.get(ACCOUNT).header(ASK, text).send().await.unwrap();
        assert_eq!(answer.status(), 400, "{text}");
        let body: Value = answer.json().await.unwrap();
        assert_eq!(body["error_code"], "INVALID_PARAMETER");
        assert_eq!(body["details"][0]["field"], "X-Sandbox-Fault");
    }
    world.end();
}
