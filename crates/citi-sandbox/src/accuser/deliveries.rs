//! How webhooks answer deliveries.

use std::time::Duration;

use jiff::Timestamp;

use super::FindingCode;
use crate::faults::FaultKind;

/// How long an endpoint may take.
const SLOW: Duration = Duration::from_secs(3);

/// A delivery that was tried.
#[derive(Clone, Debug)]
pub(crate) struct Delivered<'a> {
    pub(crate) client_id: &'a str,
    pub(crate) event_id: &'a str,
    pub(crate) kind: &'a str,
    /// The status of the answer; `None` if there was none.
    pub(crate) status: Option<u16>,
    /// How long it took, by the clock on the wall.
    pub(crate) took: Duration,
    pub(crate) fault: Option<FaultKind>,
    pub(crate) at: Timestamp,
}

/// What is wrong with the answer to a delivery.
pub(super) fn judged(delivered: &Delivered<'_>) -> Vec<FindingCode> {
    let forged = delivered.fault == Some(FaultKind::WronglySigned);
    let answer = match delivered.status {
        Some(200..=299) if forged => Some(FindingCode::SignatureUnchecked),
        Some(200..=299) => None,
        Some(300..=399) => Some(FindingCode::WebhookRedirect),
        // That is what it should do.
        Some(400..=499) if forged => None,
        Some(_) => Some(FindingCode::WebhookRefused),
        None if delivered.took > SLOW => None,
        None => Some(FindingCode::WebhookUnreachable),
    };
    let late = (delivered.took > SLOW).then_some(FindingCode::WebhookLate);
    answer.into_iter().chain(late).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(status: Option<u16>, seconds: u64, fault: Option<FaultKind>) -> Vec<&'static str> {
        let delivered = Delivered {
            client_id: "app-1",
            event_id: "evt-1",
            kind: "payment.completed",
            status,
            took: Duration::from_secs(seconds),
            fault,
            at: Timestamp::UNIX_EPOCH,
        };
        judged(&delivered)
            .into_iter()
            .map(FindingCode::name)
            .collect()
    }

    #[test]
    fn each_answer_is_judged() {
        assert_eq!(of(Some(204), 1, None), Vec::<&str>::new());
        assert_eq!(of(Some(204), 4, None), ["webhook-late"]);
        assert_eq!(of(None, 10, None), ["webhook-late"]);
        assert_eq!(of(None, 0, None), ["webhook-unreachable"]);
        assert_eq!(of(Some(302), 0, None), ["webhook-redirect"]);
        assert_eq!(of(Some(400), 0, None), ["webhook-refused"]);
        assert_eq!(of(Some(500), 4, None), ["webhook-refused", "webhook-late"]);
        let forged = Some(FaultKind::WronglySigned);
        assert_eq!(of(Some(200), 0, forged), ["signature-unchecked"]);
        assert_eq!(of(Some(401), 0, forged), Vec::<&str>::new());
        assert_eq!(of(Some(500), 0, forged), ["webhook-refused"]);
    }
}
