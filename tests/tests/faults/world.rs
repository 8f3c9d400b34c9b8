//! A bank that can be told to break, an application, and a client of it.

use std::time::Duration;

use citi::core::{Date, Prepared, Retry};
use citi::payments::types::{
    Creditor, DomesticPaymentRequest, Payment, PaymentMethod, PostalAddress,
};
use citi::{Client, Environment, Error, Number};
use citi_sandbox::{Application, Fault, Finding, Sandbox};

use crate::clock::{ATTEMPT, CALL, PAUSE, Shared};

/// The account that pays.
pub(crate) const ACCOUNT: &str = "123456789";

pub(crate) struct World {
    pub(crate) sandbox: Sandbox,
    pub(crate) application: Application,
    pub(crate) citi: Client,
}

impl World {
    /// A bank and a client whose waits take no time.
    pub(crate) async fn new() -> Self {
        Self::with(7, Retry::default()).await
    }

    /// A client that sends everything once.
    pub(crate) async fn once() -> Self {
        Self::with(7, Retry::never()).await
    }

    pub(crate) async fn with(seed: u64, retry: Retry) -> Self {
        let sandbox = Sandbox::builder()
            .seed(seed)
            .start_at("2026-03-02T15:05:09Z".parse().unwrap())
            .frozen(true)
            .checked(true)
            .start()
            .await
            .unwrap();
        let application = sandbox.register("Faults");
        let citi = client(&sandbox, &application, retry);
        Self {
            sandbox,
            application,
            citi,
        }
    }

    /// Lets something go wrong.
    pub(crate) fn fault(&self, text: &str) {
        let fault: Fault = text.parse().unwrap();
        self.sandbox.fault(fault).unwrap();
    }

    /// Makes a payment.
    pub(crate) async fn pay(&self, amount: &str) -> Result<(Payment, u32), Error> {
        let call = self.citi.payments().create_domestic_payment();
        let answer = call.body(order(amount, "once", true)).send().await?;
        let attempts = answer.attempts();
        Ok((answer.into_value(), attempts))
    }

    /// Keeps a payment that is to be made.
    pub(crate) async fn prepare(&self, order: DomesticPaymentRequest) -> Prepared {
        let call = self.citi.payments().create_domestic_payment();
        call.body(order).prepare().await.unwrap()
    }

    /// Makes, or goes on making, a payment that was kept.
    pub(crate) async fn resume(&self, prepared: &Prepared) -> Result<Payment, Error> {
        let call = self.citi.payments().create_domestic_payment();
        let answer = call.resume(prepared).await?;
        Ok(answer.into_value())
    }

    /// How many payments the bank has of the client by now, whatever goes wrong elsewhere.
    pub(crate) async fn known(&self) -> usize {
        let list = self.citi.payments().list_payments().limit(200);
        list.send().await.unwrap().payments.len()
    }

    /// Every payment of the client, asked for when nothing goes wrong any more.
    pub(crate) async fn payments(&self) -> Vec<Payment> {
        self.sandbox.clear_faults();
        let list = self.citi.payments().list_payments().limit(200);
        list.send().await.unwrap().into_value().payments
    }

    /// Moves the bank's clock.
    pub(crate) fn pass(&self, seconds: u64) {
        self.sandbox.clock().advance(Duration::from_secs(seconds));
    }

    /// The bank never broke its own documents, and the client did nothing that it is accused of.
    pub(crate) fn end(&self) {
        assert_eq!(self.sandbox.violations(), Vec::<String>::new());
        assert_eq!(self.sandbox.findings(), Vec::<Finding>::new());
    }
}

/// A client of a bank, which shares its clock.
pub(crate) fn client(sandbox: &Sandbox, application: &Application, retry: Retry) -> Client {
    let clock = Shared::new(sandbox.clock());
    Client::builder(Environment::Custom(sandbox.base_url().to_owned()))
        .credentials(
            application.client_id.as_str(),
            application.client_secret.clone(),
        )
        .connection(|connection| {
            connection
                .clock(clock)
                .retry(retry.cap(PAUSE))
                .attempt_timeout(ATTEMPT)
                .call_timeout(CALL)
        })
        .build()
        .unwrap()
}

/// A payment with a reference of its own, by wire today or by ACH the day after tomorrow.
pub(crate) fn order(amount: &str, reference: &str, wire: bool) -> DomesticPaymentRequest {
    let address = PostalAddress::builder()
        .line1("12 Quay Street")
        .city("Boston")
        .country("US");
    let creditor = Creditor::builder()
        .name("Harbor Supplies LLC")
        .account_number("9876543210")
        .routing_number("011000015")
        .bank_name("Example Trust Bank")
        .address(address.build().unwrap());
    let (method, day) = match wire {
        true => (PaymentMethod::Wire, "2026-03-02"),
        false => (PaymentMethod::Ach, "2026-03-04"),
    };
    DomesticPaymentRequest::builder()
        .method(method)
        .amount(amount.parse::<Number>().unwrap())
        .currency("USD")
        .debtor_account_id(ACCOUNT)
        .creditor(creditor.build().unwrap())
        .execution_date(Date::try_from(day).unwrap())
        .reference(reference)
        .build()
        .unwrap()
}
