//! [`Wait`]: waits for a future.

use std::future::Future;

use super::runtime;
use crate::Error;

/// Waits for a call: for every future that gives a result with an [`Error`].
///
/// ```
/// use citi_core::blocking::Wait;
/// use citi_core::Error;
///
/// async fn call() -> Result<&'static str, Error> {
///     Ok("COMPLETED")
/// }
/// assert_eq!(call().wait()?, "COMPLETED");
/// # Ok::<(), Error>(())
/// ```
pub trait Wait {
    /// What comes in the end.
    type Output;
    /// What may come instead.
    type Error;

    /// Waits for it on this thread.
    ///
    /// # Errors
    /// Those of the call; one that is refused ([`Error::is_refused`]), and sends nothing, on a thread of an async runtime,
    /// and where no thread can be had.
    fn wait(self) -> Result<Self::Output, Self::Error>;
}

impl<F, T, E> Wait for F
where
    F: Future<Output = Result<T, E>>,
    E: From<Error>,
{
    type Output = T;
    type Error = E;

    fn wait(self) -> Result<T, E> {
        runtime::wait(self)?
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::PollError;

    async fn call() -> Result<u32, Error> {
        tokio::time::sleep(std::time::Duration::from_millis(1)).await;
        Ok(7)
    }

    #[test]
    fn it_is_waited_for_with_and_without_an_error() {
        assert_eq!(call().wait().unwrap(), 7);
        let failed = async { Err::<(), _>(PollError::<u32>::Failed(Error::late())) };
        assert!(matches!(failed.wait(), Err(PollError::Failed(_))));
    }

    #[test]
    fn on_any_number_of_threads() {
        let threads: Vec<_> = (0..8)
            .map(|_| std::thread::spawn(|| call().wait().unwrap()))
            .collect();
        let sum: u32 = threads.into_iter().map(|one| one.join().unwrap()).sum();
        assert_eq!(sum, 56);
    }

    #[tokio::test]
    async fn inside_an_async_runtime_it_is_an_error_and_nothing_is_run() {
        let mut run = false;
        let work = async {
            run = true;
            Ok::<_, Error>(())
        };
        let error = work.wait().unwrap_err();
        assert!(error.is_refused() && !run);
        assert!(error.to_string().contains("await the call"), "{error}");
        let inner = tokio::task::spawn_blocking(|| call().wait()).await.unwrap();
        assert!(inner.unwrap_err().is_refused());
    }

    #[test]
    fn a_wait_inside_a_wait_is_an_error_too() {
        let outer = async { call().wait() };
        assert!(outer.wait().unwrap_err().is_refused());
    }
}
