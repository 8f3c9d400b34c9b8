//! [`Accuser`]: what it has seen, and what it found.

use jiff::Timestamp;

use super::deliveries::judged;
use super::grants::Grants;
use super::refused::Refused;
use super::waits::{Fetched, Waits};
use super::writes::Writes;
use super::{Delivered, Finding, FindingCode, Seen};

/// Watches exchanges and deliveries, and keeps what the clients did wrong: each thing once for a client
/// and an operation, with a count.
#[derive(Debug, Default)]
pub(crate) struct Accuser {
    findings: Vec<Finding>,
    waits: Waits,
    writes: Writes,
    grants: Grants,
    fetched: Fetched,
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
        self.findings.clone()
    }

    /// Forgets what was found; what it has seen it still knows.
    pub(crate) fn clear(&mut self) -> usize {
        std::mem::take(&mut self.findings).len()
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
        let known = self.findings.iter_mut().find(|it| {
            it.code == code && it.client_id.as_deref() == client && it.operation == operation
        });
        match known {
            Some(finding) => {
                finding.times = finding.times.saturating_add(1);
                finding.at = at;
                request_id.clone_into(&mut finding.request_id);
            }
            None if has_room => self.findings.push(Finding {
                code,
                severity: code.severity(),
                at,
                client_id: client.map(str::to_owned),
                operation: operation.to_owned(),
                request_id: request_id.to_owned(),
                text: code.text(),
                remedy: code.remedy(),
                times: 1,
            }),
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
