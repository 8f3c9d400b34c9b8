//! The Payments API: ordering, following, cancelling.

use std::sync::Arc;

use jiff::Timestamp;

use super::account::AccountStatus;
use super::agenda::Task;
use super::content::{Content, Made};
use super::movement::{Counterparty, Direction, Draft};
use super::network::{CHECK, journey, later};
use super::page::{Order, Page, Wanted};
use super::payment::{Method, PaymentStatus, Reason};
use super::payment_order::{Cancellation, CancellationReason, PaymentOrder};
use super::span::Span;
use super::{Bank, Currency, Money, Payment, calendar, refusals, routing};
use crate::refusal::Refusal;

/// The number of the first payment.
const FIRST: u64 = 5_530_218;
/// How many days ahead a payment can be ordered.
const AHEAD: i32 = 90;
/// The most that a payment may be, in cents: a million dollars by ACH, ten by wire.
const ACH_LIMIT: Money = Money::new(100_000_000, Currency::Usd);
const WIRE_LIMIT: Money = Money::new(1_000_000_000, Currency::Usd);

const ORDER: &str = "createDomesticPayment";
const CANCEL: &str = "cancelPayment";

impl Bank {
    /// Takes a payment in, or finds the one that the key has made before.
    pub(crate) fn order_payment(
        &mut self,
        client: &str,
        key: &str,
        order: PaymentOrder,
        now: Timestamp,
    ) -> Result<Made<Payment>, Refusal> {
        let now = self.advance_to(now);
        let amount = order.checked_amount()?;
        let order = Arc::new(order);
        let content = Content::Payment(order.clone());
        let known = self.keys.find(client, ORDER, key, &content, now)?;
        if let Some(id) = known.map(str::to_owned) {
            return Ok(Made {
                value: self.payment(client, &id)?,
                replayed: true,
            });
        }
        let hold = self.check_order(&order, amount, now)?;
        let hold = hold.map(|draft| self.announce(&order.debtor_account_id, draft, now));
        let place = self.key(now);
        let count = u64::try_from(self.payments.len()).unwrap_or(u64::MAX);
        let travels = journey(order.method, order.execution_date, now);
        let payment = Payment {
            key: place,
            id: format!("p-{}", FIRST.saturating_add(count)),
            client: client.to_owned(),
            order,
            amount,
            status: PaymentStatus::Received,
            reason: None,
            execution_date: travels.day,
            leaves_at: travels.leaves_at,
            settles_at: travels.settles_at,
            updated_at: now,
            completed_at: None,
            hold,
        };
        self.agenda.add(later(now, CHECK), Task::Validate(place));
        self.keys
            .keep(client, ORDER, key, content, &payment.id, now);
        self.payment_keys.insert(payment.id.clone(), place);
        self.payments.insert(place, payment.clone());
        Ok(Made {
            value: payment,
            replayed: false,
        })
    }

    /// Checks an order by the rules of business. Gives what is to be held back on the account; from
    /// one whose debits are refused nothing is, as the payment will be rejected.
    fn check_order(
        &self,
        order: &PaymentOrder,
        amount: Money,
        now: Timestamp,
    ) -> Result<Option<Draft>, Refusal> {
        let unknown =
            || refusals::account_not_found().detail(Some("debtorAccountId"), "is not known");
        let account = self
            .accounts
            .get(&order.debtor_account_id)
            .filter(|account| account.status != AccountStatus::Closed)
            .filter(|account| self.customer_for_client(&account.customer).is_ok())
            .ok_or_else(unknown)?;
        let currency = |field, issue: &str| {
            let message = "Domestic payments are made in USD.";
            refusals::unprocessable("CURRENCY_NOT_SUPPORTED", message, field, issue)
        };
        if order.currency != Currency::Usd.code() {
            return Err(currency("currency", "must be USD"));
        }
        if account.currency != Currency::Usd {
            return Err(currency("debtorAccountId", "is not held in USD"));
        }
        let today = calendar::day(now);
        let days = today..=calendar::days_later(today, AHEAD);
        if !days.contains(&order.execution_date) {
            return Err(refusals::unprocessable(
                "EXECUTION_DATE_INVALID",
                "The payment can't leave on this day.",
                "executionDate",
                "must be today or one of the next 90 days in New York",
            ));
        }
        if !routing::is_known(&order.creditor.routing_number) {
            return Err(refusals::unprocessable(
                "CREDITOR_BANK_UNKNOWN",
                "No bank has this routing number.",
                "creditor.routingNumber",
                "is not known",
            ));
        }
        let limit = match order.method {
            Method::Ach => ACH_LIMIT,
            Method::Wire => WIRE_LIMIT,
        };
        if limit.is_below(amount) {
            return Err(refusals::unprocessable(
                "AMOUNT_OVER_LIMIT",
                "The amount is above the limit of a payment.",
                "amount",
                format!("must be at most {}", limit.decimal()),
            ));
        }
        if account.status != AccountStatus::Open {
            return Ok(None);
        }
        let available = self.available(account).ok_or_else(refusals::internal)?;
        if available.is_below(amount) {
            return Err(refusals::unprocessable(
                "INSUFFICIENT_FUNDS",
                "The account does not hold this amount.",
                "amount",
                "is above the available balance",
            ));
        }
        Ok(Some(Draft {
            direction: Direction::Debit,
            amount,
            description: order.creditor.name.clone(),
            counterparty: Some(Counterparty {
                name: order.creditor.name.clone(),
                number: Some(order.creditor.account_number.masked())
                    .filter(|number| !number.ends_with('*')),
            }),
            reference: order.reference.clone(),
        }))
    }

    /// A payment that the client has ordered.
    pub(crate) fn payment(&self, client: &str, id: &str) -> Result<Payment, Refusal> {
        self.payment_keys
            .get(id)
            .and_then(|key| self.payments.get(key))
            .filter(|payment| payment.client == client)
            .cloned()
            .ok_or_else(refusals::payment_not_found)
    }

    /// The payments that the client has ordered, the newest first.
    pub(crate) fn list_payments(
        &self,
        client: &str,
        status: Option<PaymentStatus>,
        span: Span,
        filters: &str,
        wanted: Wanted<'_>,
        now: Timestamp,
    ) -> Result<Page<Payment>, Refusal> {
        let filters = format!("listPayments {client} {filters}");
        let keep = |payment: &Payment| {
            payment.client == client
                && span.has(calendar::day(payment.key.at))
                && status.is_none_or(|status| payment.status == status)
        };
        let list = &self.payments;
        self.cursors
            .page(list, Order::NewestFirst, &filters, wanted, now, keep)
    }

    /// Calls a payment back that the network does not have yet: nothing is held back any more.
    pub(crate) fn cancel_payment(
        &mut self,
        client: &str,
        key: &str,
        id: &str,
        cancellation: Cancellation,
        now: Timestamp,
    ) -> Result<Made<Payment>, Refusal> {
        let now = self.advance_to(now);
        let content = Content::Cancel(id.to_owned(), cancellation.clone());
        let known = self.keys.find(client, CANCEL, key, &content, now)?;
        let replayed = known.is_some();
        let mut payment = self.payment(client, id)?;
        if replayed {
            return Ok(Made {
                value: payment,
                replayed,
            });
        }
        if !payment.status.is_cancellable() {
            let issue = match payment.status {
                PaymentStatus::Processing => "the network has the payment",
                _ => "the payment is at its end",
            };
            return Err(refusals::payment_not_cancellable(issue));
        }
        let reason = cancellation.reason.unwrap_or(CancellationReason::Requested);
        payment.reason = Some(Reason {
            code: reason.code(),
            message: cancellation.note,
        });
        self.end(&mut payment, PaymentStatus::Cancelled, now);
        self.tell_payment("payment.cancelled", &payment, now);
        self.payments.insert(payment.key, payment.clone());
        self.keys.keep(client, CANCEL, key, content, id, now);
        Ok(Made {
            value: payment,
            replayed,
        })
    }
}
