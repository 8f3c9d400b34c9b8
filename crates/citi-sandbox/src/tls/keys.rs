//! [`Keys`]: what the sandbox proves itself with.

use std::net::IpAddr;
use std::sync::{Arc, Mutex};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use citi_core::Secret;
use rcgen::{KeyPair, PublicKeyData as _};
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use rustls::server::{NoClientAuth, WebPkiClientVerifier, danger::ClientCertVerifier};
use rustls::{RootCertStore, ServerConfig};
use sha2::{Digest as _, Sha256};

use super::authority::{Authority, Purpose};
use super::{ClientIdentity, Kept, TlsClients, TlsError, TlsPins};
use crate::lock::lock;

/// The longest name of a client.
const LONGEST: usize = 64;

/// What the sandbox proves itself with: an authority, the key in use, and the one in reserve.
pub(crate) struct Keys {
    authority: Authority,
    clients: TlsClients,
    hosts: Vec<String>,
    pair: Mutex<Pair>,
}

struct Pair {
    current: KeyPair,
    next: KeyPair,
    config: Arc<ServerConfig>,
}

impl Keys {
    /// New keys, or those that were kept, for a sandbox at an address.
    pub(crate) fn new(
        kept: Option<&Kept>,
        address: IpAddr,
        clients: TlsClients,
    ) -> Result<Self, TlsError> {
        let (authority, current, next) = match kept {
            Some(kept) => (
                Authority::kept(&kept.authority, kept.authority_key.expose())?,
                KeyPair::from_pem(kept.current.expose())?,
                KeyPair::from_pem(kept.next.expose())?,
            ),
            None => (
                Authority::new()?,
                KeyPair::generate()?,
                KeyPair::generate()?,
            ),
        };
        let mut hosts: Vec<String> = ["127.0.0.1", "::1", "localhost"].map(str::to_owned).into();
        let own = address.to_string();
        if !address.is_unspecified() && !hosts.contains(&own) {
            hosts.push(own);
        }
        let config = config(&authority, clients, &hosts, &current)?;
        Ok(Self {
            authority,
            clients,
            hosts,
            pair: Mutex::new(Pair {
                current,
                next,
                config,
            }),
        })
    }

    /// How the next handshake is made.
    pub(crate) fn config(&self) -> Arc<ServerConfig> {
        lock(&self.pair).config.clone()
    }

    pub(crate) fn clients(&self) -> TlsClients {
        self.clients
    }

    pub(crate) fn ca_pem(&self) -> &str {
        self.authority.pem()
    }

    pub(crate) fn pins(&self) -> TlsPins {
        lock(&self.pair).pins()
    }

    /// The key in reserve comes into use, and a new one into reserve.
    pub(crate) fn rotate(&self) -> Result<TlsPins, TlsError> {
        let mut pair = lock(&self.pair);
        // A configuration of its own also forgets the sessions that could be resumed without the key.
        let config = config(&self.authority, self.clients, &self.hosts, &pair.next)?;
        let next = KeyPair::generate()?;
        pair.current = std::mem::replace(&mut pair.next, next);
        pair.config = config;
        Ok(pair.pins())
    }

    /// A certificate and its key for a client.
    pub(crate) fn client_identity(&self, name: &str) -> Result<ClientIdentity, TlsError> {
        let length = name.chars().count();
        if length == 0 || length > LONGEST || name.chars().any(char::is_control) {
            let rule = "a client's name has 1 to 64 characters, none of them a control";
            return Err(TlsError(rule.to_owned()));
        }
        let key = KeyPair::generate()?;
        let purpose = Purpose::Client(name.to_owned());
        let certificate = self.authority.issue(purpose, &key)?;
        Ok(ClientIdentity {
            certificate: certificate.pem(),
            key: Secret::from(key.serialize_pem()),
        })
    }

    /// What is kept of them.
    pub(crate) fn kept(&self) -> Kept {
        let pair = lock(&self.pair);
        Kept {
            authority: self.authority.pem().to_owned(),
            authority_key: Secret::from(self.authority.key_pem()),
            current: Secret::from(pair.current.serialize_pem()),
            next: Secret::from(pair.next.serialize_pem()),
        }
    }
}

impl Pair {
    fn pins(&self) -> TlsPins {
        TlsPins {
            current: pin(&self.current),
            next: pin(&self.next),
        }
    }
}

/// The hash of a public key as clients pin it (RFC 7469 §2.4).
fn pin(key: &KeyPair) -> String {
    let hash = Sha256::digest(key.subject_public_key_info());
    format!("sha256/{}", STANDARD.encode(hash))
}

fn config(
    authority: &Authority,
    clients: TlsClients,
    hosts: &[String],
    key: &KeyPair,
) -> Result<Arc<ServerConfig>, TlsError> {
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let leaf = authority.issue(Purpose::Server(hosts.to_vec()), key)?;
    let chain = vec![leaf.der().clone()];
    let der = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der()));
    let verifier: Arc<dyn ClientCertVerifier> = match clients {
        TlsClients::Unasked => Arc::new(NoClientAuth),
        TlsClients::Asked | TlsClients::Demanded => {
            let mut roots = RootCertStore::empty();
            roots.add(authority.certificate().clone())?;
            let verifier =
                WebPkiClientVerifier::builder_with_provider(roots.into(), provider.clone());
            let verifier = match clients {
                TlsClients::Asked => verifier.allow_unauthenticated(),
                _ => verifier,
            };
            let refused = |error| TlsError(format!("clients can't be asked ({error})"));
            verifier.build().map_err(refused)?
        }
    };
    // TLS 1.2 and 1.3, which is all that this library speaks.
    let mut config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .with_client_cert_verifier(verifier)
        .with_single_cert(chain, der)?;
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(Arc::new(config))
}
