//! [`Content`]: what a write asks for, as far as its idempotency key is concerned.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::payment_order::{Cancellation, PaymentOrder};
use super::quote::QuoteOrder;

/// What a write asks for, with the path that it goes to.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
pub(super) enum Content {
    Payment(Arc<PaymentOrder>),
    Cancel(String, Cancellation),
    Quote(QuoteOrder),
}

/// What a write has made, or had made before.
#[derive(Clone, Debug)]
pub(crate) struct Made<T> {
    pub(crate) value: T,
    /// Whether an earlier request with the same key made it.
    pub(crate) replayed: bool,
}
