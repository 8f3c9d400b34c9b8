//! What a record holds, and what none can be made of.

use citi_core::support::wire;
use citi_core::{CallOptions, IdempotencyKey, Upload};

use crate::common::{self, Bank, PAY, answer as reply};
use crate::{BODY, built, key, prepare, resume, stored};

#[tokio::test(start_paused = true)]
async fn nothing_is_sent_before_it_is_resumed_and_then_exactly_that() {
    let bank = Bank::new([reply(201, "{}")]);
    let connection = bank.builder().bearer_token("a-token").build().unwrap();
    let option = CallOptions::new().header("X-Api-Key", "a-secret").unwrap();
    let connection = connection.with_options(option);
    let record = prepare(&connection).await;
    assert!(bank.calls().is_empty());
    assert_eq!(record.operation_id(), "createPayment");
    assert_eq!(record.path(), "/payments");
    assert_eq!(record.body(), Some(BODY.as_bytes()));
    let text = serde_json::to_string(&record).unwrap();
    assert!(
        !text.contains("a-token") && !text.contains("a-secret"),
        "{text}"
    );

    let answer = resume(&connection, &stored(&record)).await.unwrap();
    assert_eq!((answer.status().as_u16(), answer.attempts()), (201, 1));
    let calls = bank.calls();
    assert_eq!(calls.len(), 1);
    assert_eq!(calls[0].body, BODY);
    assert_eq!(key(&calls[0]), record.idempotency_key().as_str());
    assert_eq!(calls[0].header("x-channel"), Some("batch"));
    assert_eq!(calls[0].header("content-type"), Some("application/json"));
    assert_eq!(calls[0].header("authorization"), Some("Bearer a-token"));
    assert_eq!(calls[0].header("x-api-key"), Some("a-secret"));
}

/// Another body than the one of the operation.
fn instead(upload: Upload) -> CallOptions {
    wire::instead(CallOptions::new(), "body", "text/plain", Some(upload), Ok)
}

#[tokio::test]
async fn what_cannot_be_kept_is_refused() {
    let bank = Bank::new([]);
    let connection = bank.builder().bearer_token("t").build().unwrap();
    let pieces = || futures_util::stream::iter(["{}"].map(Ok::<_, std::io::Error>));
    for upload in [Upload::stream(pieces()), Upload::repeatable(pieces)] {
        let connection = connection.clone();
        let call = built(&connection, &PAY, "", instead(upload));
        let error = wire::prepare(call).await.unwrap_err();
        assert!(
            error.is_refused() && error.to_string().contains("give it as bytes"),
            "{error}"
        );
    }
    let call = built(&connection, &common::SEND, BODY, CallOptions::new());
    let error = wire::prepare(call).await.unwrap_err();
    assert!(
        error.to_string().contains("takes no idempotency key"),
        "{error}"
    );

    let bytes = Upload::from("a,b".to_owned()).with_content_type("text/csv");
    let call = built(&connection, &PAY, "", instead(bytes));
    let record = wire::prepare(call).await.unwrap();
    assert_eq!(record.body(), Some(&b"a,b"[..]));
    assert!(serde_json::to_string(&record).unwrap().contains("text/csv"));
}

#[tokio::test]
async fn the_key_is_the_one_that_was_given() {
    let bank = Bank::new([]);
    let connection = bank.builder().bearer_token("t").build().unwrap();
    let options = CallOptions::new().idempotency_key(IdempotencyKey::new("invoice-42").unwrap());
    let record = wire::prepare(built(&connection, &PAY, BODY, options))
        .await
        .unwrap();
    assert_eq!(record.idempotency_key().as_str(), "invoice-42");
}
