//! Who is told what a connection sees.

use std::sync::Arc;

use super::ConnectionBuilder;
use crate::DeviationSink;

impl ConnectionBuilder {
    /// Who is told where answers differ from their document; nobody unless said. An answer that is kept from an earlier
    /// call is not told of again.
    #[must_use]
    pub fn deviations(mut self, sink: impl DeviationSink + 'static) -> Self {
        self.deviations = Some(Arc::new(sink));
        self
    }
}
