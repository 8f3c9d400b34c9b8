//! [`Source`]: where another document comes from, and where it answers.

use std::collections::BTreeSet;

use super::below;

/// What is known of another document beside its meaning.
pub(crate) struct Source {
    /// The name of its file.
    pub(crate) file: String,
    /// What the file says.
    pub(crate) text: String,
    /// Which of its operations don't answer at their own places, for others stand there.
    pub(crate) elsewhere: BTreeSet<usize>,
    /// What its pages call it below: nothing, unless one of its operations has no place of its own.
    pub(crate) prefix: String,
}

impl Source {
    pub(super) fn new(id: &str, file: String, text: String, elsewhere: BTreeSet<usize>) -> Self {
        let prefix = match elsewhere.is_empty() {
            true => String::new(),
            false => below(id),
        };
        Self {
            file,
            text,
            elsewhere,
            prefix,
        }
    }
}
