//! The Payments API.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{Path, State as Shared};
use axum::routing::{get, post};
use axum::{Extension, Router};
use http::HeaderMap;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;

use super::desk;
use super::query::Query;
use super::reply::{PageView, Reply, created, private, replayed};
use crate::bank::{
    Cancellation, Currency, Method, Money, Payment, PaymentOrder, PaymentStatus, Reason,
    invalid_parameter,
};
use crate::state::{Caller, State};

/// The operations of the category.
pub(super) fn routes() -> Router<Arc<State>> {
    Router::new()
        .route(
            "/payments/v1/domestic",
            post(create_domestic_payment).get(list_payments),
        )
        .route("/payments/v1/domestic/{paymentId}", get(get_payment))
        .route(
            "/payments/v1/domestic/{paymentId}/cancel",
            post(cancel_payment),
        )
}

async fn create_domestic_payment(
    Shared(state): Shared<Arc<State>>,
    Extension(caller): Extension<Caller>,
    headers: HeaderMap,
    body: Bytes,
) -> Reply {
    let key = desk::key(&headers)?;
    let order: PaymentOrder = desk::body(&body)?;
    let (mut bank, now) = desk::bank(&state);
    let made = bank.order_payment(&caller.client_id, key, order, now)?;
    drop(bank);
    let path = format!("/payments/v1/domestic/{}", made.value.id);
    let view = PaymentView::from(made.value);
    Ok(match made.replayed {
        true => replayed(view),
        false => created(path, view),
    })
}

async fn list_payments(
    Shared(state): Shared<Arc<State>>,
    Extension(caller): Extension<Caller>,
    query: Query,
) -> Reply {
    let unknown = || invalid_parameter("status", "must be a status of payments");
    let status = query
        .text("status")
        .map(|code| PaymentStatus::from_code(code).ok_or_else(unknown))
        .transpose()?;
    let (bank, now) = desk::bank(&state);
    let (span, wanted) = (query.span(now)?, query.wanted()?);
    let filters = query.filters(&["status", "fromDate", "toDate"]);
    let page = bank.list_payments(&caller.client_id, status, span, &filters, wanted, now)?;
    drop(bank);
    let (payments, page) = PageView::split(page, PaymentView::from);
    Ok(private(PaymentPage { payments, page }))
}

async fn get_payment(
    Shared(state): Shared<Arc<State>>,
    Extension(caller): Extension<Caller>,
    Path(payment): Path<String>,
) -> Reply {
    let (bank, _) = desk::bank(&state);
    let payment = bank.payment(&caller.client_id, &payment)?;
    drop(bank);
    Ok(private(PaymentView::from(payment)))
}

async fn cancel_payment(
    Shared(state): Shared<Arc<State>>,
    Extension(caller): Extension<Caller>,
    Path(payment): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Reply {
    let key = desk::key(&headers)?;
    // The body may be left out.
    let cancellation = match body.is_empty() {
        true => Cancellation::default(),
        false => desk::body(&body)?,
    };
    let (mut bank, now) = desk::bank(&state);
    let made = bank.cancel_payment(&caller.client_id, key, &payment, cancellation, now)?;
    drop(bank);
    let view = PaymentView::from(made.value);
    Ok(match made.replayed {
        true => replayed(view),
        false => private(view),
    })
}

#[derive(Serialize)]
struct PaymentPage {
    payments: Vec<PaymentView>,
    page: PageView,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PaymentView {
    payment_id: String,
    status: PaymentStatus,
    #[serde(skip_serializing_if = "Option::is_none")]
    status_reason: Option<Reason>,
    method: Method,
    amount: Money,
    currency: Currency,
    debtor_account_id: String,
    creditor: CreditorSummary,
    execution_date: Date,
    #[serde(skip_serializing_if = "Option::is_none")]
    reference: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    remittance_information: Option<String>,
    created_at: Timestamp,
    updated_at: Timestamp,
    #[serde(skip_serializing_if = "Option::is_none")]
    completed_at: Option<Timestamp>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct CreditorSummary {
    name: String,
    masked_account_number: String,
    routing_number: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    bank_name: Option<String>,
}

impl From<Payment> for PaymentView {
    fn from(payment: Payment) -> Self {
        let order = payment.order;
        Self {
            payment_id: payment.id,
            status: payment.status,
            status_reason: payment.reason,
            method: order.method,
            amount: payment.amount,
            currency: payment.amount.currency(),
            debtor_account_id: order.debtor_account_id,
            creditor: CreditorSummary {
                masked_account_number: order.creditor.account_number.masked(),
                name: order.creditor.name,
                routing_number: order.creditor.routing_number,
                bank_name: order.creditor.bank_name,
            },
            execution_date: payment.execution_date,
            reference: order.reference,
            remittance_information: order.remittance_information,
            created_at: payment.key.at,
            updated_at: payment.updated_at,
            completed_at: payment.completed_at,
        }
    }
}
