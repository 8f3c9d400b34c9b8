//! What becomes of connections.

use std::io::ErrorKind;
use std::time::Duration;

use citi_sandbox::{Fault, FaultKind};
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use crate::world::{ACCOUNT, PAYMENTS, World, all, order};

#[tokio::test]
async fn a_reset_before_reading_carries_nothing_out() {
    let world = World::new().await;
    let rule = Fault::new(FaultKind::Reset).operation("createDomesticPayment");
    world.sandbox.fault(rule.times(1)).unwrap();
    // More is announced than is sent: who read the body would wait for the rest.
    let head = format!(
        "POST {PAYMENTS} HTTP/1.1\r\nhost: 127.0.0.1\r\nauthorization: Bearer {}\r\n\
         content-type: application/json\r\nidempotency-key: k-1\r\ncontent-length: 5000\r\n\r\n{{",
        world.token
    );
    let mut stream = tokio::net::TcpStream::connect(world.sandbox.address())
        .await
        .unwrap();
    stream.write_all(head.as_bytes()).await.unwrap();
    let (text, end) = all(&mut stream).await;
    assert_eq!(
        (text.as_str(), end.unwrap_err().kind()),
        ("", ErrorKind::ConnectionReset)
    );
    assert_eq!(world.payments().await, 0);
    let record = &world.sandbox.requests()[1];
    assert_eq!(record.operation.as_deref(), Some("createDomesticPayment"));
    assert_eq!(record.fault.as_deref(), Some("fault-1; kind=reset"));
    assert_eq!(record.status, 0);
}

#[tokio::test]
async fn a_reset_after_booking_has_booked_and_the_same_key_finds_it() {
    let world = World::new().await;
    let rule = Fault::new(FaultKind::ResetAfterBooking).operation("createDomesticPayment");
    world.sandbox.fault(rule.times(1)).unwrap();
    let mut stream = world
        .written(&format!("POST {PAYMENTS}"), &order("x"))
        .await;
    let (text, end) = all(&mut stream).await;
    assert_eq!(
        (text.as_str(), end.unwrap_err().kind()),
        ("", ErrorKind::ConnectionReset)
    );
    assert_eq!(world.payments().await, 1);
    let record = &world.sandbox.requests()[1];
    assert_eq!(
        (record.status, record.fault.as_deref()),
        (201, Some("fault-1; kind=reset-after-booking"))
    );
    let again = world.pay("k-1", "x").send().await.unwrap();
    assert_eq!(again.status(), 200);
    assert_eq!(again.headers()["idempotency-replayed"], "true");
    assert_eq!(world.payments().await, 1);
    assert_eq!(world.sandbox.fault_records().len(), 1);
    world.end();
}

#[tokio::test]
async fn a_refused_payment_is_answered_and_the_rule_waits_for_one_that_is_booked() {
    let world = World::new().await;
    let rule = Fault::new(FaultKind::ResetAfterBooking).operation("createDomesticPayment");
    world.sandbox.fault(rule.times(1)).unwrap();
    let body = order("x").replace("12.50", "99999999.00");
    let refused = world.pay("k-1", "x").body(body).send().await.unwrap();
    assert_eq!(refused.status(), 422);
    assert!(world.pay("k-1", "x").send().await.is_err());
    assert_eq!(world.payments().await, 1);
}

#[tokio::test]
async fn a_stalled_body_never_comes_though_its_head_has() {
    let world = World::new().await;
    let rule = Fault::new(FaultKind::Stalled).operation("getAccount");
    world.sandbox.fault(rule.times(1)).unwrap();
    let mut stream = world.written(&format!("GET {ACCOUNT}"), "").await;
    let mut bytes = [0; 4096];
    let length = stream.read(&mut bytes).await.unwrap();
    let head = std::str::from_utf8(&bytes[..length])
        .unwrap()
        .to_lowercase();
    assert!(
        head.starts_with("http/1.1 200 ok") && head.ends_with("\r\n\r\n"),
        "{head}"
    );
    assert!(
        head.contains("x-sandbox-fault: fault-1; kind=stalled"),
        "{head}"
    );
    let announced = head
        .lines()
        .find(|line| line.starts_with("content-length: "));
    assert!(
        announced.unwrap().len() > "content-length: 9".len(),
        "{head}"
    );
    let more = tokio::time::timeout(Duration::from_millis(50), stream.read(&mut bytes)).await;
    assert!(more.is_err(), "something came");
}

#[tokio::test]
async fn a_cut_body_ends_too_early_by_its_length_or_its_chunks() {
    let world = World::new().await;
    for (form, mark) in [
        ("length", "content-length: "),
        ("chunked", "transfer-encoding: chunked"),
    ] {
        let fault: Fault = format!("cut-body; form={form}; count=1").parse().unwrap();
        world.sandbox.fault(fault).unwrap();
        let mut stream = world.written(&format!("GET {ACCOUNT}"), "").await;
        let (text, end) = all(&mut stream).await;
        assert!(end.is_ok(), "it ends, and is not reset");
        let (head, body) = text.split_once("\r\n\r\n").unwrap();
        assert!(head.to_lowercase().contains(mark), "{head}");
        assert!(body.contains("\"accountId\""), "half of it comes: {body}");
        assert!(
            !body.contains("0\r\n\r\n") && !body.ends_with('}'),
            "{body}"
        );
    }
    // The connection was closed each time, and the next one is as good as ever.
    assert_eq!(world.get(ACCOUNT).send().await.unwrap().status(), 200);
}

#[tokio::test]
async fn who_stalls_does_not_hold_the_sandbox_up_when_it_is_dropped() {
    let world = World::new().await;
    world.sandbox.fault(Fault::new(FaultKind::Stalled)).unwrap();
    let mut stream = world.written(&format!("GET {ACCOUNT}"), "").await;
    let mut bytes = [0; 4096];
    assert!(stream.read(&mut bytes).await.unwrap() > 0);
    drop(world);
    let end = tokio::time::timeout(Duration::from_secs(5), stream.read(&mut bytes)).await;
    assert!(!matches!(end.unwrap(), Ok(1..)), "the connection ends");
}
