//! Proxies on this machine. Each wants the name and the password of this file, and carries everything to one port,
//! whatever host it is asked for: it knows names that nobody else does.

#![allow(dead_code, reason = "each test file takes what it needs")]
#![allow(
    clippy::unwrap_used,
    reason = "a test that finds something else than it prepared should stop there"
)]

use std::sync::{Arc, Mutex};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use citi_core::Proxy;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;

pub(crate) const USER: &str = "app";
pub(crate) const PASSWORD: &str = "canary8 proxy:pass@word";

/// What a proxy speaks.
#[derive(Clone)]
pub(crate) enum Kind {
    /// HTTP, the method CONNECT (RFC 9110 §9.3.6).
    Http,
    /// The same within TLS.
    Https(TlsAcceptor),
    /// SOCKS 5 (RFC 1928) with name and password (RFC 1929).
    Socks,
}

/// What a proxy was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Asked {
    pub(crate) target: String,
    pub(crate) user: String,
    pub(crate) password: String,
    /// Whether the client showed a certificate to the proxy.
    pub(crate) certificate: bool,
}

/// A proxy.
pub(crate) struct Double {
    pub(crate) port: u16,
    asked: Arc<Mutex<Vec<Asked>>>,
}

impl Double {
    pub(crate) async fn start(kind: Kind, bank: u16) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let double = Self {
            port: listener.local_addr().unwrap().port(),
            asked: Arc::default(),
        };
        let asked = Arc::clone(&double.asked);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (kind, asked) = (kind.clone(), Arc::clone(&asked));
                // A client that breaks off is no failure of the proxy.
                tokio::spawn(async move {
                    let _broken = match kind {
                        Kind::Http => connect(stream, bank, &asked, false).await,
                        Kind::Socks => socks(stream, bank, &asked).await,
                        Kind::Https(acceptor) => match acceptor.accept(stream).await {
                            Ok(stream) => {
                                let shown = stream.get_ref().1.peer_certificates().is_some();
                                connect(stream, bank, &asked, shown).await
                            }
                            Err(error) => Err(error),
                        },
                    };
                });
            }
        });
        double
    }

    /// The way to it: `scheme` is `http`, `https`, `socks5` or `socks5h`.
    pub(crate) fn proxy(&self, scheme: &str) -> Proxy {
        Proxy::new(format!("{scheme}://localhost:{}", self.port)).credentials(USER, PASSWORD)
    }

    pub(crate) fn asked(&self) -> Vec<Asked> {
        self.asked.lock().unwrap().clone()
    }
}

async fn connect(
    mut stream: impl AsyncRead + AsyncWrite + Unpin,
    bank: u16,
    asked: &Mutex<Vec<Asked>>,
    certificate: bool,
) -> std::io::Result<()> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(stream.read_u8().await?);
    }
    let head = String::from_utf8(head).unwrap();
    let target = head.strip_prefix("CONNECT ").unwrap();
    let target = target.split(' ').next().unwrap().to_owned();
    let basic = head.lines().find_map(|line| {
        let (name, value) = line.split_once(": ")?;
        let wanted = name.eq_ignore_ascii_case("proxy-authorization");
        value.strip_prefix("Basic ").filter(|_| wanted)
    });
    let pair = STANDARD.decode(basic.unwrap_or_default()).unwrap();
    let pair = String::from_utf8(pair).unwrap();
    let (user, password) = pair.split_once(':').unwrap_or_default();
    let known = note(asked, target, user, password, certificate);
    if !known {
        let refusal = "HTTP/1.1 407 Proxy Authentication Required\r\n\
                       proxy-authenticate: Basic realm=\"canary8 proxy\"\r\ncontent-length: 0\r\n\r\n";
        stream.write_all(refusal.as_bytes()).await?;
        return stream.shutdown().await;
    }
    stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n").await?;
    carry(stream, bank).await
}

async fn socks(mut stream: TcpStream, bank: u16, asked: &Mutex<Vec<Asked>>) -> std::io::Result<()> {
    // RFC 1928 §3: which ways there are to say who one is. The one by name and password is 2.
    assert_eq!(stream.read_u8().await?, 5);
    let methods = text(&mut stream).await?;
    if !methods.contains(&2) {
        return stream.write_all(&[5, 0xff]).await;
    }
    stream.write_all(&[5, 2]).await?;
    // RFC 1929 §2.
    assert_eq!(stream.read_u8().await?, 1);
    let user = String::from_utf8(text(&mut stream).await?).unwrap();
    let password = String::from_utf8(text(&mut stream).await?).unwrap();
    if (user.as_str(), password.as_str()) != (USER, PASSWORD) {
        stream.write_all(&[1, 1]).await?;
        return stream.shutdown().await;
    }
    stream.write_all(&[1, 0]).await?;
    // RFC 1928 §4: a connection to an address or a name.
    let mut request = [0; 4];
    stream.read_exact(&mut request).await?;
    assert_eq!(request[..3], [5, 1, 0]);
    let host = match request[3] {
        1 => {
            let mut address = [0; 4];
            stream.read_exact(&mut address).await?;
            std::net::Ipv4Addr::from(address).to_string()
        }
        4 => {
            let mut address = [0; 16];
            stream.read_exact(&mut address).await?;
            std::net::Ipv6Addr::from(address).to_string()
        }
        _ => String::from_utf8(text(&mut stream).await?).unwrap(),
    };
    let port = stream.read_u16().await?;
    note(asked, format!("{host}:{port}"), &user, &password, false);
    stream.write_all(&[5, 0, 0, 1, 0, 0, 0, 0, 0, 0]).await?;
    carry(stream, bank).await
}

/// Bytes with their count before them.
async fn text(stream: &mut TcpStream) -> std::io::Result<Vec<u8>> {
    let mut text = vec![0; usize::from(stream.read_u8().await?)];
    stream.read_exact(&mut text).await?;
    Ok(text)
}

/// Notes what was asked for, and says whether the asker is known.
fn note(
    asked: &Mutex<Vec<Asked>>,
    target: String,
    user: &str,
    password: &str,
    certificate: bool,
) -> bool {
    asked.lock().unwrap().push(Asked {
        target,
        user: user.to_owned(),
        password: password.to_owned(),
        certificate,
    });
    (user, password) == (USER, PASSWORD)
}

async fn carry(mut stream: impl AsyncRead + AsyncWrite + Unpin, bank: u16) -> std::io::Result<()> {
    let mut bank = TcpStream::connect(("127.0.0.1", bank)).await?;
    tokio::io::copy_bidirectional(&mut stream, &mut bank).await?;
    Ok(())
}
