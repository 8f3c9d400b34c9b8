//! Orders of payments, and what became of them.

use super::door::Door;

pub(super) const PAYMENTS: &str = "/payments/v1/domestic";
pub(super) const HOUSEHOLD: &str = "/accounts/v1/accounts/123456789";

pub(super) const ORDER: &str = r#"{"method":"ACH","amount":1250.00,"currency":"USD",
    "debtorAccountId":"123456789","creditor":{"name":"Harbor Supplies LLC",
    "accountNumber":"9876543210","accountType":"CHECKING","routingNumber":"011000015",
    "bankName":"Example Trust Bank"},"executionDate":"2026-03-04","reference":"INV-2291",
    "remittanceInformation":"Invoice 2291 of 20 February"}"#;

pub(super) fn wire() -> String {
    let address = r#""address":{"line1":"12 Quay Street","city":"Boston","country":"US"}"#;
    ORDER
        .replace("ACH", "WIRE")
        .replace("2026-03-04", "2026-03-02")
        .replace("\"bankName\"", &format!("{address},\"bankName\""))
}

pub(super) fn status(door: &Door, id: &str) -> String {
    let payment = door.get(&format!("{PAYMENTS}/{id}"));
    payment.json["status"].as_str().unwrap_or("").to_owned()
}

/// Available and current balance of the household's account.
pub(super) fn balances(door: &Door) -> (String, String) {
    let text = door.get(HOUSEHOLD).text;
    let of = |name: &str| {
        let (_, rest) = text.split_once(&format!("\"{name}\":")).unwrap();
        rest.split(',').next().unwrap().to_owned()
    };
    (of("availableBalance"), of("currentBalance"))
}

pub(super) fn pair(available: &str, current: &str) -> (String, String) {
    (available.to_owned(), current.to_owned())
}
