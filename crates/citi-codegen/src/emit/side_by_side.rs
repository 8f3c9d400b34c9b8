//! Work on several things at once.

use std::num::NonZero;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use rayon::prelude::*;

/// Below so many, starting a thread takes longer than it saves.
const FEW: usize = 4;

/// What `work` makes of each of `items`, in their order.
///
/// On a thread of a pool the pool shares the work. Elsewhere none is started for it: its threads look for work while
/// there is none, which costs one document on a busy machine more than they save.
///
/// # Errors
/// The error of one of them.
pub(crate) fn side_by_side<T: Sync, R: Send, E: Send>(
    items: &[T],
    work: impl Fn(&T) -> Result<R, E> + Sync + Send,
) -> Result<Vec<R>, E> {
    if items.len() < FEW {
        return items.iter().map(work).collect();
    }
    match rayon::current_thread_index() {
        Some(_) => items.par_iter().map(work).collect(),
        None => with_helpers(items, work),
    }
}

/// This thread and a helper for each other processor take one after the other.
fn with_helpers<T: Sync, R: Send, E: Send>(
    items: &[T],
    work: impl Fn(&T) -> Result<R, E> + Sync + Send,
) -> Result<Vec<R>, E> {
    let next = AtomicUsize::new(0);
    let take = || {
        let mut made = Vec::new();
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            match items.get(at) {
                Some(item) => made.push((at, work(item))),
                None => return made,
            }
        }
    };
    let threads = thread::available_parallelism().map_or(1, NonZero::get);
    let mut made = thread::scope(|scope| {
        // One that the system does not give leaves its work to the others.
        let helpers: Vec<_> = (1..threads.min(items.len()))
            .filter_map(|_| thread::Builder::new().spawn_scoped(scope, take).ok())
            .collect();
        let mut made = take();
        for helper in helpers {
            match helper.join() {
                Ok(more) => made.extend(more),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        made
    });
    made.sort_by_key(|(at, _)| *at);
    made.into_iter().map(|(_, made)| made).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn order_is_kept_and_an_error_ends_it() {
        for count in [0, 1, FEW - 1, FEW, 100] {
            let items: Vec<usize> = (0..count).collect();
            let made = side_by_side(&items, |item| Ok::<_, String>(item * 2)).unwrap();
            assert!(made.iter().enumerate().all(|(at, item)| at * 2 == *item));
            assert_eq!(made.len(), count);
            let failed = side_by_side(&items, |item| match item {
                0 => Err("no"),
                item => Ok(*item),
            });
            assert_eq!(failed.is_err(), count > 0);
        }
    }

    #[test]
    fn a_pool_shares_the_work() {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(2).build();
        let items: Vec<usize> = (0..100).collect();
        let made = pool.unwrap().install(|| {
            side_by_side(&items, |item| {
                assert!(rayon::current_thread_index().is_some());
                Ok::<_, String>(*item)
            })
        });
        assert_eq!(made, Ok(items));
    }
}
