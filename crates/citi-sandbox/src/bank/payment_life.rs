//! How a payment fares by itself, from its check to its end.

use jiff::Timestamp;

use super::account::AccountStatus;
use super::agenda::Task;
use super::ledger::Book;
use super::network::refusal;
use super::payment::{PaymentStatus, Reason};
use super::{Bank, Key, Payment};

impl Bank {
    /// Checks a payment that was taken in: from an account whose debits are refused it is rejected.
    pub(super) fn validate(&mut self, key: Key, at: Timestamp) {
        let Some(mut payment) = self.payment_at(key, PaymentStatus::Received) else {
            return;
        };
        let account = self.accounts.get(&payment.order.debtor_account_id);
        let reason = match account.map(|account| account.status) {
            Some(AccountStatus::Open) => None,
            Some(AccountStatus::Restricted) => Some(Reason::new(
                "DEBTOR_ACCOUNT_RESTRICTED",
                "Debits of the account are refused for now.",
            )),
            Some(AccountStatus::Dormant) => Some(Reason::new(
                "DEBTOR_ACCOUNT_DORMANT",
                "The account was unused for a long time; the customer must wake it first.",
            )),
            Some(AccountStatus::Closed) | None => Some(Reason::new(
                "DEBTOR_ACCOUNT_CLOSED",
                "The account is closed.",
            )),
        };
        if let Some(reason) = reason {
            return self.reject(payment, reason, at);
        }
        payment.status = PaymentStatus::Validated;
        payment.updated_at = at;
        self.agenda.add(payment.leaves_at, Task::Process(key));
        self.payments.insert(key, payment);
    }

    /// Hands a payment to the network.
    pub(super) fn process(&mut self, key: Key, at: Timestamp) {
        let Some(mut payment) = self.payment_at(key, PaymentStatus::Validated) else {
            return;
        };
        payment.status = PaymentStatus::Processing;
        payment.updated_at = at;
        self.agenda.add(payment.settles_at, Task::Settle(key));
        self.payments.insert(key, payment);
    }

    /// Books a payment that the network has carried out, or rejects one that it refuses.
    pub(super) fn settle(&mut self, key: Key, at: Timestamp) {
        let Some(mut payment) = self.payment_at(key, PaymentStatus::Processing) else {
            return;
        };
        if let Some(reason) = refusal(&payment.order.creditor.account_number) {
            return self.reject(payment, reason, at);
        }
        let account = payment.order.debtor_account_id.clone();
        let booked = match payment.hold {
            Some(hold) => self.post(&account, hold, Book::Clearing, at).is_ok(),
            None => false,
        };
        if !booked {
            let reason = Reason::new("NOT_BOOKED", "The books could not take the payment.");
            return self.reject(payment, reason, at);
        }
        payment.status = PaymentStatus::Completed;
        payment.updated_at = at;
        payment.completed_at = Some(at);
        self.tell_payment("payment.completed", &payment, at);
        self.payments.insert(key, payment);
    }

    /// Ends a payment that moves nothing: what was held back is let go.
    pub(super) fn end(&mut self, payment: &mut Payment, status: PaymentStatus, at: Timestamp) {
        if let Some(hold) = payment.hold.take() {
            self.release(&payment.order.debtor_account_id, hold);
        }
        payment.status = status;
        payment.updated_at = at;
    }

    fn reject(&mut self, mut payment: Payment, reason: Reason, at: Timestamp) {
        payment.reason = Some(reason);
        self.end(&mut payment, PaymentStatus::Rejected, at);
        self.tell_payment("payment.rejected", &payment, at);
        self.payments.insert(payment.key, payment);
    }

    /// A payment, if it still stands where it stood when its next step was written down.
    fn payment_at(&self, key: Key, status: PaymentStatus) -> Option<Payment> {
        let payment = self.payments.get(&key)?;
        (payment.status == status).then(|| payment.clone())
    }
}
