//! A bank, an application, and a client of it.

use std::time::Duration;

use citi::core::{ConnectionBuilder, Retry};
use citi::payments::types::{Creditor, DomesticPaymentRequest, PaymentMethod, PostalAddress};
use citi::{Client, Environment, Number};
use citi_sandbox::{Application, Sandbox};

/// The customer, and the account that pays.
pub(crate) const CUSTOMER: &str = "c-20417";
pub(crate) const ACCOUNT: &str = "123456789";

/// A bank whose clock stands still until it is moved, and which checks every answer of its own
/// against its documents.
pub(crate) struct World {
    pub(crate) sandbox: Sandbox,
    pub(crate) application: Application,
    pub(crate) citi: Client,
}

impl World {
    /// A bank and a client that tries again at once.
    pub(crate) async fn new() -> Self {
        Self::with(|connection| connection).await
    }

    /// With a connection of its own kind.
    pub(crate) async fn with(change: impl FnOnce(ConnectionBuilder) -> ConnectionBuilder) -> Self {
        let sandbox = Sandbox::builder()
            .seed(7)
            .start_at("2026-03-02T15:05:09Z".parse().unwrap())
            .frozen(true)
            .checked(true)
            .start()
            .await
            .unwrap();
        let application = sandbox.register("Journey");
        let citi = client(&sandbox, &application, change);
        Self {
            sandbox,
            application,
            citi,
        }
    }

    /// What the account holds, by the bank's own books.
    pub(crate) async fn balance(&self) -> Number {
        let account = self.citi.accounts().get_account().account_id(ACCOUNT);
        account.send().await.unwrap().into_value().current_balance
    }

    /// How often the bank was asked for this, and answered so.
    pub(crate) fn asked(&self, path: &str) -> usize {
        let requests = self.sandbox.requests();
        requests.iter().filter(|asked| asked.path == path).count()
    }

    /// Moves the bank's clock.
    pub(crate) fn pass(&self, seconds: u64) {
        self.sandbox.clock().advance(Duration::from_secs(seconds));
    }

    /// The bank never broke its own documents, and accuses the client of nothing.
    pub(crate) async fn end(self) {
        self.accused_of(&[]).await;
    }

    /// The bank never broke its own documents, and accuses the client of this.
    pub(crate) async fn accused_of(self, codes: &[&str]) {
        let findings = self.sandbox.findings();
        let found: Vec<_> = findings.iter().map(|it| it.code.name()).collect();
        assert_eq!(found, codes);
        assert_eq!(self.sandbox.violations(), Vec::<String>::new());
        self.sandbox.shutdown().await;
    }
}

/// Another client of the same bank.
pub(crate) fn client(
    sandbox: &Sandbox,
    application: &Application,
    change: impl FnOnce(ConnectionBuilder) -> ConnectionBuilder,
) -> Client {
    Client::builder(Environment::Custom(sandbox.base_url().to_owned()))
        .credentials(
            application.client_id.as_str(),
            application.client_secret.clone(),
        )
        .connection(|connection| {
            change(connection.retry(Retry::default().base(Duration::from_millis(1))))
        })
        .build()
        .unwrap()
}

/// A payment by wire.
pub(crate) fn order(amount: &str) -> DomesticPaymentRequest {
    let address = PostalAddress::builder()
        .line1("12 Quay Street")
        .city("Boston")
        .country("US")
        .build()
        .unwrap();
    let creditor = Creditor::builder()
        .name("Harbor Supplies LLC")
        .account_number("9876543210")
        .routing_number("011000015")
        .bank_name("Example Trust Bank")
        .address(address)
        .build()
        .unwrap();
    DomesticPaymentRequest::builder()
        .method(PaymentMethod::Wire)
        .amount(amount.parse::<Number>().unwrap())
        .currency("USD")
        .debtor_account_id(ACCOUNT)
        .creditor(creditor)
        .execution_date(citi::core::Date::try_from("2026-03-02").unwrap())
        .build()
        .unwrap()
}
