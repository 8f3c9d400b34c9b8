//! [`Quiet`]: panics that are caught say nothing to people.

use std::panic::{PanicHookInfo, set_hook, take_hook};
use std::sync::{Arc, Mutex, PoisonError};

/// What shows a panic.
type Hook = dyn Fn(&PanicHookInfo<'_>) + Send + Sync;

/// As long as it lives, panics are noted in place of being shown: the library of the store checks a damaged
/// file by assertions, which are caught and become one sentence. What it noted is shown when it is dropped,
/// unless it was [told](Self::forget) that all of it is known.
pub(crate) struct Quiet {
    before: Option<Box<Hook>>,
    noted: Arc<Mutex<Vec<String>>>,
}

impl Quiet {
    /// Begins.
    pub(crate) fn new() -> Self {
        let noted = Arc::new(Mutex::new(Vec::new()));
        let before = Some(take_hook());
        let notes = noted.clone();
        set_hook(Box::new(move |panic| {
            let mut notes = notes.lock().unwrap_or_else(PoisonError::into_inner);
            notes.push(panic.to_string());
        }));
        Self { before, noted }
    }

    /// Forgets what was noted.
    pub(crate) fn forget(&self) {
        let mut noted = self.noted.lock().unwrap_or_else(PoisonError::into_inner);
        noted.clear();
    }
}

impl Drop for Quiet {
    fn drop(&mut self) {
        // While a panic goes on, nobody can change who shows it.
        if !std::thread::panicking()
            && let Some(before) = self.before.take()
        {
            set_hook(before);
        }
        let noted = self.noted.lock().unwrap_or_else(PoisonError::into_inner);
        for line in noted.iter() {
            eprintln!("{line}");
        }
    }
}
