//! [`Items`]: what stands in the pages of a list, one after the other.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::vec;

use futures_core::Stream;

use super::Pages;
use crate::Error;

/// What stands in the pages of a list, one after the other; `items()` of a list's builder makes one.
///
/// A page is called for when the items of the page before are used up, and as [`Pages`] does it: it
/// ends with the list, and after an error, before which every item of every page that came is given.
///
/// It is a [`Stream`], and has a [`next`](Self::next) of its own for those who need no more.
///
/// ```
/// use citi_core::{Error, Items};
///
/// /// The first item that is long.
/// async fn long(mut items: Items<'_, String>) -> Result<Option<String>, Error> {
///     while let Some(item) = items.next().await {
///         let item = item?;
///         if item.len() > 80 {
///             return Ok(Some(item));
///         }
///     }
///     Ok(None)
/// }
/// ```
#[must_use = "nothing is sent before an item is asked for"]
pub struct Items<'a, T> {
    pages: Box<dyn Source<T> + Send + 'a>,
    page: vec::IntoIter<T>,
    /// The cursor of `page`.
    cursor: Option<String>,
}

/// Pages, whatever their type, for their items.
pub(crate) trait Source<T> {
    /// The items of the next page.
    fn poll_items(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Vec<T>, Error>>>;
    /// [`Pages::cursor`].
    fn cursor(&self) -> Option<&str>;
    /// [`Pages::is_done`].
    fn is_done(&self) -> bool;
}

/// Pages, and how their items are taken out of them.
pub(crate) struct Taken<'a, P, T> {
    pub(crate) pages: Pages<'a, P>,
    pub(crate) items: fn(P) -> Vec<T>,
}

impl<P, T> Source<T> for Taken<'_, P, T> {
    fn poll_items(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Vec<T>, Error>>> {
        let page = ready!(self.pages.poll_page(context));
        Poll::Ready(page.map(|page| Ok((self.items)(page?.into_value()))))
    }

    fn cursor(&self) -> Option<&str> {
        self.pages.cursor()
    }

    fn is_done(&self) -> bool {
        self.pages.is_done()
    }
}

impl<'a, T> Items<'a, T> {
    pub(crate) fn new(pages: impl Source<T> + Send + 'a) -> Self {
        Self {
            cursor: pages.cursor().map(str::to_owned),
            pages: Box::new(pages),
            page: Vec::new().into_iter(),
        }
    }

    /// The next item; `None` behind the last one, and after an error.
    ///
    /// It may be dropped before it is ready: nothing is lost by that.
    ///
    /// # Errors
    ///
    /// What a call of the operation gives, and a cursor that was there before.
    pub async fn next(&mut self) -> Option<Result<T, Error>> {
        poll_fn(|context| self.poll_item(context)).await
    }

    /// Where to go on without losing an item: the cursor of the page that the next item stands in,
    /// as far as that is known, or of the page that failed. Items of that page that were given
    /// already come again. `None` stands for the first page, and, once
    /// [`is_done`](Self::is_done), for none.
    #[must_use]
    pub fn cursor(&self) -> Option<&str> {
        if self.page.as_slice().is_empty() {
            self.pages.cursor()
        } else {
            self.cursor.as_deref()
        }
    }

    /// Whether nothing more comes: the last item was there, or an error.
    #[must_use]
    pub fn is_done(&self) -> bool {
        self.page.as_slice().is_empty() && self.pages.is_done()
    }

    fn poll_item(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<T, Error>>> {
        loop {
            if let Some(item) = self.page.next() {
                return Poll::Ready(Some(Ok(item)));
            }
            let cursor = self.pages.cursor().map(str::to_owned);
            match ready!(self.pages.poll_items(context)) {
                None => return Poll::Ready(None),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                // A page may be empty though another follows.
                Some(Ok(items)) => {
                    self.page = items.into_iter();
                    self.cursor = cursor;
                }
            }
        }
    }
}

/// Items are given away, never pinned.
impl<T> Unpin for Items<'_, T> {}

impl<T> Stream for Items<'_, T> {
    type Item = Result<T, Error>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll_item(context)
    }

    /// At least what is left of the page that is here.
    fn size_hint(&self) -> (usize, Option<usize>) {
        let here = self.page.as_slice().len();
        (here, self.pages.is_done().then_some(here))
    }
}

impl<T> fmt::Debug for Items<'_, T> {
    /// No cursor and no item.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Items")
            .field("is_done", &self.is_done())
            .finish_non_exhaustive()
    }
}
