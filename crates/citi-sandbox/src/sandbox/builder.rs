//! [`SandboxBuilder`]: how a sandbox is to be.

use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;

use jiff::Timestamp;
use tokio::net::TcpListener;

use super::handle::Sandbox;
use super::{SandboxError, server};
use crate::clock::VirtualClock;
use crate::documents::Documents;
use crate::faults::Fault;
use crate::others::Others;
use crate::registry::application_name;
use crate::state::State;
use crate::store::{self, Start, StoreError, Wanted};
use crate::tls::{Keys, TlsClients};
use crate::webhooks;

/// How a sandbox is to be; made by [`Sandbox::builder`].
///
/// ```
/// # #[tokio::main]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use citi_sandbox::Sandbox;
///
/// let sandbox = Sandbox::builder()
///     .seed(7)
///     .start_at("2026-03-02T14:00:00Z".parse()?)
///     .frozen(true)
///     .checked(true)
///     .start()
///     .await?;
/// assert_eq!(sandbox.clock().now().to_string(), "2026-03-02T14:00:00Z");
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, Default)]
#[must_use = "nothing runs before `start`"]
pub struct SandboxBuilder {
    seed: Option<u64>,
    start_at: Option<Timestamp>,
    frozen: bool,
    checked: bool,
    address: Option<IpAddr>,
    port: u16,
    faults: Vec<Fault>,
    applications: Vec<String>,
    tls: Option<TlsClients>,
    data: Option<PathBuf>,
    others: Vec<PathBuf>,
}

impl SandboxBuilder {
    /// Makes everything that is drawn by lot come out the same: books, ids, secrets and tokens. Without
    /// a seed, secrets and tokens can't be guessed.
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = Some(seed);
        self
    }

    /// What time it is at the start; else what this machine says.
    pub fn start_at(mut self, at: Timestamp) -> Self {
        self.start_at = Some(at);
        self
    }

    /// Whether time stands still but for [`VirtualClock::advance`] and [`VirtualClock::set`].
    pub fn frozen(mut self, frozen: bool) -> Self {
        self.frozen = frozen;
        self
    }

    /// Whether every answer is checked against its document. One that breaks it becomes a 500 and is
    /// listed by [`Sandbox::violations`].
    pub fn checked(mut self, checked: bool) -> Self {
        self.checked = checked;
        self
    }

    /// The address to listen at in place of 127.0.0.1. On any other than a loopback address, whoever
    /// reaches it can use the sandbox and its portal, which ask nobody who they are.
    pub fn listen_at(mut self, address: IpAddr) -> Self {
        self.address = Some(address);
        self
    }

    /// Lets something go wrong from the start, as [`Sandbox::fault`] does.
    pub fn fault(mut self, fault: Fault) -> Self {
        self.faults.push(fault);
        self
    }

    /// Speaks TLS (1.2 or newer) in place of plain HTTP, by HTTP/1.1 and HTTP/2: with an authority made for
    /// this sandbox, which [`Sandbox::tls`] tells of.
    pub fn tls(mut self, clients: TlsClients) -> Self {
        self.tls = Some(clients);
        self
    }

    /// Registers an application at the start, as [`Sandbox::register`] does; it is there again after
    /// [`Sandbox::reset`], with the same credentials. [`Sandbox::applications`] has them.
    pub fn application(mut self, name: impl Into<String>) -> Self {
        self.applications.push(name.into());
        self
    }

    /// The port to listen at; 0, as at first, is any that is free.
    pub fn port(mut self, port: u16) -> Self {
        self.port = port;
        self
    }

    /// Serves any other document, or those of a folder, from their schemas and examples: at the paths that
    /// they document, without tokens; the portal shows them. Of two operations at one place the first stands,
    /// and the bank's own before all; [`Sandbox::unserved`] tells of the rest and where they answer.
    /// `Prefer: code=404` asks for a documented error.
    pub fn serve(mut self, path: impl Into<PathBuf>) -> Self {
        self.others.push(path.into());
        self
    }

    /// Keeps all that the sandbox knows in a directory, over restarts and crashes: an answer that says that
    /// something was changed leaves when the change is on the disk. Where the directory holds a sandbox
    /// already, that one goes on, at the time at which it ended and with its seed and keys; at its port too,
    /// unless another is named or it is taken.
    ///
    /// Faults go on with the counts that they have left, and findings add up. A directory that is damaged, or was
    /// written by another version, is refused before anything in it is changed; the store's library may show a
    /// panic then, which is caught.
    ///
    /// It holds the secrets of the applications. What is done through [`Sandbox`] itself is written within a
    /// second, and by [`Sandbox::shutdown`]; until that returns no other sandbox can have the directory.
    pub fn data(mut self, directory: impl Into<PathBuf>) -> Self {
        self.data = Some(directory.into());
        self
    }

    /// Starts the sandbox in the runtime of the caller. It listens when this returns.
    ///
    /// # Errors
    /// The port is taken or can't be listened at; a fault names what is not known; an application can't have
    /// its name; the directory can't be used.
    pub async fn start(mut self) -> Result<Sandbox, SandboxError> {
        for name in &mut self.applications {
            let good =
                application_name(name).map_err(|issue| SandboxError::Application { issue })?;
            *name = good.to_owned();
        }
        let documents = Documents::published().map_err(|error| SandboxError::Document {
            reason: error.to_string(),
        })?;
        let others = Others::read(&self.others, documents)?;
        let wanted = Wanted {
            seed: self.seed,
            at: self.start_at,
            faults: self.faults,
            applications: self.applications,
        };
        let mut start = store::start(self.data.as_deref(), wanted, documents)?;
        let ip = self.address.unwrap_or(IpAddr::V4(Ipv4Addr::LOCALHOST));
        let (listener, address) = match start.port.filter(|_| self.port == 0) {
            Some(port) => match listen(ip, port).await {
                Ok(listening) => listening,
                Err(_) => listen(ip, 0).await?,
            },
            None => listen(ip, self.port).await?,
        };
        let client = webhooks::client().map_err(|error| SandboxError::Client {
            source: error.into(),
        })?;
        let keys = self
            .tls
            .map(|clients| Keys::new(start.keys.as_ref(), address.ip(), clients));
        let keys = keys.transpose()?;
        let scheme = if keys.is_some() { "https" } else { "http" };
        let base_url = format!("{scheme}://{}", reachable(address));
        let keeper = start.keeper(address.port());
        let Start {
            origin, contents, ..
        } = start;
        let clock = VirtualClock::new(contents.at, self.frozen);
        let checked = self.checked;
        let mut state = State::of(base_url, origin, contents, documents, clock, checked);
        state.tls = keys;
        state.others = others;
        if let (Some(keeper), Some(directory)) = (keeper, self.data) {
            let unusable = |source| StoreError::Unusable { directory, source };
            keeper.write(&state, true).map_err(unusable)?;
            state.keeper = Some(keeper);
        }
        let state = Arc::new(state);
        let (tasks, stop) = server::start(state.clone(), listener, client);
        Ok(Sandbox::new(state, address, tasks, stop))
    }
}

async fn listen(ip: IpAddr, port: u16) -> Result<(TcpListener, SocketAddr), SandboxError> {
    let refused = |source: io::Error| match source.kind() {
        io::ErrorKind::AddrInUse => SandboxError::PortTaken { port },
        _ => SandboxError::Listen { port, source },
    };
    let listener = TcpListener::bind((ip, port)).await.map_err(refused)?;
    let address = listener.local_addr().map_err(refused)?;
    Ok((listener, address))
}

/// Where this machine reaches what listens at an address: of all addresses, the loopback.
fn reachable(mut address: SocketAddr) -> SocketAddr {
    match address.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => address.set_ip(Ipv4Addr::LOCALHOST.into()),
        IpAddr::V6(ip) if ip.is_unspecified() => address.set_ip(Ipv6Addr::LOCALHOST.into()),
        _ => {}
    }
    address
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_addresses_are_reached_by_the_loopback() {
        let of = |text: &str| reachable(text.parse().unwrap()).to_string();
        assert_eq!(of("0.0.0.0:80"), "127.0.0.1:80");
        assert_eq!(of("[::]:80"), "[::1]:80");
        assert_eq!(of("192.168.1.7:80"), "192.168.1.7:80");
    }
}
