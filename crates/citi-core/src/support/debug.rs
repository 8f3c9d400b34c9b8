//! `Debug` without what must not be shown.

/// Stands for a value that is not shown.
pub const HIDDEN: Hidden = Hidden;

/// Prints as `[hidden]`.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Hidden;

impl std::fmt::Debug for Hidden {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("[hidden]")
    }
}
