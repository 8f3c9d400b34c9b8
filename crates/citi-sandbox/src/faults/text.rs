//! [`Fault`] as text and as JSON: `kind; name=value; …`, and the same names as members.

use std::fmt;
use std::str::FromStr;

use indexmap::IndexMap;
use serde_json::value::RawValue;

use super::chance::Chance;
use super::{Fault, FaultError, FaultKind};

/// The names that every fault takes beside the parameters of its kind.
pub(super) const FILTERS: [&str; 6] = [
    "operation",
    "client",
    "probability",
    "count",
    "from",
    "until",
];

impl FromStr for FaultKind {
    type Err = FaultError;

    fn from_str(text: &str) -> Result<Self, FaultError> {
        Self::ALL
            .iter()
            .find(|kind| kind.name() == text)
            .copied()
            .ok_or_else(|| {
                let names: Vec<_> = Self::ALL.iter().map(|kind| kind.name()).collect();
                FaultError::new("kind", format!("must be one of {}", names.join(", ")))
            })
    }
}

impl FromStr for Fault {
    type Err = FaultError;

    /// Reads `kind; name=value; …`.
    fn from_str(text: &str) -> Result<Self, FaultError> {
        let mut pieces = text.split(';').map(str::trim);
        let kind = pieces.next().unwrap_or_default();
        let pairs = pieces
            .filter(|piece| !piece.is_empty())
            .map(|piece| match piece.split_once('=') {
                Some((name, value)) => Ok((name.trim(), value.trim().to_owned())),
                None => Err(FaultError::new(piece, "must be written as name=value")),
            })
            .collect::<Result<Vec<_>, _>>()?;
        Self::of(
            kind,
            pairs.iter().map(|(name, value)| (*name, value.as_str())),
        )
    }
}

impl Fault {
    /// A fault of a kind, with these names and values.
    ///
    /// # Errors
    /// What is not known, given twice, or not a value.
    pub(crate) fn of<'a>(
        kind: &str,
        pairs: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Result<Self, FaultError> {
        let mut fault = Self::new(kind.parse()?);
        let mut seen = Vec::new();
        for (name, text) in pairs {
            if seen.contains(&name) {
                return Err(FaultError::new(name, "must not be given twice"));
            }
            seen.push(name);
            fault.take(name, text)?;
        }
        Ok(fault)
    }

    /// Reads the members of a JSON object: `kind` and the same names as in text; values are strings or
    /// numbers.
    ///
    /// # Errors
    /// What is missing, not known, or not a value.
    pub(crate) fn of_json(members: &IndexMap<String, Box<RawValue>>) -> Result<Self, FaultError> {
        let scalar = |name: &str, raw: &RawValue| match raw.get().as_bytes().first() {
            Some(b'"') => serde_json::from_str(raw.get())
                .map_err(|_| FaultError::new(name, "must be a text or a number")),
            Some(b'-' | b'0'..=b'9') => Ok(raw.get().to_owned()),
            _ => Err(FaultError::new(name, "must be a text or a number")),
        };
        let kind = members
            .get("kind")
            .ok_or_else(|| FaultError::new("kind", "is required"))?;
        let kind: String = scalar("kind", kind)?;
        let pairs = members
            .iter()
            .filter(|(name, raw)| *name != "kind" && raw.get() != "null")
            .map(|(name, raw)| Ok((name.as_str(), scalar(name, raw)?)))
            .collect::<Result<Vec<_>, FaultError>>()?;
        Self::of(
            &kind,
            pairs.iter().map(|(name, value)| (*name, value.as_str())),
        )
    }

    fn take(&mut self, name: &str, text: &str) -> Result<(), FaultError> {
        let named = || {
            let ok = (1..=128).contains(&text.len());
            let ok = ok && text.bytes().all(|it| it.is_ascii_graphic());
            ok.then(|| text.to_owned())
                .ok_or_else(|| FaultError::new(name, "must be a name without blanks"))
        };
        match name {
            "operation" => self.operation = Some(named()?),
            "client" => self.client = Some(named()?),
            "probability" => {
                let issue = "must be from 0 to 1, with six decimals at most, like 0.25";
                self.chance = Chance::read(text).ok_or_else(|| FaultError::new(name, issue))?;
            }
            "count" => {
                let issue = "must be a whole number from 1 to 1000000";
                let count = text.parse().ok().filter(|it| (1..=1_000_000).contains(it));
                self.count = Some(count.ok_or_else(|| FaultError::new(name, issue))?);
            }
            "from" | "until" => {
                let issue = "must be a moment like 2026-03-02T14:00:00Z";
                let at = text.parse().map_err(|_| FaultError::new(name, issue))?;
                match name {
                    "from" => self.from = Some(at),
                    _ => self.until = Some(at),
                }
            }
            _ => {
                let Some(parameter) = self.kind.parameter(name) else {
                    let own = self.kind.parameters().iter().map(|it| it.name);
                    let names: Vec<_> = own.chain(FILTERS).collect();
                    let issue = format!("is not known; {} takes {}", self.kind, names.join(", "));
                    return Err(FaultError::new(name, issue));
                };
                let value = parameter.form.read(text);
                let value = value.map_err(|issue| FaultError::new(name, issue))?;
                self.values.insert(parameter.name, value);
            }
        }
        Ok(())
    }

    /// Its names and values, those of the kind first, as they are written in text and JSON.
    pub(crate) fn pairs(&self) -> Vec<(&'static str, String)> {
        let own = self.kind.parameters().iter();
        let own = own.filter_map(|it| Some((it.name, self.values.get(it.name)?.to_string())));
        let chance = (!self.chance.is_certain()).then(|| self.chance.to_string());
        let filters = [
            ("operation", self.operation.clone()),
            ("client", self.client.clone()),
            ("probability", chance),
            ("count", self.count.map(|it| it.to_string())),
            ("from", self.from.map(|it| it.to_string())),
            ("until", self.until.map(|it| it.to_string())),
        ];
        let filters = filters
            .into_iter()
            .filter_map(|(name, value)| Some((name, value?)));
        own.chain(filters).collect()
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.kind.fmt(f)?;
        for (name, value) in self.pairs() {
            write!(f, "; {name}={value}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(text: &str) -> String {
        text.parse::<Fault>().unwrap_err().to_string()
    }

    #[test]
    fn text_is_read_and_written_back() {
        for text in [
            "reset",
            "rate-limited; header=none",
            "slow; ms=30; operation=getRates; client=app-1; probability=0.25; count=3",
            "clock-skew; seconds=-300; operation=oauth2/token",
            "late; seconds=60; operation=payment.completed",
            "reset; from=2026-03-02T14:00:00Z; until=2026-03-02T15:00:00.5Z",
        ] {
            assert_eq!(text.parse::<Fault>().unwrap().to_string(), text);
        }
        let loose = " slow ;ms = 30;; count=1;";
        assert_eq!(
            loose.parse::<Fault>().unwrap().to_string(),
            "slow; ms=30; count=1"
        );
    }

    #[test]
    fn what_is_wrong_is_named_with_its_remedy() {
        assert!(error("slower").starts_with("kind must be one of rate-limited, internal-error, "));
        assert_eq!(
            error("reset; ms=1"),
            "ms is not known; reset takes operation, client, probability, count, from, until"
        );
        assert_eq!(error("slow; ms"), "ms must be written as name=value");
        assert_eq!(error("slow; ms=1; ms=2"), "ms must not be given twice");
        assert_eq!(
            error("slow; count=0"),
            "count must be a whole number from 1 to 1000000"
        );
        assert_eq!(
            error("slow; probability=2"),
            "probability must be from 0 to 1, with six decimals at most, like 0.25"
        );
        assert_eq!(
            error("slow; operation="),
            "operation must be a name without blanks"
        );
        assert_eq!(
            error("slow; from=noon"),
            "from must be a moment like 2026-03-02T14:00:00Z"
        );
        assert!(error(&format!("slow; {}=1", "x".repeat(9000))).len() < 200);
    }

    proptest::proptest! {
        /// Whatever is written is a fault or an error of one line, and a fault is written as it is read.
        #[test]
        fn whatever_is_written_is_judged(
            kind in proptest::sample::select(FaultKind::ALL),
            rest in "(; ?(ms|seconds|header|booked|form|count|probability|client|[a-z]{1,4})=[a-z0-9.-]{0,6}){0,3}",
            noise in ".{0,40}",
        ) {
            for text in [format!("{kind}{rest}"), noise] {
                match text.parse::<Fault>() {
                    Ok(fault) => {
                        let again = fault.to_string().parse::<Fault>();
                        proptest::prop_assert_eq!(again, Ok(fault));
                    }
                    Err(error) => proptest::prop_assert_eq!(error.to_string().lines().count(), 1),
                }
            }
        }
    }

    #[test]
    fn json_takes_the_same_names() {
        let read = |text: &str| {
            let members: IndexMap<String, Box<RawValue>> = serde_json::from_str(text).unwrap();
            Fault::of_json(&members).map(|fault| fault.to_string())
        };
        assert_eq!(
            read(r#"{"kind":"slow","ms":30,"probability":0.250000,"count":"2","client":null}"#),
            Ok("slow; ms=30; probability=0.25; count=2".to_owned())
        );
        let issue = |text: &str| read(text).unwrap_err().to_string();
        assert_eq!(issue("{}"), "kind is required");
        assert_eq!(
            issue(r#"{"kind":"slow","ms":true}"#),
            "ms must be a text or a number"
        );
        assert!(issue(r#"{"kind":"slow","latency":1}"#).starts_with("latency is not known"));
    }
}
