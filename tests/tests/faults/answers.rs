//! Answers that are not the bank's, or no longer what its document says.

use citi::Outcome;
use citi::payments::types::PaymentStatus;

use crate::world::{ACCOUNT, World};

/// What became of a payment whose answer was this fault, and how many payments there are.
async fn after(fault: &str) -> (Outcome, usize) {
    let world = World::once().await;
    world.fault(&format!("{fault}; operation=createDomesticPayment"));
    let outcome = world.pay("10.00").await.unwrap_err().outcome();
    let made = world.payments().await.len();
    world.end();
    (outcome, made)
}

#[tokio::test]
async fn what_is_not_known_is_said_to_be_unknown() {
    for (fault, made) in [
        ("internal-error", 0),
        ("internal-error; booked=yes", 1),
        ("bad-gateway", 0),
        ("bad-gateway; booked=yes", 1),
        ("unavailable", 0),
        ("unavailable; booked=yes", 1),
        ("cut-body", 1),
        ("cut-body; form=chunked", 1),
        ("broken-json", 1),
        ("stalled", 1),
        ("slow; ms=3000", 1),
        ("reset", 0),
        ("reset-after-booking", 1),
    ] {
        assert_eq!(after(fault).await, (Outcome::Unknown, made), "{fault}");
    }
}

#[tokio::test]
async fn what_the_bank_refuses_is_said_to_be_refused() {
    for fault in [
        "rate-limited",
        "rate-limited; header=date",
        "rate-limited; header=none",
    ] {
        assert_eq!(after(fault).await, (Outcome::Rejected, 0), "{fault}");
    }
}

#[tokio::test]
async fn a_read_is_tried_again_until_it_comes() {
    for fault in [
        "bad-gateway",
        "unavailable",
        "unavailable; header=seconds; seconds=6",
        "cut-body",
        "cut-body; form=chunked",
        "reset",
        "reset-after-booking",
        "stalled",
    ] {
        let world = World::new().await;
        world.fault(&format!("{fault}; operation=getAccount; count=2"));
        let get = world.citi.accounts().get_account().account_id(ACCOUNT);
        let answer = get.send().await.unwrap();
        assert_eq!(
            (answer.attempts(), answer.account_id.as_str()),
            (3, ACCOUNT),
            "{fault}"
        );
        world.end();
    }
}

#[tokio::test]
async fn a_newer_bank_loses_no_answer() {
    let world = World::new().await;
    world.fault("new-enum-value; operation=getPayment; count=6");
    world.fault("new-field; operation=getPayment; count=3");
    world.fault("long-string; operation=getPayment; count=3");
    let (paid, _) = world.pay("10.00").await.unwrap();
    let mut unknown = 0;
    for _ in 0..12 {
        let get = world.citi.payments().get_payment();
        let read = get
            .payment_id(paid.payment_id.as_str())
            .send()
            .await
            .unwrap();
        assert_eq!(
            (&read.payment_id, read.amount.as_str()),
            (&paid.payment_id, "10.00")
        );
        let new = "SANDBOX_NEW_VALUE";
        unknown += usize::from(read.status == PaymentStatus::Unknown(new.to_owned()));
        unknown += usize::from(read.method.as_str() == new);
    }
    assert_eq!(unknown, 6);
    assert_eq!(world.sandbox.fault_records().len(), 12);
    world.end();
}
