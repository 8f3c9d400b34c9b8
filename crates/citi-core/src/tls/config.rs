//! The configuration of TLS.

use std::sync::Arc;

use rustls::client::Resumption;
use rustls::crypto::{CryptoProvider, aws_lc_rs};
use rustls::version::{TLS12, TLS13};
use rustls::{ClientConfig, RootCertStore};
use url::Url;

use super::pinning::Pinning;
use super::time::TlsTime;
use super::{TlsSetup, pin_set};
use crate::observe::Record;
use crate::{Clock, Error};

/// TLS 1.2 or 1.3 as it was set up, for a connection to `base`.
///
/// Sessions are resumed only among connections of the same configuration: each was verified by the same pins. Where a pin
/// ends they are not resumed at all, for a resumed session shows no certificate.
///
/// # Errors
/// If it cannot work: which part, without a secret.
pub(crate) fn config(
    setup: &TlsSetup,
    base: &Url,
    clock: &Arc<dyn Clock>,
) -> Result<ClientConfig, Error> {
    check(setup, base)?;
    let provider = CryptoProvider::get_default()
        .cloned()
        .unwrap_or_else(|| Arc::new(aws_lc_rs::default_provider()));
    let time = Arc::new(TlsTime(Arc::clone(clock)));
    let builder = ClientConfig::builder_with_details(Arc::clone(&provider), time)
        .with_protocol_versions(&[&TLS13, &TLS12])
        .map_err(|error| Error::refused(format_args!("TLS cannot be set up: {error}")))?;
    // A connection to this machine alone needs no roots, and may be where there are none.
    let builder = match base.scheme() {
        "https" => {
            let inner = setup.roots.verifier(&provider)?;
            let anchors = match setup.pins.iter().any(|set| set.path) {
                true => setup.roots.anchors(),
                false => Vec::new(),
            };
            builder
                .dangerous()
                .with_custom_certificate_verifier(Arc::new(Pinning {
                    inner,
                    sets: setup.pins.clone(),
                    anchors,
                    algorithms: provider.signature_verification_algorithms.all,
                    report: setup.report.clone(),
                    clock: Arc::clone(clock),
                }))
        }
        _ => builder.with_root_certificates(RootCertStore::empty()),
    };
    let mut config = match &setup.identity {
        Some(identity) => {
            let (chain, key) = identity.parts();
            builder.with_client_auth_cert(chain, key).map_err(|error| {
                Error::refused(format_args!(
                    "the client certificate and the client key do not go together, or the key is of a kind that TLS does not know ({error})"
                ))
            })?
        }
        None => builder.with_no_client_auth(),
    };
    config.alpn_protocols = match setup.http1_only {
        true => vec![b"http/1.1".to_vec()],
        false => vec![b"h2".to_vec(), b"http/1.1".to_vec()],
    };
    let pins = || setup.pins.iter().flat_map(|set| &set.pins);
    if pins().any(|pin| pin.ends().is_some()) {
        config.resumption = Resumption::disabled();
    }
    for set in &setup.pins {
        for pin in &set.pins {
            Record::PinEnds(&set.host, *pin).count();
        }
    }
    Ok(config)
}

fn check(setup: &TlsSetup, base: &Url) -> Result<(), Error> {
    let mut hosts = std::collections::BTreeSet::new();
    for set in &setup.pins {
        set.check()?;
        if !hosts.insert(&set.host) {
            let host = &set.host;
            return Err(Error::refused(format_args!(
                "{host} has pins twice; say them all in one `PinSet`"
            )));
        }
    }
    let host = base.host_str().unwrap_or_default();
    match setup.pins.is_empty() || pin_set::of(&setup.pins, host).is_some() {
        true => Ok(()),
        // A slip of the pen in the name would else mean no pins at all.
        false => Err(Error::refused(format_args!(
            "there are pins, but none for {host}, which is called; add a `PinSet` for it"
        ))),
    }
}
