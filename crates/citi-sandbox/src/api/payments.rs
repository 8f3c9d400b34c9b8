//! The Payments API.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;

use super::Call;
use super::reply::{PageView, Reply, created, private, replayed};
use crate::bank::{
    Cancellation, Currency, Method, Money, Payment, PaymentOrder, PaymentStatus, Reason,
    invalid_parameter,
};

pub(super) fn create_domestic_payment(call: &Call<'_>) -> Reply {
    let key = call.key()?;
    let order: PaymentOrder = call.body()?;
    let (mut bank, now) = call.bank();
    let made = bank.order_payment(call.client_id, key, order, now)?;
    drop(bank);
    let path = format!("/payments/v1/domestic/{}", made.value.id);
    let view = PaymentView::from(&made.value);
    Ok(match made.replayed {
        true => replayed(view),
        false => created(path, view),
    })
}

pub(super) fn list_payments(call: &Call<'_>) -> Reply {
    let unknown = || invalid_parameter("status", "must be a status of payments");
    let status = call
        .query
        .text("status")
        .map(|code| PaymentStatus::from_code(code).ok_or_else(unknown))
        .transpose()?;
    let (bank, now) = call.bank();
    let (span, wanted) = (call.query.span(now)?, call.query.wanted()?);
    let filters = call.query.filters(&["status", "fromDate", "toDate"]);
    let page = bank.list_payments(call.client_id, status, span, &filters, wanted, now)?;
    drop(bank);
    let (payments, page) = PageView::split(page, |payment| payment);
    let payments = payments.iter().map(PaymentView::from).collect();
    Ok(private(PaymentPage { payments, page }))
}

pub(super) fn get_payment(call: &Call<'_>) -> Reply {
    let payment = call.value("paymentId")?;
    let (bank, _) = call.bank();
    let payment = bank.payment(call.client_id, payment)?;
    drop(bank);
    Ok(private(PaymentView::from(&payment)))
}

pub(super) fn cancel_payment(call: &Call<'_>) -> Reply {
    let payment = call.value("paymentId")?;
    let key = call.key()?;
    // The body may be left out.
    let cancellation = match call.body.is_empty() {
        true => Cancellation::default(),
        false => call.body()?,
    };
    let (mut bank, now) = call.bank();
    let made = bank.cancel_payment(call.client_id, key, payment, cancellation, now)?;
    drop(bank);
    let view = PaymentView::from(&made.value);
    Ok(match made.replayed {
        true => replayed(view),
        false => private(view),
    })
}

#[derive(Serialize)]
struct PaymentPage<'a> {
    payments: Vec<PaymentView<'a>>,
    page: PageView,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PaymentView<'a> {
    payment_id: &'a str,
    status: PaymentStatus,
    #[serde(skip_serializing_if = "Option::is_none")]
    status_reason: Option<&'a Reason>,
    method: Method,
    amount: Money,
    currency: Currency,
    debtor_account_id: &'a str,
    creditor: CreditorSummary<'a>,
    execution_date: Date,
    #[serde(skip_serializing_if = "Option::is_none")]
    reference: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    remittance_information: Option<&'a str>,
    created_at: Timestamp,
    updated_at: Timestamp,
    #[serde(skip_serializing_if = "Option::is_none")]
    completed_at: Option<Timestamp>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct CreditorSummary<'a> {
    name: &'a str,
    masked_account_number: String,
    routing_number: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    bank_name: Option<&'a str>,
}

impl<'a> From<&'a Payment> for PaymentView<'a> {
    fn from(payment: &'a Payment) -> Self {
        let order = &payment.order;
        Self {
            payment_id: &payment.id,
            status: payment.status,
            status_reason: payment.reason.as_ref(),
            method: order.method,
            amount: payment.amount,
            currency: payment.amount.currency(),
            debtor_account_id: &order.debtor_account_id,
            creditor: CreditorSummary {
                masked_account_number: order.creditor.account_number.masked(),
                name: &order.creditor.name,
                routing_number: &order.creditor.routing_number,
                bank_name: order.creditor.bank_name.as_deref(),
            },
            execution_date: payment.execution_date,
            reference: order.reference.as_deref(),
            remittance_information: order.remittance_information.as_deref(),
            created_at: payment.key.at,
            updated_at: payment.updated_at,
            completed_at: payment.completed_at,
        }
    }
}
