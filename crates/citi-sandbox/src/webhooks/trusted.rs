//! What the delivery trusts: the authorities of this machine, read once.

use std::sync::{Arc, LazyLock};

use rustls::crypto::aws_lc_rs;
use rustls::{ClientConfig, Error};
use rustls_platform_verifier::BuilderVerifierExt as _;

/// TLS as the machine trusts it. To read its authorities takes longer than all else of a sandbox's start, and they
/// are the same for each of a process.
///
/// # Errors
/// The machine's authorities can't be read.
pub(super) fn trusted() -> Result<ClientConfig, Error> {
    static TRUSTED: LazyLock<Result<ClientConfig, Error>> = LazyLock::new(|| {
        let provider = Arc::new(aws_lc_rs::default_provider());
        let mut config = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()?
            .with_platform_verifier()?
            .with_no_client_auth();
        config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
        Ok(config)
    });
    TRUSTED.clone()
}
