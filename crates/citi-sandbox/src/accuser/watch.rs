//! [`Accuser`]: what it has seen, and what it found.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::deliveries::judged;
use super::grants::Grants;
use super::refused::Refused;
use super::told::Lines;
use super::waits::{Fetched, Waits};
use super::writes::Writes;
use super::{Delivered, Finding, FindingCode, Seen};
use crate::image::ImageError;
use crate::table::{Changes, Reader, Table};

/// Watches exchanges and deliveries, and keeps what the clients did wrong: each thing once for a client
/// and an operation, with a count.
///
/// What it found is part of an image. What it has seen is not: a client is not judged by what it did in a
/// time that was put back, or before a restart.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct Accuser {
    /// In the order in which each was first seen.
    findings: Table<u64, Finding>,
    /// What was found since this process began, whatever was put back meanwhile: the verdict on it.
    #[serde(skip)]
    ever: Table<u64, Finding>,
    #[serde(skip)]
    lines: Lines,
    #[serde(skip)]
    waits: Waits,
    #[serde(skip)]
    writes: Writes,
    #[serde(skip)]
    grants: Grants,
    #[serde(skip)]
    fetched: Fetched,
    #[serde(skip)]
    refused: Refused,
}

/// How many findings are kept.
const MOST: usize = 1000;

impl Accuser {
    /// Looks at an exchange.
    pub(crate) fn see(&mut self, seen: &Seen<'_>) {
        let alone = self.lines.see(seen);
        let coded = |code: &str| seen.error_code == Some(code);
        let found = [
            (coded("IDEMPOTENCY_KEY_REUSED"), FindingCode::KeyReused),
            (coded("IDEMPOTENCY_KEY_MISSING"), FindingCode::KeyMissing),
            (self.writes.see(seen), FindingCode::WriteRepeated),
            (self.waits.see(seen, alone), FindingCode::RetryTooEarly),
            (self.refused.see(seen, alone), FindingCode::RefusedRepeated),
            (self.grants.see(seen), FindingCode::TokenPerCall),
            (seen.token_in_query, FindingCode::TokenInQuery),
            (seen.is_deprecated, FindingCode::DeprecatedOperation),
            (self.fetched.see(seen, alone), FindingCode::RateFetchedAgain),
        ];
        for (_, code) in found.into_iter().filter(|(is_so, _)| *is_so) {
            self.accuse(code, seen.client, seen.operation, seen.request_id, seen.at);
        }
    }

    /// Looks at a delivery.
    pub(crate) fn see_delivery(&mut self, delivered: &Delivered<'_>) {
        for code in judged(delivered) {
            let client = Some(delivered.client_id);
            self.accuse(
                code,
                client,
                delivered.kind,
                delivered.event_id,
                delivered.at,
            );
        }
    }

    /// What was found, in the order in which it was first seen.
    pub(crate) fn findings(&self) -> Vec<Finding> {
        self.findings.values().cloned().collect()
    }

    /// What was found since this process began, in the order in which it was first seen: also what was put
    /// back by an image or a reset.
    pub(crate) fn verdict(&self) -> Vec<Finding> {
        self.ever.values().cloned().collect()
    }

    /// Becomes what an image holds. What was found since this process began stays found.
    pub(crate) fn put_back(&mut self, other: Self) {
        let ever = std::mem::take(&mut self.ever);
        *self = Self { ever, ..other };
    }

    /// Forgets what was found, for the verdict too; what it has seen it still knows.
    pub(crate) fn clear(&mut self) -> usize {
        let count = self.findings.len();
        self.findings.retain(|_, _| false);
        self.ever.retain(|_, _| false);
        count
    }

    /// Gives what changed since this was last called.
    pub(crate) fn changes(&mut self, to: &mut Changes) {
        self.findings.changes("findings", to);
    }

    /// What was written.
    ///
    /// # Errors
    /// It can't be read.
    pub(crate) fn read(from: &Reader) -> Result<Self, ImageError> {
        Ok(Self {
            findings: Table::read("findings", from)?,
            ..Self::default()
        })
    }

    fn accuse(
        &mut self,
        code: FindingCode,
        client: Option<&str>,
        operation: &str,
        request_id: &str,
        at: Timestamp,
    ) {
        let found = Finding {
            code,
            severity: code.severity(),
            at,
            client_id: client.map(str::to_owned),
            operation: operation.to_owned(),
            request_id: request_id.to_owned(),
            text: code.text(),
            remedy: code.remedy(),
            times: 1,
        };
        note(&mut self.ever, found.clone());
        note(&mut self.findings, found);
    }
}

/// Adds what was found to what is known: one more of the same, or one more.
fn note(findings: &mut Table<u64, Finding>, found: Finding) {
    let is_same = |it: &Finding| {
        it.code == found.code && it.client_id == found.client_id && it.operation == found.operation
    };
    let known = findings.iter().find(|(_, it)| is_same(it));
    let known = known.map(|(number, _)| *number);
    let last = findings.last_key_value().map(|(number, _)| *number);
    let has_room = findings.len() < MOST;
    match known.and_then(|number| findings.get_mut(&number)) {
        Some(finding) => {
            finding.times = finding.times.saturating_add(1);
            finding.at = found.at;
            finding.request_id = found.request_id;
        }
        None if has_room => {
            let number = last.map_or(0, |last| last.saturating_add(1));
            findings.insert(number, found);
        }
        None => {}
    }
}

#[cfg(test)]
mod tests {
    use super::super::seen::tests::seen;
    use super::*;

    #[test]
    fn what_is_seen_again_is_counted_and_good_calls_are_none() {
        let mut accuser = Accuser::default();
        accuser.see(&seen(0));
        assert_eq!(accuser.findings(), []);
        for second in 1..4 {
            accuser.see(&Seen {
                is_deprecated: true,
                request_id: &format!("r-{second}"),
                ..seen(second)
            });
        }
        let findings = accuser.findings();
        assert_eq!(findings.len(), 1);
        assert_eq!(
            (findings[0].times, findings[0].request_id.as_str()),
            (3, "r-3")
        );
        let line = findings[0].to_string();
        assert!(
            line.starts_with("warning deprecated-operation, getRates, app-1, 3 times: An "),
            "{line}"
        );
        assert_eq!((accuser.clear(), accuser.findings().len()), (1, 0));
    }

    #[test]
    fn findings_have_a_bound() {
        let mut accuser = Accuser::default();
        for number in 0..1500 {
            accuser.see(&Seen {
                token_in_query: true,
                client: Some(&format!("app-{number}")),
                ..seen(0)
            });
        }
        assert_eq!(accuser.findings().len(), MOST);
    }

    #[test]
    fn what_was_put_back_stays_in_the_verdict_and_what_was_forgiven_does_not() {
        let mut accuser = Accuser::default();
        let wrong = Seen {
            token_in_query: true,
            ..seen(0)
        };
        accuser.see(&wrong);
        accuser.put_back(Accuser::default());
        assert!(accuser.findings().is_empty());
        accuser.see(&wrong);
        assert_eq!(accuser.findings()[0].times, 1);
        assert_eq!(accuser.verdict()[0].times, 2);
        accuser.clear();
        assert!(accuser.verdict().is_empty());
    }
}
