//! Whom a connection trusts, and who it says it is.

use std::sync::Arc;

use super::ConnectionBuilder;
use crate::{Identity, IdentitySource, PinMismatch, PinSet, Roots};

impl ConnectionBuilder {
    /// Who vouches for the bank's certificate; the certificate authorities of this machine unless said.
    #[must_use]
    pub fn roots(mut self, roots: Roots) -> Self {
        self.client.tls.roots = roots;
        self
    }

    /// The keys that a host may have; each host has one set. The host of the base address must have one, if any has.
    ///
    /// The certificate is validated as always, and then the key compared, in the handshake: a request never meets another
    /// key. A connection that is open stays open when a pin ends; a new one is not made.
    #[must_use]
    pub fn pins(mut self, pins: PinSet) -> Self {
        self.client.tls.pins.push(pins);
        self
    }

    /// Who is told of keys that are none of a host's pins, whether the connection is let through or not. It is called in
    /// the handshake, and should return at once.
    #[must_use]
    pub fn pin_reports(mut self, report: impl Fn(&PinMismatch) + Send + Sync + 'static) -> Self {
        self.client.tls.report = Some(Arc::new(report));
        self
    }

    /// The client certificate that is shown to a server that asks for one (mutual TLS).
    #[must_use]
    pub fn identity(mut self, identity: Identity) -> Self {
        self.client.tls.identity = Some(identity);
        self
    }

    /// The same from a source, so that it can be changed without a restart; it goes before
    /// [`identity`](Self::identity). It is read with the first call.
    #[must_use]
    pub fn identity_source(mut self, source: IdentitySource) -> Self {
        self.client.identity_source = Some(source);
        self
    }
}
