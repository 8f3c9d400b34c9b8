//! [`Accuser`]: what it has seen, and what it found.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::deliveries::judged;
use super::grants::Grants;
use super::refused::Refused;
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
    pub(crate) fn see(&mut self, seen: &Seen) {
        let coded = |code: &str| seen.error_code.as_deref() == Some(code);
        let found = [
            (coded("IDEMPOTENCY_KEY_REUSED"), FindingCode::KeyReused),
            (coded("IDEMPOTENCY_KEY_MISSING"), FindingCode::KeyMissing),
            (self.writes.see(seen), FindingCode::WriteRepeated),
            (self.waits.see(seen), FindingCode::RetryTooEarly),
            (self.refused.see(seen), FindingCode::RefusedRepeated),
            (self.grants.see(seen), FindingCode::TokenPerCall),
            (seen.token_in_query, FindingCode::TokenInQuery),
            (seen.is_deprecated, FindingCode::DeprecatedOperation),
            (self.fetched.see(seen), FindingCode::RateFetchedAgain),
        ];
        for (_, code) in found.into_iter().filter(|(is_so, _)| *is_so) {
            let client = seen.client.as_deref();
            self.accuse(code, client, &seen.operation, &seen.request_id, seen.at);
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

    /// Forgets what was found; what it has seen it still knows.
    pub(crate) fn clear(&mut self) -> usize {
        let count = self.findings.len();
        self.findings.retain(|_, _| false);
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
        let has_room = self.findings.len() < MOST;
        let is_same = |it: &Finding| {
            it.code == code && it.client_id.as_deref() == client && it.operation == operation
        };
        let known = self.findings.iter().find(|(_, it)| is_same(it));
        let known = known.map(|(number, _)| *number);
        let last = self.findings.last_key_value().map(|(number, _)| *number);
        match known.and_then(|number| self.findings.get_mut(&number)) {
            Some(finding) => {
                finding.times = finding.times.saturating_add(1);
                finding.at = at;
                request_id.clone_into(&mut finding.request_id);
            }
            None if has_room => {
                let finding = Finding {
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
                let number = last.map_or(0, |last| last.saturating_add(1));
                self.findings.insert(number, finding);
            }
            None => {}
        }
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
                request_id: format!("r-{second}"),
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
                client: Some(format!("app-{number}")),
                ..seen(0)
            });
        }
        assert_eq!(accuser.findings().len(), MOST);
    }
}
