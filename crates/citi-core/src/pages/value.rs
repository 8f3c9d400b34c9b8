//! [`Pages`]: the pages of a list, one after the other.

use std::fmt;
use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;

use super::seen::Seen;
use crate::error::Call;
use crate::{Answer, DecodeError, Error, Operation};

/// The call of one page on its way.
pub(crate) type PageFuture<'a, P> =
    Pin<Box<dyn Future<Output = Result<Answer<P>, Error>> + Send + 'a>>;

/// Calls for the page at a cursor; for the page that the builder asks for, without one.
pub(crate) type Fetch<'a, P> = Box<dyn FnMut(Option<&str>) -> PageFuture<'a, P> + Send + 'a>;

/// The pages of a list, one after the other; `pages()` of a list's builder makes one.
///
/// - A page is called for when it is asked for, never ahead. Each is a call of its own, with its own
///   retries and its own time limit, and comes with its own status and headers.
/// - It begins at the builder's cursor, or at the first page, and ends behind the page without a next
///   cursor.
/// - After an error nothing more comes; [`cursor`](Self::cursor) says where to go on.
/// - A bank that gives a cursor a second time would never come to an end: that is an error.
///
/// It is a [`Stream`], and has a [`next`](Self::next) of its own for those who need no more.
///
/// ```
/// # use serde::Deserialize;
/// use citi_core::{Error, Pages};
///
/// #[derive(Deserialize)]
/// struct PaymentPage {
///     payments: Vec<String>,
/// }
///
/// async fn count(mut pages: Pages<'_, PaymentPage>) -> Result<usize, Error> {
///     let mut count = 0;
///     while let Some(page) = pages.next().await {
///         count += page?.payments.len();
///     }
///     Ok(count)
/// }
/// ```
///
/// After an error, or in another process, it goes on where it was: the cursor is an argument of the list's builder.
///
/// ```
/// # use citi_core::{Error, Pages};
/// # struct PaymentPage;
/// # struct Call;
/// # impl Call {
/// #     fn cursor(self, _: &str) -> Self { self }
/// #     fn pages<'a>(self) -> Pages<'a, PaymentPage> { unimplemented!() }
/// # }
/// # struct Client;
/// # impl Client {
/// #     fn list_payments(&self) -> Call { Call }
/// # }
/// /// The pages, tried again from where they broke.
/// async fn all(client: &Client) -> Result<Vec<PaymentPage>, Error> {
///     let mut all = Vec::new();
///     let mut pages = client.list_payments().pages();
///     let mut again = 3;
///     while let Some(page) = pages.next().await {
///         match page {
///             Ok(page) => all.push(page.into_value()),
///             Err(error) if error.is_timeout() && again > 0 => {
///                 again -= 1;
///                 let list = client.list_payments();
///                 pages = match pages.cursor() {
///                     Some(cursor) => list.cursor(cursor).pages(),
///                     None => list.pages(),
///                 };
///             }
///             Err(error) => return Err(error),
///         }
///     }
///     Ok(all)
/// }
/// ```
#[must_use = "nothing is sent before a page is asked for"]
pub struct Pages<'a, P> {
    operation: &'static Operation,
    fetch: Fetch<'a, P>,
    next: fn(&P) -> Option<&str>,
    cursor: Option<String>,
    /// Whether `cursor` came with a page, and so has to be set for the next call.
    given: bool,
    seen: Seen,
    on_its_way: Option<PageFuture<'a, P>>,
    state: State,
}

/// What the next poll does.
enum State {
    /// Calls for a page, or goes on waiting for it.
    More,
    /// Gives an error that was met behind a page that is whole.
    Broken(Error),
    /// Nothing more comes.
    Done,
}

impl<'a, P> Pages<'a, P> {
    /// The pages of `operation` from `cursor` on, which the first call has already; `next` finds the
    /// next cursor in a page.
    pub(crate) fn new(
        operation: &'static Operation,
        cursor: Option<String>,
        fetch: Fetch<'a, P>,
        next: fn(&P) -> Option<&str>,
    ) -> Self {
        let mut seen = Seen::default();
        if let Some(cursor) = &cursor {
            seen.is_new(cursor);
        }
        Self {
            operation,
            fetch,
            next,
            cursor,
            given: false,
            seen,
            on_its_way: None,
            state: State::More,
        }
    }

    /// The next page; `None` behind the last one, and after an error.
    ///
    /// It may be dropped before it is ready: a later `next` goes on waiting for the same answer.
    ///
    /// # Errors
    ///
    /// What a call of the operation gives, and a cursor that was there before.
    pub async fn next(&mut self) -> Option<Result<Answer<P>, Error>> {
        poll_fn(|context| self.poll_page(context)).await
    }

    /// Where to go on: the cursor of the page that comes next, or of the one that failed. `None`
    /// stands for the first page, and, once [`is_done`](Self::is_done), for none.
    #[must_use]
    pub fn cursor(&self) -> Option<&str> {
        self.cursor.as_deref()
    }

    /// Whether nothing more comes: the last page was there, or an error.
    #[must_use]
    pub fn is_done(&self) -> bool {
        matches!(self.state, State::Done)
    }

    pub(super) fn poll_page(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Answer<P>, Error>>> {
        match std::mem::replace(&mut self.state, State::Done) {
            State::Done => return Poll::Ready(None),
            State::Broken(error) => return Poll::Ready(Some(Err(error))),
            State::More => {}
        }
        let call = match &mut self.on_its_way {
            Some(call) => call,
            None => {
                let cursor = self.cursor.as_deref().filter(|_| self.given);
                self.on_its_way.insert((self.fetch)(cursor))
            }
        };
        let Poll::Ready(result) = call.as_mut().poll(context) else {
            self.state = State::More;
            return Poll::Pending;
        };
        self.on_its_way = None;
        Poll::Ready(Some(result.inspect(|page| self.turn(page))))
    }

    /// Goes on behind `page`.
    fn turn(&mut self, page: &Answer<P>) {
        self.cursor = (self.next)(page.value())
            .filter(|cursor| !cursor.is_empty())
            .map(str::to_owned);
        self.given = true;
        self.state = match &self.cursor {
            None => State::Done,
            Some(cursor) if self.seen.is_new(cursor) => State::More,
            Some(_) => State::Broken(self.repeated(page)),
        };
    }

    fn repeated(&self, page: &Answer<P>) -> Error {
        let reason = "its next cursor is one that was there before, so the pages would never end; \
            the pages until here are whole";
        Error::decode(None, DecodeError::new(reason)).of(Call {
            operation: Some(self.operation),
            attempts: page.attempts(),
            request_id: page.request_id().map(str::to_owned),
            ..Call::default()
        })
    }
}

/// Nothing in it is pinned but through a box.
impl<P> Unpin for Pages<'_, P> {}

impl<P> Stream for Pages<'_, P> {
    type Item = Result<Answer<P>, Error>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll_page(context)
    }
}

impl<P> fmt::Debug for Pages<'_, P> {
    /// No cursor: it may tell whose list it is.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pages")
            .field("operation", &self.operation.id)
            .field("is_done", &self.is_done())
            .finish_non_exhaustive()
    }
}
