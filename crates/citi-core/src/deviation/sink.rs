//! [`DeviationSink`]: who is told.

use super::Deviation;

/// Who is told where answers differ from their document: production sees it before the document changes.
///
/// A function is one:
///
/// ```
/// use citi_core::{Connection, Deviation};
/// let connection = Connection::builder("https://api.sandbox.citi.com")
///     .deviations(|deviation: &Deviation| eprintln!("{deviation}"))
///     .build()?;
/// # let _ = connection;
/// # Ok::<(), citi_core::Error>(())
/// ```
pub trait DeviationSink: Send + Sync {
    /// Takes note of one. It is called while the answer waits: it must not take long.
    fn note(&self, deviation: &Deviation);
}

impl<F: Fn(&Deviation) + Send + Sync> DeviationSink for F {
    fn note(&self, deviation: &Deviation) {
        self(deviation);
    }
}
