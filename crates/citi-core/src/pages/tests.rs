//! What pages and items promise, against a bank of lists that are made up.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, Waker};

use futures_core::Stream;
use futures_util::{StreamExt as _, TryStreamExt as _};
use proptest::prelude::*;

use crate::support::pages::{items, pages};
use crate::{Answer, Error, Items, Operation, Pages};

static LIST: Operation = Operation {
    id: "listThings",
    path: "/things",
    ..Operation::EMPTY
};

/// A page of numbers.
#[derive(Clone, Debug, Default, PartialEq)]
struct Page {
    numbers: Vec<u32>,
    next: Option<String>,
}

/// A bank with pages by cursor, which notes what it is asked for. A page that it does not have
/// fails; one that is due later is not ready when it is asked for the first time.
#[derive(Default)]
struct Bank {
    pages: BTreeMap<Option<String>, Page>,
    asked: Mutex<Vec<Option<String>>>,
    late: bool,
}

impl Bank {
    fn of<const N: usize>(pages: [(Option<&str>, &[u32], Option<&str>); N]) -> Arc<Self> {
        let pages = pages.map(|(at, numbers, next)| {
            let page = Page {
                numbers: numbers.to_vec(),
                next: next.map(str::to_owned),
            };
            (at.map(str::to_owned), page)
        });
        Arc::new(Self {
            pages: pages.into(),
            ..Self::default()
        })
    }

    fn asked(&self) -> Vec<Option<String>> {
        let asked = self.asked.lock();
        asked.unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn list(self: &Arc<Self>) -> List {
        List {
            bank: Arc::clone(self),
            cursor: None,
        }
    }
}

/// A builder as generated code has it.
#[derive(Clone)]
struct List {
    bank: Arc<Bank>,
    cursor: Option<String>,
}

impl List {
    fn cursor(mut self, cursor: impl Into<String>) -> Self {
        self.cursor = Some(cursor.into());
        self
    }

    async fn send(self) -> Result<Answer<Page>, Error> {
        let asked = &self.bank.asked;
        asked.lock().unwrap().push(self.cursor.clone());
        if self.bank.late {
            tokio::task::yield_now().await;
        }
        let page = self.bank.pages.get(&self.cursor).cloned();
        let page = page.ok_or_else(|| Error::refused("there is no such page"))?;
        Ok(Answer::new(page, http::StatusCode::OK, Default::default()))
    }

    fn pages(self) -> Pages<'static, Page> {
        let from = self.cursor.clone();
        pages(
            &LIST,
            from,
            self,
            Self::cursor,
            |call| Box::pin(call.send()),
            |page| page.next.as_deref(),
        )
    }

    fn items(self) -> Items<'static, u32> {
        items(self.pages(), |page| page.numbers)
    }
}

fn three() -> Arc<Bank> {
    Bank::of([
        (None, &[1, 2], Some("b")),
        (Some("b"), &[], Some("c")),
        (Some("c"), &[3], None),
    ])
}

fn texts(cursors: &[Option<&str>]) -> Vec<Option<String>> {
    cursors
        .iter()
        .map(|cursor| cursor.map(str::to_owned))
        .collect()
}

#[test]
fn both_are_streams_that_travel() {
    fn streams<S: Stream + Send + Unpin + std::fmt::Debug>() {}
    streams::<Pages<'_, Page>>();
    streams::<Items<'_, u32>>();
}

#[tokio::test]
async fn nothing_is_sent_before_it_is_asked_for() {
    let bank = three();
    let mut pages = bank.list().pages();
    assert_eq!((bank.asked().len(), pages.cursor()), (0, None));
    let first = pages.next().await.unwrap().unwrap();
    assert_eq!(first.numbers, [1, 2]);
    assert_eq!(bank.asked(), texts(&[None]));
    assert_eq!(pages.cursor(), Some("b"));

    let mut items = bank.list().items();
    assert_eq!(items.next().await.unwrap().unwrap(), 1);
    assert_eq!(items.next().await.unwrap().unwrap(), 2);
    assert_eq!(bank.asked().len(), 2, "the first page of each");
    assert_eq!(items.next().await.unwrap().unwrap(), 3);
    assert!(items.next().await.is_none() && items.is_done());
    assert!(items.next().await.is_none());
    assert_eq!(bank.asked(), texts(&[None, None, Some("b"), Some("c")]));
}

#[tokio::test]
async fn it_begins_at_the_cursor_of_the_builder() {
    let bank = three();
    let items: Vec<u32> = bank.list().cursor("c").items().try_collect().await.unwrap();
    assert_eq!(items, [3]);
    assert_eq!(bank.asked(), texts(&[Some("c")]));
    assert_eq!(bank.list().cursor("c").pages().cursor(), Some("c"));
    assert_eq!(bank.list().cursor("c").items().cursor(), Some("c"));
}

#[tokio::test]
async fn an_empty_cursor_is_the_end() {
    let bank = Bank::of([(None, &[1], Some(""))]);
    let mut pages = bank.list().pages();
    assert!(pages.next().await.unwrap().is_ok());
    assert!(pages.is_done() && pages.cursor().is_none());
    assert!(pages.next().await.is_none());
}

#[tokio::test]
async fn an_error_ends_it_and_the_cursor_says_where() {
    let bank = Bank::of([(None, &[1, 2], Some("gone"))]);
    let mut items = bank.list().items();
    let mut got = Vec::new();
    let error = loop {
        match items.next().await.unwrap() {
            Ok(item) => got.push(item),
            Err(error) => break error,
        }
    };
    assert_eq!(got, [1, 2], "what came before the error is not lost");
    assert!(error.is_refused());
    assert_eq!(items.cursor(), Some("gone"));
    assert!(items.is_done() && items.next().await.is_none());

    let mut pages = bank.list().cursor("gone").pages();
    assert!(pages.next().await.unwrap().is_err());
    assert_eq!(pages.cursor(), Some("gone"));
    assert!(pages.next().await.is_none(), "it is not called for again");
    assert_eq!(bank.asked(), texts(&[None, Some("gone"), Some("gone")]));
}

#[tokio::test]
async fn the_cursor_of_items_loses_none_of_them() {
    let bank = three();
    for taken in 0..=3_usize {
        let mut items = bank.list().items();
        let mut got = Vec::new();
        for _ in 0..taken {
            got.push(items.next().await.unwrap().unwrap());
        }
        if items.is_done() {
            continue;
        }
        let again = match items.cursor() {
            Some(cursor) => bank.list().cursor(cursor),
            None => bank.list(),
        };
        got.extend(again.items().try_collect::<Vec<_>>().await.unwrap());
        got.dedup();
        assert!(
            [1, 2, 3].iter().all(|item| got.contains(item)),
            "{taken}: {got:?}"
        );
    }
}

#[tokio::test]
async fn a_circle_of_cursors_is_an_error_behind_its_last_page() {
    let circles = [
        (
            Bank::of([(None, &[1], Some("a")), (Some("a"), &[2], Some("a"))]),
            2,
            None,
        ),
        (
            Bank::of([
                (None, &[1], Some("a")),
                (Some("a"), &[2], Some("b")),
                (Some("b"), &[3], Some("a")),
            ]),
            3,
            None,
        ),
        (Bank::of([(Some("a"), &[1], Some("a"))]), 1, Some("a")),
    ];
    for (bank, count, from) in circles {
        let list = from.map_or(bank.list(), |from| bank.list().cursor(from));
        let mut pages = list.pages();
        for _ in 0..count {
            assert!(pages.next().await.unwrap().is_ok());
        }
        assert!(!pages.is_done());
        let error = pages.next().await.unwrap().unwrap_err();
        assert!(error.is_decode());
        assert_eq!(
            error.to_string(),
            "listThings (GET /things): the answer cannot be read: its next cursor is one that \
             was there before, so the pages would never end; the pages until here are whole"
        );
        assert_eq!((error.attempts(), pages.cursor()), (1, Some("a")));
        assert!(pages.is_done() && pages.next().await.is_none());
        assert_eq!(bank.asked().len(), count);
    }
}

#[tokio::test]
async fn a_next_that_is_dropped_costs_no_page_and_no_second_call() {
    let bank = Arc::new(Bank {
        late: true,
        pages: three().pages.clone(),
        ..Bank::default()
    });
    let mut pages = bank.list().pages();
    let mut context = Context::from_waker(Waker::noop());
    {
        let dropped = std::pin::pin!(pages.next());
        assert!(matches!(dropped.poll(&mut context), Poll::Pending));
    }
    let first = pages.next().await.unwrap().unwrap();
    assert_eq!(first.numbers, [1, 2]);
    assert_eq!(bank.asked(), texts(&[None]));
}

#[tokio::test]
async fn no_cursor_shows() {
    let bank = three();
    let (mut pages, mut items) = (bank.list().pages(), bank.list().items());
    pages.next().await.unwrap().unwrap();
    items.next().await.unwrap().unwrap();
    assert_eq!(
        format!("{pages:?} {items:?}"),
        "Pages { operation: \"listThings\", is_done: false, .. } Items { is_done: false, .. }"
    );
}

proptest! {
    #[test]
    fn any_partition_into_pages_gives_the_list(
        parts in prop::collection::vec(prop::collection::vec(any::<u32>(), 0..5), 1..8),
        late in any::<bool>(),
    ) {
        let name = |index: usize| (index > 0).then(|| format!("page {index}"));
        let last = parts.len() - 1;
        let pages = parts.iter().enumerate().map(|(index, numbers)| {
            let next = (index < last).then(|| name(index + 1)).flatten();
            (name(index), Page { numbers: numbers.clone(), next })
        });
        let bank = Arc::new(Bank { pages: pages.collect(), late, ..Bank::default() });
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let (items, pages) = runtime.block_on(async {
            let items: Result<Vec<u32>, Error> = bank.list().items().try_collect().await;
            (items, bank.list().pages().collect::<Vec<_>>().await)
        });
        prop_assert_eq!(items.unwrap(), parts.concat());
        let pages: Vec<Vec<u32>> =
            pages.into_iter().map(|page| page.unwrap().into_value().numbers).collect();
        prop_assert_eq!(pages, parts);
    }
}
