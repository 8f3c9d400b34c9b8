//! What the connection knows of the world: time, chance, the network.

use std::sync::Arc;

use super::ConnectionBuilder;
use crate::{Clock, Randomness, Transport};

impl ConnectionBuilder {
    /// What time it is, and waiting; the clock of this machine unless said.
    #[must_use]
    pub fn clock(mut self, clock: impl Clock + 'static) -> Self {
        self.clock = Arc::new(clock);
        self
    }

    /// Where random bytes come from; the operating system unless said.
    #[must_use]
    pub fn randomness(mut self, randomness: impl Randomness + 'static) -> Self {
        self.randomness = Arc::new(randomness);
        self
    }

    /// What sends requests; [`reqwest`] with TLS 1.2 or newer unless said.
    #[must_use]
    pub fn transport(mut self, transport: impl Transport + 'static) -> Self {
        self.transport = Some(Arc::new(transport));
        self
    }
}
