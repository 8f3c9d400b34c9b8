//! [`Outside`]: names that lead out, and not into private networks.

use std::io;
use std::net::SocketAddr;

use reqwest::dns::{Addrs, Name, Resolve, Resolving};

use crate::registry::is_private;

/// Resolves names as this machine does, and leaves out what lies in a private network: a name that was
/// public when it was registered may lead elsewhere by now. `localhost` leads to the loopback alone.
pub(super) struct Outside;

impl Resolve for Outside {
    fn resolve(&self, name: Name) -> Resolving {
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
            let kept = kept(name.as_str(), found);
            if kept.is_empty() {
                let reason = "the name leads into a private network";
                return Err(io::Error::new(io::ErrorKind::PermissionDenied, reason).into());
            }
            Ok(Box::new(kept.into_iter()) as Addrs)
        })
    }
}

fn kept(name: &str, found: impl Iterator<Item = SocketAddr>) -> Vec<SocketAddr> {
    let name = name.trim_end_matches('.').to_ascii_lowercase();
    let local = name == "localhost" || name.ends_with(".localhost");
    let fits = |address: &SocketAddr| match local {
        true => address.ip().is_loopback(),
        false => !is_private(address.ip()),
    };
    found.filter(fits).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(name: &str, found: &[&str]) -> Vec<String> {
        let found = found.iter().map(|it| it.parse().unwrap());
        kept(name, found).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn names_do_not_lead_into_private_networks() {
        let found = ["10.0.0.1:0", "127.0.0.1:0", "8.8.8.8:0", "[fd00::1]:0"];
        assert_eq!(of("example.com", &found), ["8.8.8.8:0"]);
        assert_eq!(of("LocalHost.", &found), ["127.0.0.1:0"]);
        // Such names stand for the address in them.
        assert!(of("10.0.0.1.nip.io", &["10.0.0.1:0"]).is_empty());
        assert!(of("127.0.0.1.nip.io", &["127.0.0.1:0"]).is_empty());
        assert!(of("a.example", &["[2002:a00:1::]:0", "[2001::1]:0"]).is_empty());
        assert_eq!(of("localhost.evil.example", &found), ["8.8.8.8:0"]);
    }

    #[tokio::test]
    async fn localhost_is_found() {
        let found = Outside.resolve("localhost".parse().unwrap()).await.unwrap();
        assert!(found.count() >= 1);
    }
}
