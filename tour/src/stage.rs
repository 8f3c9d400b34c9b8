//! What the steps agree on.

use citi::Secret;

/// The customer whose accounts and cards are shown.
pub(crate) const CUSTOMER: &str = "c-20417";

/// The account that pays.
pub(crate) const ACCOUNT: &str = "123456789";

/// When the bank's day begins: a Monday morning in New York, so that wires go out at once.
pub(crate) const START: &str = "2026-03-02T14:05:09Z";

/// The application of the tour, as the portal has registered it.
pub(crate) struct Application {
    pub(crate) client_id: String,
    pub(crate) client_secret: Secret,
}

/// Stops the step unless this holds.
macro_rules! ensure {
    ($holds:expr, $($text:tt)+) => {
        if !$holds {
            return Err(format!($($text)+).into());
        }
    };
}
pub(crate) use ensure;
