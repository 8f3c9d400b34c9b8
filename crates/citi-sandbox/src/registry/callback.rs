//! [`callback`]: addresses that events may be sent to.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use url::{Host, Url};

/// Reads the address of a webhook.
///
/// HTTPS goes anywhere but into private networks: an address that a stranger registers must not make
/// the bank knock at its own doors. Plain HTTP goes to this machine's loopback alone, where tests
/// listen; but not to the port at which the sandbox itself listens, whose doors an event must not open.
///
/// # Errors
/// Why the address is refused, in words for its developer.
pub(crate) fn callback(text: &str, own_port: Option<u16>) -> Result<Url, &'static str> {
    if text.len() > 2048 {
        return Err("must have at most 2048 characters");
    }
    let url = Url::parse(text).map_err(|_| "must be an address like https://example.com/hook")?;
    if !url.username().is_empty() || url.password().is_some() || url.fragment().is_some() {
        return Err("must hold neither a user, nor a password, nor a fragment");
    }
    if url.port() == Some(0) {
        return Err("must not have port 0, at which nobody listens");
    }
    if own_port.is_some_and(|port| leads_here(&url, port)) {
        return Err("must not be the sandbox's own address");
    }
    let (loopback, private) = match url.host() {
        None => return Err("must name a host"),
        Some(Host::Domain(name)) => {
            let name = name.trim_end_matches('.').to_ascii_lowercase();
            let local = is_localhost(&name);
            let inner = [".local", ".internal", ".lan", ".home.arpa"];
            let inner = inner.iter().any(|it| name.ends_with(it));
            (local, inner || !local && !name.contains('.'))
        }
        Some(Host::Ipv4(ip)) => (ip.is_loopback(), is_private(IpAddr::V4(ip))),
        Some(Host::Ipv6(ip)) => (ip.is_loopback(), is_private(IpAddr::V6(ip))),
    };
    match url.scheme() {
        _ if private && !loopback => Err("must not lie in a private network"),
        "https" => Ok(url),
        "http" if loopback => Ok(url),
        "http" => Err("must be https; plain http goes to this machine's loopback alone"),
        _ => Err("must begin with https://"),
    }
}

/// Whether an address is that of a sandbox that listens at a port of this machine.
pub(crate) fn leads_here(url: &Url, own_port: u16) -> bool {
    let is_here = match url.host() {
        None => false,
        Some(Host::Domain(name)) => is_localhost(&name.trim_end_matches('.').to_ascii_lowercase()),
        Some(Host::Ipv4(ip)) => ip.is_loopback() || ip.is_unspecified(),
        Some(Host::Ipv6(ip)) => {
            let v4 = ip.to_ipv4_mapped().is_some_and(|ip| ip.is_loopback());
            v4 || ip.is_loopback() || ip.is_unspecified()
        }
    };
    is_here && url.port_or_known_default() == Some(own_port)
}

fn is_localhost(name: &str) -> bool {
    name == "localhost" || name.ends_with(".localhost")
}

/// Whether an address is not one of the public internet.
pub(crate) fn is_private(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => is_private_v4(ip),
        IpAddr::V6(ip) => is_private_v6(ip),
    }
}

fn is_private_v4(ip: Ipv4Addr) -> bool {
    let [a, b, ..] = ip.octets();
    ip.is_private()
        || ip.is_loopback()
        || ip.is_link_local()
        || ip.is_unspecified()
        || ip.is_broadcast()
        || ip.is_multicast()
        || ip.is_documentation()
        || a == 0
        // RFC 6598, carriers; RFC 2544, benchmarks; RFC 1112, reserved.
        || a == 100 && (64..128).contains(&b)
        || a == 198 && (18..20).contains(&b)
        || a >= 240
}

fn is_private_v6(ip: Ipv6Addr) -> bool {
    if let Some(v4) = ip.to_ipv4() {
        return is_private_v4(v4) || ip.is_loopback() || ip.is_unspecified();
    }
    let [first, second, ..] = ip.segments();
    // Only 2000::/3 is given out to the public internet (RFC 4291); translated addresses (RFC 6052) are not in it.
    first & 0xe000 != 0x2000
        // 6to4 (RFC 7526) and Teredo (RFC 4380) lead to addresses of IPv4 that stand inside; the latter is in a block
        // of special ones (RFC 2928). Documentation has two more (RFC 3849, RFC 9637).
        || first == 0x2002
        || first == 0x2001 && second < 0x0200
        || first == 0x2001 && second == 0x0db8
        || first == 0x3fff && second < 0x1000
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn public_https_and_loopback_are_taken() {
        for good in [
            "https://example.com/hook?x=1",
            "http://127.0.0.1:9/hook",
            "http://localhost:9/",
            "http://[::1]:9/",
            "https://127.0.0.1/",
            "https://[2606:4700::1]/",
        ] {
            assert!(callback(good, Some(8087)).is_ok(), "{good}");
        }
    }

    #[test]
    fn private_networks_are_refused_however_they_are_written() {
        for bad in [
            "https://10.0.0.1/",
            "https://0x0a000001/",
            "https://167772161/",
            "https://172.16.3.4/",
            "https://192.168.1.1/",
            "https://169.254.169.254/latest",
            "https://100.64.0.1/",
            "https://0.0.0.0/",
            "https://[fd00::1]/",
            "https://[fe80::1]/",
            "https://[::ffff:10.0.0.1]/",
            "https://[::]/",
            "https://[2002:a00:1::]/",
            "https://[2001:0:4136:e378:8000:63bf:3fff:fdd2]/",
            "https://[64:ff9b::a00:1]/",
            "https://[64:ff9b:1::a00:1]/",
            "https://[2001:db8::1]/",
            "https://printer/",
            "https://metadata.internal/",
        ] {
            assert_eq!(
                callback(bad, None),
                Err("must not lie in a private network"),
                "{bad}"
            );
        }
    }

    #[test]
    fn other_addresses_are_refused() {
        for bad in [
            "http://example.com/",
            "ftp://example.com/",
            "https://user:pass@example.com/",
            "javascript:alert(1)",
            "/hook",
            "",
        ] {
            assert!(callback(bad, None).is_err(), "{bad}");
        }
    }

    #[test]
    fn the_sandbox_itself_is_no_webhook_and_port_0_is_nobodys() {
        for own in [
            "http://127.0.0.1:8087/_sandbox/reset",
            "http://127.9.9.9:8087/",
            "http://localhost:8087/",
            "http://a.LOCALHOST.:8087/",
            "http://[::1]:8087/",
            "https://[::ffff:127.0.0.1]:8087/",
            "https://0.0.0.0:8087/",
        ] {
            let refused = Err("must not be the sandbox's own address");
            assert_eq!(callback(own, Some(8087)), refused, "{own}");
        }
        assert!(callback("http://127.0.0.1:8087/", Some(8088)).is_ok());
        assert!(callback("https://127.0.0.1/", Some(443)).is_err());
        let refused = Err("must not have port 0, at which nobody listens");
        assert_eq!(callback("https://example.com:0/", Some(8087)), refused);
    }
}
