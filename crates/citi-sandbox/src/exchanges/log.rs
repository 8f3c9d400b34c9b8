//! [`Exchanges`]: the latest exchanges.

use std::collections::VecDeque;

use super::Exchange;

/// The latest exchanges, the oldest first.
#[derive(Default)]
pub(crate) struct Exchanges {
    kept: VecDeque<Exchange>,
    counted: u64,
}

/// How many are kept. With what is kept of their bodies, a few megabytes at most.
const KEPT: usize = 300;

impl Exchanges {
    /// Keeps an exchange under the next number; the oldest goes when there are too many.
    pub(super) fn push(&mut self, number_it: impl FnOnce(u64) -> Exchange) {
        self.counted = self.counted.saturating_add(1);
        if self.kept.len() == KEPT {
            self.kept.pop_front();
        }
        self.kept.push_back(number_it(self.counted));
    }

    /// All that are kept, the oldest first.
    pub(crate) fn all(&self) -> impl DoubleEndedIterator<Item = &Exchange> {
        self.kept.iter()
    }

    /// The exchange of a number.
    pub(crate) fn one(&self, number: u64) -> Option<Exchange> {
        self.kept.iter().find(|it| it.number == number).cloned()
    }
}
