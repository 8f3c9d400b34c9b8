//! [`Kept`]: what is remembered of the past, and no more of it than a bound.

use std::collections::VecDeque;

/// The latest so many things.
#[derive(Debug)]
pub(super) struct Kept<T> {
    things: VecDeque<T>,
}

/// How many things are kept of a sort.
const MOST: usize = 1000;

impl<T> Default for Kept<T> {
    fn default() -> Self {
        Self {
            things: VecDeque::new(),
        }
    }
}

impl<T> Kept<T> {
    /// Keeps one more; the oldest goes when there are too many.
    pub(super) fn keep(&mut self, thing: T) {
        if self.things.len() == MOST {
            self.things.pop_front();
        }
        self.things.push_back(thing);
    }

    /// Keeps those alone that are still of use.
    pub(super) fn retain(&mut self, of_use: impl FnMut(&T) -> bool) {
        self.things.retain(of_use);
    }

    /// All of them, the oldest first.
    pub(super) fn iter(&self) -> impl Iterator<Item = &T> {
        self.things.iter()
    }

    /// The first that fits.
    pub(super) fn find(&mut self, fits: impl Fn(&T) -> bool) -> Option<&mut T> {
        self.things.iter_mut().find(|it| fits(it))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_latest_are_kept() {
        let mut kept = Kept::default();
        for number in 0..1500 {
            kept.keep(number);
        }
        assert_eq!(
            (kept.iter().count(), kept.iter().next()),
            (1000, Some(&500))
        );
    }
}
