//! A bank that speaks TLS on this machine, and authorities that vouch for it.

#![allow(dead_code, reason = "each test file takes what it needs")]
#![allow(
    clippy::unwrap_used,
    reason = "a test that finds something else than it prepared should stop there"
)]

use std::sync::{Arc, Mutex};
use std::time::Duration;

use citi_core::{Connection, ConnectionBuilder, Pin, Retry, Roots};
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, DnType, IsCa, KeyPair};
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use rustls::server::WebPkiClientVerifier;
use rustls::{HandshakeKind, RootCertStore, ServerConfig, SupportedProtocolVersion};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;

/// A host whose name nobody can look up, and which certificates name all the same.
pub(crate) const NOWHERE: &str = "bank.invalid";

/// An authority.
pub(crate) struct Authority(pub(crate) CertifiedIssuer<'static, KeyPair>);

/// A certificate with its key.
pub(crate) struct Leaf {
    pub(crate) pem: String,
    pub(crate) der: CertificateDer<'static>,
    pub(crate) key: KeyPair,
}

fn params(name: &str, authority: bool) -> CertificateParams {
    let hosts: &[&str] = match authority {
        true => &[],
        // The last one is no host of any network (RFC 6761 §6.4).
        false => &["localhost", "127.0.0.1", NOWHERE],
    };
    let hosts: Vec<String> = hosts.iter().map(|&host| host.to_owned()).collect();
    let mut params = CertificateParams::new(hosts).unwrap();
    params.distinguished_name.push(DnType::CommonName, name);
    if authority {
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    }
    params
}

impl Authority {
    pub(crate) fn new(name: &str) -> Self {
        let key = KeyPair::generate().unwrap();
        Self(CertifiedIssuer::self_signed(params(name, true), key).unwrap())
    }

    /// An authority below this one.
    pub(crate) fn below(&self, name: &str) -> Self {
        let key = KeyPair::generate().unwrap();
        Self(CertifiedIssuer::signed_by(params(name, true), key, &self.0).unwrap())
    }

    pub(crate) fn leaf(&self) -> Leaf {
        self.leaf_with(KeyPair::generate().unwrap())
    }

    pub(crate) fn leaf_with(&self, key: KeyPair) -> Leaf {
        let certificate = params("leaf", false).signed_by(&key, &self.0).unwrap();
        Leaf {
            pem: certificate.pem(),
            der: certificate.der().clone(),
            key,
        }
    }

    pub(crate) fn roots(&self) -> Roots {
        Roots::pem(self.0.pem()).unwrap()
    }

    pub(crate) fn pin(&self) -> Pin {
        Pin::of_certificate(self.0.pem()).unwrap()
    }

    pub(crate) fn der(&self) -> CertificateDer<'static> {
        self.0.der().clone()
    }
}

impl Leaf {
    pub(crate) fn pin(&self) -> Pin {
        Pin::of_certificate(&self.pem).unwrap()
    }
}

/// The pin of a key that nobody has.
pub(crate) fn other_pin() -> Pin {
    Authority::new("somebody else").pin()
}

/// A PKCS#12 file of openssl with this password; `None` where there is no openssl.
pub(crate) fn exported(leaf: &Leaf, password: &str) -> Option<Vec<u8>> {
    let folder = tempfile::tempdir().unwrap();
    let (certificate, key) = (folder.path().join("c.pem"), folder.path().join("k.pem"));
    std::fs::write(&certificate, &leaf.pem).unwrap();
    std::fs::write(&key, leaf.key.serialize_pem()).unwrap();
    let out = folder.path().join("client.p12");
    let made = std::process::Command::new("openssl")
        .args(["pkcs12", "-export", "-passout"])
        .arg(format!("pass:{password}"))
        .arg("-in")
        .arg(certificate)
        .arg("-inkey")
        .arg(key)
        .arg("-out")
        .arg(&out)
        .output();
    made.ok()
        .filter(|made| made.status.success())
        .map(|_| std::fs::read(out).unwrap())
}

/// How the server behaves.
pub(crate) struct Setup {
    pub(crate) versions: &'static [&'static SupportedProtocolVersion],
    pub(crate) came_along: Vec<CertificateDer<'static>>,
    pub(crate) clients_of: Option<CertificateDer<'static>>,
    /// Whether clients without a certificate are served too.
    pub(crate) strangers: bool,
    pub(crate) alpn: &'static [&'static str],
    /// The body of every answer.
    pub(crate) answer: &'static str,
}

impl Default for Setup {
    fn default() -> Self {
        Self {
            versions: rustls::ALL_VERSIONS,
            came_along: Vec::new(),
            clients_of: None,
            strangers: false,
            alpn: &["http/1.1"],
            answer: r#"{"ok":true}"#,
        }
    }
}

/// What takes connections for this certificate.
pub(crate) fn acceptor(leaf: &Leaf, setup: Setup) -> TlsAcceptor {
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let builder = ServerConfig::builder_with_provider(provider.clone())
        .with_protocol_versions(setup.versions)
        .unwrap();
    let builder = match setup.clients_of {
        None => builder.with_no_client_auth(),
        Some(authority) => {
            let mut roots = RootCertStore::empty();
            roots.add(authority).unwrap();
            let mut verifier =
                WebPkiClientVerifier::builder_with_provider(Arc::new(roots), provider);
            if setup.strangers {
                verifier = verifier.allow_unauthenticated();
            }
            builder.with_client_cert_verifier(verifier.build().unwrap())
        }
    };
    let mut chain = vec![leaf.der.clone()];
    chain.extend(setup.came_along);
    let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(leaf.key.serialize_der()));
    let mut config = builder.with_single_cert(chain, key).unwrap();
    config.alpn_protocols = setup.alpn.iter().map(|it| it.as_bytes().to_vec()).collect();
    TlsAcceptor::from(Arc::new(config))
}

/// A connection that a server took.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Taken {
    pub(crate) resumed: bool,
    pub(crate) alpn: String,
    pub(crate) client: Option<CertificateDer<'static>>,
    pub(crate) request: String,
}

/// A bank that answers every request alike, with `{"ok":true}` unless said, one on each connection.
#[derive(Clone)]
pub(crate) struct Server {
    pub(crate) port: u16,
    taken: Arc<Mutex<Vec<Taken>>>,
}

impl Server {
    pub(crate) async fn start(leaf: &Leaf, setup: Setup) -> Self {
        let answer = setup.answer;
        let acceptor = acceptor(leaf, setup);
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let server = Self {
            port: listener.local_addr().unwrap().port(),
            taken: Arc::default(),
        };
        let taken = Arc::clone(&server.taken);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (acceptor, taken) = (acceptor.clone(), Arc::clone(&taken));
                tokio::spawn(async move {
                    if let Ok(stream) = acceptor.accept(stream).await {
                        serve(stream, &taken, answer).await;
                    }
                });
            }
        });
        server
    }

    pub(crate) fn builder(&self) -> ConnectionBuilder {
        Connection::builder(format!("https://localhost:{}", self.port))
            .bearer_token("t0ken")
            .retry(Retry::never())
            .attempt_timeout(Duration::from_secs(10))
            // A connection for each call.
            .pool_max_idle_per_host(0)
    }

    pub(crate) fn taken(&self) -> Vec<Taken> {
        self.taken.lock().unwrap().clone()
    }

    /// What was asked of it.
    pub(crate) fn requests(&self) -> usize {
        let taken = self.taken();
        taken.iter().filter(|it| !it.request.is_empty()).count()
    }
}

async fn serve(
    mut stream: tokio_rustls::server::TlsStream<tokio::net::TcpStream>,
    taken: &Mutex<Vec<Taken>>,
    answer: &'static str,
) {
    let tls = stream.get_ref().1;
    let mut seen = Taken {
        resumed: tls.handshake_kind() == Some(HandshakeKind::Resumed),
        alpn: String::from_utf8(tls.alpn_protocol().unwrap_or_default().to_vec()).unwrap(),
        client: tls
            .peer_certificates()
            .map(|chain| chain[0].clone().into_owned()),
        request: String::new(),
    };
    if seen.alpn == "h2" {
        let mut connection = h2::server::handshake(stream).await.unwrap();
        while let Some(Ok((request, mut respond))) = connection.accept().await {
            seen.request = request.uri().path().to_owned();
            taken.lock().unwrap().push(seen.clone());
            let response = http::Response::builder().body(()).unwrap();
            let mut send = respond.send_response(response, false).unwrap();
            send.send_data(bytes::Bytes::from_static(answer.as_bytes()), true)
                .unwrap();
        }
        return;
    }
    let mut request = Vec::new();
    let mut piece = [0; 1024];
    while !request.windows(4).any(|end| end == b"\r\n\r\n") {
        match stream.read(&mut piece).await {
            Ok(0) | Err(_) => break,
            Ok(read) => request.extend_from_slice(&piece[..read]),
        }
    }
    seen.request = String::from_utf8_lossy(&request).into_owned();
    taken.lock().unwrap().push(seen);
    let length = answer.len();
    let answer = format!(
        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n{answer}"
    );
    let _gone = stream.write_all(answer.as_bytes()).await;
    let _gone = stream.shutdown().await;
}
