//! A payment, made once.

use citi::payments::types::{
    Creditor, DomesticPaymentRequest, PaymentMethod, PaymentStatus, PostalAddress,
};
use citi::{Client, IdempotencyKey, Number, Outcome};
use citi_sandbox::Sandbox;

use crate::stage::{ACCOUNT, ensure};
use crate::teller::{Failure, Told};

const AMOUNT: &str = "250.25";

/// A payment that was ordered.
pub(crate) struct Paid {
    payment_id: String,
    key: IdempotencyKey,
    /// What the account held before.
    before: Number,
}

/// A payment by wire, of this amount.
pub(crate) fn order(amount: &str) -> Result<DomesticPaymentRequest, Failure> {
    let creditor = Creditor::builder()
        .name("Harbor Supplies LLC")
        .account_number("9876543210")
        .routing_number("011000015")
        .bank_name("Example Trust Bank")
        .address(
            PostalAddress::builder()
                .line1("12 Quay Street")
                .city("Boston")
                .country("US")
                .build()?,
        )
        .build()?;
    Ok(DomesticPaymentRequest::builder()
        .method(PaymentMethod::Wire)
        .amount(amount.parse::<Number>()?)
        .currency("USD")
        .debtor_account_id(ACCOUNT)
        .creditor(creditor)
        .execution_date(citi::core::Date::try_from("2026-03-02")?)
        .reference("INV-2291")
        .build()?)
}

async fn booked(citi: &Client) -> Result<Number, Failure> {
    let account = citi
        .accounts()
        .get_account()
        .account_id(ACCOUNT)
        .send()
        .await?;
    Ok(account.into_value().current_balance)
}

/// Orders a payment.
pub(crate) async fn pay(citi: &Client) -> Told<Paid> {
    let before = booked(citi).await?;
    let key = IdempotencyKey::new("tour-invoice-2291")?;
    let answer = citi
        .payments()
        .create_domestic_payment()
        .body(order(AMOUNT)?)
        .with_idempotency_key(key.clone())
        .send()
        .await?;
    ensure!(answer.status() == 201, "answered {}", answer.status());
    let payment_id = answer.payment_id.clone();
    let text = format!(
        "{payment_id}, {} {} by wire: {}",
        answer.amount,
        answer.currency,
        answer.status.as_str()
    );
    let paid = Paid {
        payment_id,
        key,
        before,
    };
    Ok((paid, text))
}

/// Sends the same payment again, lets it settle, and looks at the ledger.
pub(crate) async fn again(sandbox: &Sandbox, citi: &Client, paid: &Paid) -> Told<()> {
    let answer = citi
        .payments()
        .create_domestic_payment()
        .body(order(AMOUNT)?)
        .with_idempotency_key(paid.key.clone())
        .send()
        .await?;
    ensure!(answer.status() == 200, "answered {}", answer.status());
    ensure!(
        answer.payment_id == paid.payment_id,
        "a second payment was made"
    );

    sandbox.clock().advance(std::time::Duration::from_secs(60));
    let payment = citi
        .payments()
        .get_payment()
        .payment_id(paid.payment_id.as_str())
        .send()
        .await?;
    ensure!(
        payment.status == PaymentStatus::Completed,
        "it is {}",
        payment.status.as_str()
    );
    let (before, after) = (&paid.before, booked(citi).await?);
    let moved = before.to_decimal()? - after.to_decimal()?;
    ensure!(moved.to_string() == AMOUNT, "the ledger moved by {moved}");
    let text =
        format!("the same payment came back; the ledger moved once, from {before} to {after}");
    Ok(((), text))
}

/// Uses the key for another payment.
pub(crate) async fn other(citi: &Client, paid: &Paid) -> Told<()> {
    let answer = citi
        .payments()
        .create_domestic_payment()
        .body(order("9999.99")?)
        .with_idempotency_key(paid.key.clone())
        .send()
        .await;
    let Err(error) = answer else {
        return Err("the bank took the key for another payment".into());
    };
    ensure!(
        error.code() == Some("IDEMPOTENCY_KEY_REUSED"),
        "another error: {error}"
    );
    ensure!(
        error.outcome() == Outcome::Rejected,
        "another outcome: {error}"
    );
    Ok(((), "409 IDEMPOTENCY_KEY_REUSED; nothing moved".to_owned()))
}
