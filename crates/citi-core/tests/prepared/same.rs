//! A record is good for its own call alone: its operation, its body, its path, its server.

use citi_core::support::answer;
use citi_core::support::wire;
use citi_core::{CallOptions, Connection, IdempotencyKey, Method, Operation, Outcome, Prepared};

use crate::common::{self, Bank, answer as reply};
use crate::{BODY, any, built, key, prepare, resume, send};

#[tokio::test(start_paused = true)]
async fn only_the_same_call_goes_under_its_key() {
    let bank = Bank::new([reply(201, "{}")]);
    let connection = bank.builder().bearer_token("t").build().unwrap();
    let record = prepare(&connection).await;
    let resuming = || CallOptions::new().resuming(&record);

    let error = send(&connection, resuming(), r#"{"amount":92.50}"#)
        .await
        .unwrap_err();
    assert!(error.is_refused(), "{error}");
    assert!(error.to_string().contains("its body differs"), "{error}");
    assert!(!error.to_string().contains("92.50"));
    let own = resuming().idempotency_key(IdempotencyKey::new("another").unwrap());
    let error = send(&connection, own, BODY).await.unwrap_err();
    assert!(
        error.to_string().contains("another idempotency key"),
        "{error}"
    );
    static REFUND: Operation = Operation {
        id: "createRefund",
        method: Method::Post,
        path: "/refunds",
        idempotency_header: Some("Idempotency-Key"),
        ..Operation::EMPTY
    };
    let wrong = built(&connection, &REFUND, BODY, resuming());
    let error = answer::call(wrong, any).await.unwrap_err();
    assert!(
        error.to_string().contains("its operation differs"),
        "{error}"
    );
    let wrong = wire::resume(&connection, &REFUND, CallOptions::new(), &record);
    assert!(answer::call(wrong, any).await.unwrap_err().is_refused());
    let changed = serde_json::to_string(&record)
        .unwrap()
        .replace("12.50", "92.50");
    let changed: Prepared = serde_json::from_str(&changed).unwrap();
    let error = resume(&connection, &changed).await.unwrap_err();
    assert!(
        error.is_refused() && error.to_string().contains("was changed"),
        "{error}"
    );
    assert_eq!(
        error.outcome(),
        Outcome::Unknown,
        "it may have been sent before"
    );
    for path in [
        "@evil.example/payments",
        "//evil.example/payments",
        "/refunds",
    ] {
        let text = serde_json::to_string(&record).unwrap();
        let moved = text.replace(r#""path":"/payments""#, &format!(r#""path":"{path}""#));
        assert_ne!(moved, text);
        let moved: Prepared = serde_json::from_str(&moved).unwrap();
        assert!(
            resume(&connection, &moved).await.unwrap_err().is_refused(),
            "{path}"
        );
    }
    assert!(bank.calls().is_empty(), "nothing of it was sent");

    send(&connection, resuming(), BODY).await.unwrap();
    assert_eq!(key(&bank.calls()[0]), record.idempotency_key().as_str());
}

#[tokio::test(start_paused = true)]
async fn a_record_of_one_server_is_none_of_another() {
    let bank = Bank::new([common::answer(201, "{}")]);
    let sandbox = bank.builder().bearer_token("t").build().unwrap();
    let record = prepare(&sandbox).await;
    let production = Connection::builder("https://production.example")
        .bearer_token("t")
        .transport(bank.clone())
        .build()
        .unwrap();
    let error = resume(&production, &record).await.unwrap_err();
    assert!(error.is_refused(), "{error}");
    assert!(error.to_string().contains("another server"), "{error}");
    assert!(bank.calls().is_empty());
    resume(&sandbox, &record).await.unwrap();
}
