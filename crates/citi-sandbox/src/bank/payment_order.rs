//! [`PaymentOrder`]: what a client orders, and whether it has its form.

use citi_core::Number;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::payment::Method;
use super::{AccountNumber, Currency, Money, refusals};
use crate::refusal::Refusal;

/// What a client orders: `DomesticPaymentRequest`.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct PaymentOrder {
    pub(crate) method: Method,
    pub(crate) amount: Number,
    pub(crate) currency: String,
    pub(crate) debtor_account_id: String,
    pub(crate) creditor: Creditor,
    pub(crate) execution_date: Date,
    pub(crate) reference: Option<String>,
    pub(crate) remittance_information: Option<String>,
}

/// Who is paid, and where.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Creditor {
    pub(crate) name: String,
    #[serde(serialize_with = "AccountNumber::keep")]
    pub(crate) account_number: AccountNumber,
    account_type: Option<CreditorAccountType>,
    pub(crate) routing_number: String,
    pub(crate) bank_name: Option<String>,
    address: Option<PostalAddress>,
}

/// What kind of account the creditor's is.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize, Serialize)]
#[serde(rename_all = "UPPERCASE")]
enum CreditorAccountType {
    Checking,
    Savings,
}

/// An address by post.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
struct PostalAddress {
    line1: String,
    line2: Option<String>,
    city: String,
    state: Option<String>,
    postal_code: Option<String>,
    country: String,
}

/// Why a payment is called back: `CancelPaymentRequest`.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
pub(crate) struct Cancellation {
    pub(crate) reason: Option<CancellationReason>,
    pub(crate) note: Option<String>,
}

/// The reason, for programs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub(crate) enum CancellationReason {
    Duplicate,
    WrongDetails,
    Requested,
    Fraud,
}

impl CancellationReason {
    /// Its letters.
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::Duplicate => "DUPLICATE",
            Self::WrongDetails => "WRONG_DETAILS",
            Self::Requested => "REQUESTED",
            Self::Fraud => "FRAUD",
        }
    }
}

impl PaymentOrder {
    /// The amount in whole cents, if the order has the form that its method needs.
    ///
    /// # Errors
    /// `INVALID_BODY`, naming the property.
    pub(crate) fn checked_amount(&self) -> Result<Money, Refusal> {
        let wrong = |field, issue| refusals::invalid_body(Some(field), issue);
        let amount = Money::read(&self.amount, Currency::Usd)
            .filter(|amount| amount.is_positive())
            .ok_or_else(|| wrong("amount", "must be an amount in whole cents"))?;
        if self.method == Method::Wire && self.creditor.bank_name.is_none() {
            return Err(wrong("creditor.bankName", "is needed for wires"));
        }
        if self.method == Method::Wire && self.creditor.address.is_none() {
            return Err(wrong("creditor.address", "is needed for wires"));
        }
        Ok(amount)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn order(method: &str, amount: &str, more: &str) -> PaymentOrder {
        let text = format!(
            r#"{{"method":"{method}","amount":{amount},"currency":"USD","debtorAccountId":"123456789",
            "creditor":{{"name":"Harbor Supplies LLC","accountNumber":"9876543210",
            "routingNumber":"011000015"{more}}},"executionDate":"2026-03-04"}}"#
        );
        serde_json::from_str(&text).unwrap()
    }

    fn fault(order: &PaymentOrder) -> Option<String> {
        let refusal = order.checked_amount().err()?;
        assert_eq!(refusal.code, "INVALID_BODY");
        refusal.details.into_iter().next()?.field
    }

    #[test]
    fn amounts_are_whole_cents_above_zero() {
        let amount = |text| order("ACH", text, "").checked_amount().ok();
        assert_eq!(amount("1250.00"), Some(Money::new(125_000, Currency::Usd)));
        for text in ["0", "-1", "0.001", "1e40"] {
            assert_eq!(fault(&order("ACH", text, "")).as_deref(), Some("amount"));
        }
    }

    #[test]
    fn wires_need_the_name_of_the_bank_and_the_address() {
        let address = r#","address":{"line1":"12 Quay Street","city":"Boston","country":"US"}"#;
        let bank = r#","bankName":"Example Trust Bank""#;
        assert_eq!(fault(&order("ACH", "1", "")), None);
        assert_eq!(
            fault(&order("WIRE", "1", address)).as_deref(),
            Some("creditor.bankName")
        );
        assert_eq!(
            fault(&order("WIRE", "1", bank)).as_deref(),
            Some("creditor.address")
        );
        assert_eq!(
            fault(&order("WIRE", "1", &format!("{bank}{address}"))),
            None
        );
    }

    #[test]
    fn orders_are_the_same_however_they_are_written() {
        assert_eq!(order("ACH", "1250", ""), order("ACH", "1.2500e3", ""));
        assert_ne!(order("ACH", "1250", ""), order("ACH", "1250.01", ""));
        assert_ne!(order("ACH", "1250", ""), order("WIRE", "1250", ""));
    }

    #[test]
    fn debug_does_not_show_the_account_number() {
        assert!(!format!("{:?}", order("ACH", "1", "")).contains("9876543210"));
    }
}
