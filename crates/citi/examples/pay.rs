//! The shortest program that pays.
//!
//! ```text
//! cargo run -p citi-sandbox -- --app Example       # prints what to export
//! export CITI_ENVIRONMENT=http://127.0.0.1:8087
//! cargo run -p citi --example pay
//! ```

use citi::payments::types::{Creditor, DomesticPaymentRequest, PaymentMethod};
use citi::{Client, Environment, IdempotencyKey, Number, Outcome};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let environment: Environment = match std::env::var("CITI_ENVIRONMENT") {
        Ok(text) => text.parse()?,
        Err(_) => Environment::Sandbox,
    };
    let citi = Client::builder(environment)
        .credentials_from_env()?
        .build()?;

    let today = jiff::Timestamp::now()
        .in_tz("America/New_York")?
        .date()
        .to_string();
    let payment = DomesticPaymentRequest::builder()
        .method(PaymentMethod::Ach)
        .amount("1250.00".parse::<Number>()?)
        .currency("USD")
        .debtor_account_id("123456789")
        .creditor(
            Creditor::builder()
                .name("Harbor Supplies LLC")
                .account_number("9876543210")
                .routing_number("011000015")
                .build()?,
        )
        .execution_date(citi::core::Date::try_from(today.as_str())?)
        .build()?;

    // One key for one intention: kept with the invoice, it makes the payment safe to send again,
    // even after this program was stopped half-way.
    let paid = citi
        .payments()
        .create_domestic_payment()
        .body(payment)
        .with_idempotency_key(IdempotencyKey::new("invoice-2291")?)
        .send()
        .await;
    match paid {
        Ok(payment) => println!("{} is {}", payment.payment_id, payment.status.as_str()),
        Err(error) if error.outcome() == Outcome::Unknown => println!("ask or send again: {error}"),
        Err(error) => println!("no money moved: {error}"),
    }
    Ok(())
}
