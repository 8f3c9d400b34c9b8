//! [`lock`]: a mutex that a panic elsewhere does not close.

use std::sync::{Mutex, MutexGuard, PoisonError};

/// The value of a mutex. A panic while it was held leaves it open: what it guards is whole after each
/// single change.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
