//! [`accept`]: connections, each served by a task of its own.

use std::convert::Infallible;
use std::future::Future;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::body::Body;
use axum::extract::Request;
use axum::response::Response;
use http::{HeaderValue, header};
use hyper::body::Incoming;
use hyper::service::Service;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use rustls::ServerConfig;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio_rustls::TlsAcceptor;

use super::house::House;
use super::wire::Wire;
use crate::line::{Came, Line};

/// How long nobody is let in after the machine ran out of sockets.
const REST: Duration = Duration::from_millis(100);
/// How long the head of a request may take, from the end of the one before it.
const HEAD: Duration = Duration::from_secs(30);
/// How long a handshake may take.
const HANDSHAKE: Duration = Duration::from_secs(10);

/// Lets connections in until `stopped` says so, and then waits for those that are in. Dropped, it ends them.
pub(super) async fn accept(
    listener: TcpListener,
    house: House,
    mut stopped: watch::Receiver<bool>,
) {
    let mut connections = JoinSet::new();
    loop {
        let incoming = tokio::select! {
            incoming = listener.accept() => incoming,
            // An error means that the sandbox was dropped, which ends it too.
            _ = stopped.wait_for(|stop| *stop) => break,
        };
        while connections.try_join_next().is_some() {}
        match incoming {
            Ok((stream, _)) => {
                let line = Line::default();
                let wire = Wire::new(stream, line.clone());
                let (house, stopped) = (house.clone(), stopped.clone());
                match &house.state.tls {
                    None => connections.spawn(connection(wire, line, house, stopped)),
                    Some(keys) => {
                        let config = keys.config();
                        connections.spawn(secured(wire, config, line, house, stopped))
                    }
                };
            }
            // One connection broke off, or there are too many: neither is a reason to end.
            Err(_) => tokio::time::sleep(REST).await,
        }
    }
    drop(listener);
    while connections.join_next().await.is_some() {}
}

/// Serves a connection under TLS, if both sides come to terms in time.
async fn secured(
    wire: Wire,
    config: Arc<ServerConfig>,
    line: Line,
    house: House,
    mut stopped: watch::Receiver<bool>,
) {
    let handshake = TlsAcceptor::from(config).accept(wire);
    let secured = tokio::select! {
        secured = tokio::time::timeout(HANDSHAKE, handshake) => secured,
        _ = stopped.wait_for(|stop| *stop) => return,
    };
    // What went wrong in a handshake, TLS has told the client.
    if let Ok(Ok(stream)) = secured {
        connection(stream, line, house, stopped).await;
    }
}

/// Serves what comes by a connection: a [`Wire`], or what is layered over one. It ends when either side
/// hangs up, when its line is cut, or, after the answer on its way, when `stopped` says so.
async fn connection<IO>(io: IO, line: Line, house: House, stopped: watch::Receiver<bool>)
where
    IO: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    served_within(HEAD, io, line, house, stopped).await;
}

/// The same; the head of a request may take so long.
async fn served_within<IO>(
    patience: Duration,
    io: IO,
    line: Line,
    house: House,
    mut stopped: watch::Receiver<bool>,
) where
    IO: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let service = Seated {
        house,
        line: line.clone(),
    };
    let mut builder = Builder::new(TokioExecutor::new());
    // Answers are short: head and body copied into one piece are sent in less time than as two.
    builder
        .http1()
        .timer(TokioTimer::new())
        .writev(false)
        .header_read_timeout(patience);
    let mut served = pin!(builder.serve_connection_with_upgrades(TokioIo::new(io), service));
    let mut ending = false;
    loop {
        tokio::select! {
            // Errors of a connection are its client's.
            _ = served.as_mut() => return,
            () = line.wait_for_cut() => return,
            _ = stopped.wait_for(|stop| *stop), if !ending => {
                ending = true;
                served.as_mut().graceful_shutdown();
            }
        }
    }
}

/// The house, for requests of one connection.
#[derive(Clone)]
struct Seated {
    house: House,
    line: Line,
}

impl Service<Request<Incoming>> for Seated {
    type Response = Response;
    type Error = Infallible;
    type Future = Pin<Box<dyn Future<Output = Result<Response, Infallible>> + Send>>;

    fn call(&self, request: Request<Incoming>) -> Self::Future {
        // Before anything else is done: what was under way together is judged by it.
        let came = Came {
            at: Instant::now(),
            line: self.line.clone(),
        };
        let mut request = request.map(Body::new);
        // HTTP/2 has the host in its address (RFC 9113 §8.3.1).
        let authority = request.uri().authority();
        let host = authority.and_then(|it| HeaderValue::from_str(it.as_str()).ok());
        if let Some(host) = host {
            request.headers_mut().entry(header::HOST).or_insert(host);
        }
        Box::pin(self.house.clone().answer(came, request))
    }
}

#[cfg(test)]
mod tests {
    use axum::Router;
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

    use super::*;
    use crate::clock::VirtualClock;
    use crate::state::State;

    fn house() -> House {
        let clock = VirtualClock::new(jiff::Timestamp::UNIX_EPOCH, true);
        let state = State::new(String::new(), Some(7), clock, false).unwrap();
        House {
            state: Arc::new(state),
            doors: Router::new(),
        }
    }

    #[tokio::test]
    async fn half_a_head_is_not_waited_for_for_ever() {
        let (mut client, server) = tokio::io::duplex(1024);
        let (_stop, stopped) = watch::channel(false);
        client
            .write_all(b"GET / HTTP/1.1\r\nhost: a")
            .await
            .unwrap();
        let patience = Duration::from_millis(5);
        served_within(patience, server, Line::default(), house(), stopped).await;
        let mut answer = Vec::new();
        client.read_to_end(&mut answer).await.unwrap();
        assert!(!answer.starts_with(b"HTTP/1.1 2"));
    }
}
