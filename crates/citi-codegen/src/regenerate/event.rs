//! How far a run is.

/// How far a run is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event<'a> {
    /// A part of the run begins.
    Phase {
        /// What it does: `fetch`, `read`, `emit`, `write`.
        name: &'static str,
        /// How many items it goes through.
        items: usize,
    },
    /// One item of the phase is done.
    Item {
        /// The document or category.
        name: &'a str,
        /// What became of it, if that is worth a word: `unchanged`, `failed`.
        note: &'a str,
    },
}
