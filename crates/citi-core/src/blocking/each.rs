//! [`WaitEach`]: waits for all that a stream gives.

use std::future::poll_fn;
use std::pin::Pin;

use futures_core::Stream;

use super::runtime;
use crate::Error;

/// Goes through [`Pages`](crate::Pages) or [`Items`](crate::Items), waiting for each.
///
/// ```
/// use citi_core::blocking::WaitEach;
/// use citi_core::{Error, Items};
///
/// fn first_three(items: Items<'_, String>) -> Result<Vec<String>, Error> {
///     items.wait_each().take(3).collect()
/// }
/// ```
pub trait WaitEach: Sized {
    /// An iterator over all of it, which sends nothing before it is asked.
    fn wait_each(self) -> Each<Self>;
}

impl<S, T, E> WaitEach for S
where
    S: Stream<Item = Result<T, E>> + Unpin,
    E: From<Error>,
{
    fn wait_each(self) -> Each<S> {
        Each {
            stream: self,
            refused: false,
        }
    }
}

/// The iterator of [`WaitEach::wait_each`].
///
/// ```
/// use citi_core::blocking::WaitEach;
/// use citi_core::{Error, Items};
///
/// /// What came, and where to go on if it broke.
/// fn all(items: Items<'_, String>) -> (Vec<String>, Option<String>) {
///     let mut each = items.wait_each();
///     let came = each.by_ref().map_while(Result::ok).collect();
///     (came, each.get_ref().cursor().map(str::to_owned))
/// }
/// ```
#[derive(Debug)]
#[must_use = "nothing is sent before it is asked"]
pub struct Each<S> {
    stream: S,
    refused: bool,
}

impl<S> Each<S> {
    /// What it goes through: it knows where to go on.
    pub fn get_ref(&self) -> &S {
        &self.stream
    }

    /// What is left to go through.
    #[must_use]
    pub fn into_inner(self) -> S {
        self.stream
    }
}

impl<S, T, E> Iterator for Each<S>
where
    S: Stream<Item = Result<T, E>> + Unpin,
    E: From<Error>,
{
    type Item = Result<T, E>;

    /// The next one; after a wait that was refused, as [`Wait::wait`](super::Wait::wait) is, nothing more.
    fn next(&mut self) -> Option<Self::Item> {
        if self.refused {
            return None;
        }
        let stream = &mut self.stream;
        let next = poll_fn(|context| Pin::new(&mut *stream).poll_next(context));
        match runtime::wait(next) {
            Ok(item) => item,
            Err(error) => {
                self.refused = true;
                Some(Err(error.into()))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn three() -> impl Stream<Item = Result<u32, Error>> + Unpin {
        futures_util::stream::iter([Ok(1), Ok(2), Err(Error::late())])
    }

    #[test]
    fn each_comes_in_order() {
        let mut each = three().wait_each();
        assert_eq!(each.next().unwrap().unwrap(), 1);
        assert_eq!(each.next().unwrap().unwrap(), 2);
        assert!(each.next().unwrap().unwrap_err().is_timeout());
        assert!(each.next().is_none());
    }

    #[tokio::test]
    async fn inside_an_async_runtime_it_ends_in_an_error() {
        let mut each = three().wait_each();
        assert!(each.next().unwrap().unwrap_err().is_refused());
        assert!(each.next().is_none(), "a loop over it ends");
    }
}
