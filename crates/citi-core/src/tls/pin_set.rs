//! [`PinSet`]: the keys that a host may have.

use jiff::Timestamp;

use super::pin::Pin;
use crate::Error;

/// The keys that a host may have. A connection to it is made only if its certificate is valid as always, and the key
/// is one of these: inside the handshake, before anything is sent.
///
/// At least two keys: the one in use, and one in reserve, so that the bank can change its key without shutting the program
/// out.
///
/// ```
/// use citi_core::{Connection, Pin, PinSet};
///
/// let in_use: Pin = "sha256/RRM1dGqnDFsCJXBTHky16vi1obOlCgFFn/yOhI/y+ho=".parse()?;
/// let in_reserve: Pin = "sha256/r/mIkG3eEpVdm+u/ko/cwxzOMo1bk4TyHIlByibiA5E=".parse()?;
/// let connection = Connection::builder("https://api.sandbox.citi.com")
///     .pins(PinSet::new("*.sandbox.citi.com", [in_use, in_reserve]))
///     .build()?;
/// # let _ = connection;
/// # Ok::<(), citi_core::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PinSet {
    pub(super) host: String,
    pub(super) pins: Vec<Pin>,
    pub(super) path: bool,
    pub(super) report_only: bool,
}

impl PinSet {
    /// The keys of a host: `api.citi.com`, an IP address, or `*.citi.com` for all names that have one label before
    /// `.citi.com`. Where both fit, the host itself goes before the star.
    #[must_use]
    pub fn new(host: impl AsRef<str>, pins: impl IntoIterator<Item = Pin>) -> Self {
        Self {
            host: normal(host.as_ref()),
            pins: pins.into_iter().collect(),
            path: false,
            report_only: false,
        }
    }

    /// Takes the key of any certificate of the path that was verified, up to the root, and not only that of the host
    /// itself. What a server sends beside that path counts for nothing.
    #[must_use]
    pub fn anywhere_in_path(mut self) -> Self {
        self.path = true;
        self
    }

    /// Lets connections through whatever their key is, and only tells of it: in the log, as a metric, and to
    /// [`pin_reports`](crate::ConnectionBuilder::pin_reports).
    #[must_use]
    pub fn report_only(mut self) -> Self {
        self.report_only = true;
        self
    }

    /// # Errors
    /// Why it would do harm.
    pub(super) fn check(&self) -> Result<(), Error> {
        let host = &self.host;
        let name = host.strip_prefix("*.").unwrap_or(host);
        if name.is_empty() || name.contains(['*', '/', ' ']) {
            return Err(Error::refused(format_args!(
                "`{host}` is no host to pin; write `api.citi.com` or `*.citi.com`, without scheme and port"
            )));
        }
        let mut keys = Vec::<&Pin>::new();
        for pin in &self.pins {
            if !keys.iter().any(|known| known.is_same_key(pin)) {
                keys.push(pin);
            }
        }
        match keys.len() {
            0 | 1 => Err(Error::refused(format_args!(
                "the pins of {host} are of fewer than two keys; add that of the key in reserve, or the bank's next key shuts the program out"
            ))),
            _ => Ok(()),
        }
    }

    /// How well it fits a host; `None` if it does not.
    pub(super) fn fit(&self, host: &str) -> Option<u8> {
        match self.host.strip_prefix("*.") {
            None => (self.host == host).then_some(2),
            Some(parent) => {
                let (label, rest) = host.split_once('.')?;
                (!label.is_empty() && rest == parent).then_some(1)
            }
        }
    }

    /// Whether a key is pinned at this time.
    pub(super) fn holds(&self, key: &Pin, now: Timestamp) -> bool {
        self.pins
            .iter()
            .any(|pin| pin.is_same_key(key) && pin.counts(now))
    }

    /// Whether a key was pinned once.
    pub(super) fn held(&self, key: &Pin) -> bool {
        self.pins.iter().any(|pin| pin.is_same_key(key))
    }
}

/// The set for a host: of those that fit, the one that fits best.
pub(super) fn of<'a>(sets: &'a [PinSet], host: &str) -> Option<&'a PinSet> {
    let host = normal(host);
    let fits = |set: &'a PinSet| Some((set.fit(&host)?, set));
    sets.iter()
        .filter_map(fits)
        .max_by_key(|(fit, _)| *fit)
        .map(|(_, set)| set)
}

fn normal(host: &str) -> String {
    let host = host.trim().to_ascii_lowercase();
    let host = host.strip_suffix('.').unwrap_or(&host);
    host.trim_start_matches('[')
        .trim_end_matches(']')
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pins() -> [Pin; 2] {
        [Pin::of_key(b"1"), Pin::of_key(b"2")]
    }

    #[test]
    fn a_host_has_the_set_that_fits_best() {
        let sets = [
            PinSet::new("*.citi.com", pins()),
            PinSet::new("API.citi.com.", pins()).report_only(),
            PinSet::new("[::1]", pins()).anywhere_in_path(),
        ];
        assert_eq!(of(&sets, "api.citi.com"), Some(&sets[1]));
        assert_eq!(of(&sets, "Cards.Citi.com."), Some(&sets[0]));
        assert_eq!(of(&sets, "[::1]"), Some(&sets[2]));
        for other in [
            "citi.com",
            "a.b.citi.com",
            ".citi.com",
            "citi.com.evil.example",
            "evilciti.com",
        ] {
            assert_eq!(of(&sets, other), None, "{other}");
        }
    }

    #[test]
    fn one_key_is_too_few_and_a_host_is_a_host() {
        let one = Pin::of_key(b"1");
        for set in [
            PinSet::new("a.example", []),
            PinSet::new("a.example", [one]),
            PinSet::new("a.example", [one, one.until(Timestamp::MAX)]),
        ] {
            let error = set.check().unwrap_err().to_string();
            assert!(error.contains("key in reserve"), "{error}");
        }
        for host in ["", "*.", "*", "https://a.example", "a.*.example"] {
            let error = PinSet::new(host, pins()).check().unwrap_err();
            assert!(error.to_string().contains("no host to pin"), "{error}");
        }
        assert!(PinSet::new("*.a.example", pins()).check().is_ok());
    }

    #[test]
    fn a_pin_that_ended_holds_no_more() {
        let end = Timestamp::UNIX_EPOCH;
        let set = PinSet::new("a", [Pin::of_key(b"1").until(end), Pin::of_key(b"2")]);
        let old = Pin::of_key(b"1");
        assert!(!set.holds(&old, end) && set.held(&old));
        assert!(set.holds(&Pin::of_key(b"2"), end) && !set.held(&Pin::of_key(b"3")));
    }
}
