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
    /// Keeps an exchange under the next number. The oldest goes when there are too many; it is given back, so
    /// that nobody waits while it is thrown away.
    pub(super) fn push(&mut self, number_it: impl FnOnce(u64) -> Exchange) -> Option<Exchange> {
        self.counted = self.counted.saturating_add(1);
        let oldest = match self.kept.len() {
            KEPT => self.kept.pop_front(),
            _ => None,
        };
        self.kept.push_back(number_it(self.counted));
        oldest
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
