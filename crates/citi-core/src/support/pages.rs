//! Lists that come page by page.

use crate::pages::{PageFuture, Taken};
use crate::{Items, Operation, Pages};

/// The pages of the list that `call` asks for, from its own `cursor` on; `operation` is its entry in
/// the table.
///
/// Each page is sent from a copy of `call`, which `at` has set to the page's cursor; `next` finds the
/// next cursor in a page.
pub fn pages<'a, B, P>(
    operation: &'static Operation,
    cursor: Option<String>,
    call: B,
    at: fn(B, String) -> B,
    send: fn(B) -> PageFuture<'a, P>,
    next: fn(&P) -> Option<&str>,
) -> Pages<'a, P>
where
    B: Clone + Send + 'a,
    P: 'a,
{
    let fetch = move |cursor: Option<&str>| {
        let call = call.clone();
        send(match cursor {
            Some(cursor) => at(call, cursor.to_owned()),
            None => call,
        })
    };
    Pages::new(operation, cursor, Box::new(fetch), next)
}

/// What stands in `pages`; `items` takes it out of one.
pub fn items<'a, P, T>(pages: Pages<'a, P>, items: fn(P) -> Vec<T>) -> Items<'a, T>
where
    P: 'a,
    T: 'a,
{
    Items::new(Taken { pages, items })
}
