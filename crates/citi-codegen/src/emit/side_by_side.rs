//! Work on several things at once.

use rayon::prelude::*;

/// Below so many, starting the threads takes longer than they save.
const FEW: usize = 4;

/// What `work` makes of each of `items`, in their order.
///
/// # Errors
/// The error of one of them.
pub(crate) fn side_by_side<T: Sync, R: Send, E: Send>(
    items: &[T],
    work: impl Fn(&T) -> Result<R, E> + Sync + Send,
) -> Result<Vec<R>, E> {
    match items.len() < FEW {
        true => items.iter().map(work).collect(),
        false => items.par_iter().map(work).collect(),
    }
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
}
