//! The runtime behind all waits.

use std::future::Future;
use std::sync::OnceLock;

use tokio::runtime::{Builder, Handle, Runtime};

use crate::Error;

static RUNTIME: OnceLock<Runtime> = OnceLock::new();

/// What `work` gives, waited for on this thread.
///
/// # Errors
/// On a thread of an async runtime, and where no thread can be had.
pub(super) fn wait<T>(work: impl Future<Output = T>) -> Result<T, Error> {
    if Handle::try_current().is_ok() {
        return Err(Error::refused(
            "`wait` is called on a thread of an async runtime, which it would stop; await the call there",
        ));
    }
    Ok(runtime()?.block_on(work))
}

fn runtime() -> Result<&'static Runtime, Error> {
    if let Some(runtime) = RUNTIME.get() {
        return Ok(runtime);
    }
    let made = Builder::new_multi_thread()
        .worker_threads(1)
        .thread_name("citi-blocking")
        .enable_all()
        .build()
        .map_err(|_| {
            Error::refused("the thread that calls run on cannot be had from the system")
        })?;
    // Where two threads are first, one of the two goes.
    Ok(RUNTIME.get_or_init(|| made))
}
