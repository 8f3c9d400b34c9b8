//! From the body of a delivery to the event of its type.

use citi_core::DateTime;

use crate::types::{
    AccountTransactionPostedEvent, CardTransactionAuthorisedEvent, CardTransactionDeclinedEvent,
    CardTransactionPostedEvent, Event, EventType, PaymentCancelledEvent, PaymentCompletedEvent,
    PaymentRejectedEvent,
};

/// An event, read as its type says.
///
/// ```
/// use citi_events::TypedEvent;
/// let body = br#"{"id":"evt-1","type":"payment.completed","createdAt":"2026-03-04T21:00:01Z","data":{
///     "paymentId":"p-5530218","method":"ACH","amount":1250.00,"currency":"USD",
///     "debtorAccountId":"123456789","completedAt":"2026-03-04T21:00:00Z"}}"#;
/// match TypedEvent::from_slice(body)? {
///     TypedEvent::PaymentCompleted(event) => assert_eq!(event.data.payment_id, "p-5530218"),
///     other => panic!("{}", other.id()),
/// }
/// # Ok::<(), citi_events::EventError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum TypedEvent {
    /// A payment was settled.
    PaymentCompleted(PaymentCompletedEvent),
    /// A payment was refused.
    PaymentRejected(PaymentRejectedEvent),
    /// A payment was called back.
    PaymentCancelled(PaymentCancelledEvent),
    /// A movement was booked on an account.
    AccountTransactionPosted(AccountTransactionPostedEvent),
    /// A payment with a card was granted.
    CardTransactionAuthorised(CardTransactionAuthorisedEvent),
    /// A payment with a card was refused.
    CardTransactionDeclined(CardTransactionDeclinedEvent),
    /// A payment with a card was booked.
    CardTransactionPosted(CardTransactionPostedEvent),
    /// A type that this crate does not know, with what every event has.
    Unknown(Event),
}

impl TypedEvent {
    /// Reads the body of a delivery whose signature has been checked.
    ///
    /// A type that this crate does not know is no error: it is [`TypedEvent::Unknown`].
    ///
    /// # Errors
    /// [`EventError`] if the body is no JSON, or not what its type says.
    pub fn from_slice(body: &[u8]) -> Result<Self, EventError> {
        let kind = read::<Kind>(body)?.kind;
        match kind {
            EventType::PaymentCompleted => read(body).map(Self::PaymentCompleted),
            EventType::PaymentRejected => read(body).map(Self::PaymentRejected),
            EventType::PaymentCancelled => read(body).map(Self::PaymentCancelled),
            EventType::AccountTransactionPosted => read(body).map(Self::AccountTransactionPosted),
            EventType::CardTransactionAuthorised => read(body).map(Self::CardTransactionAuthorised),
            EventType::CardTransactionDeclined => read(body).map(Self::CardTransactionDeclined),
            EventType::CardTransactionPosted => read(body).map(Self::CardTransactionPosted),
            EventType::Unknown(_) => read(body).map(Self::Unknown),
        }
    }

    /// The event's identifier, the same each time it is sent: drop what was seen before.
    #[must_use]
    pub fn id(&self) -> &str {
        match self {
            Self::PaymentCompleted(event) => &event.id,
            Self::PaymentRejected(event) => &event.id,
            Self::PaymentCancelled(event) => &event.id,
            Self::AccountTransactionPosted(event) => &event.id,
            Self::CardTransactionAuthorised(event) => &event.id,
            Self::CardTransactionDeclined(event) => &event.id,
            Self::CardTransactionPosted(event) => &event.id,
            Self::Unknown(event) => &event.id,
        }
    }

    /// When it happened; events may arrive in another order.
    #[must_use]
    pub fn created_at(&self) -> &DateTime {
        match self {
            Self::PaymentCompleted(event) => &event.created_at,
            Self::PaymentRejected(event) => &event.created_at,
            Self::PaymentCancelled(event) => &event.created_at,
            Self::AccountTransactionPosted(event) => &event.created_at,
            Self::CardTransactionAuthorised(event) => &event.created_at,
            Self::CardTransactionDeclined(event) => &event.created_at,
            Self::CardTransactionPosted(event) => &event.created_at,
            Self::Unknown(event) => &event.created_at,
        }
    }
}

/// A body that is no event. It tells the place and nothing of what stands there.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "the body is no event: {what} at line {line}, column {column}; compare it with the definition \
     of its type in the events document"
)]
pub struct EventError {
    what: &'static str,
    line: usize,
    column: usize,
}

impl EventError {
    /// Line of the body, from 1; 0 if there is none.
    #[must_use]
    pub fn line(&self) -> usize {
        self.line
    }

    /// Column in that line, in bytes, from 1; 0 if there is none.
    #[must_use]
    pub fn column(&self) -> usize {
        self.column
    }
}

#[derive(serde::Deserialize)]
struct Kind {
    #[serde(rename = "type")]
    kind: EventType,
}

fn read<T: serde::de::DeserializeOwned>(body: &[u8]) -> Result<T, EventError> {
    // serde's own message may quote a value, which can be an account's.
    serde_json::from_slice(body).map_err(|error| EventError {
        what: match error.classify() {
            serde_json::error::Category::Syntax => "broken JSON",
            serde_json::error::Category::Eof => "cut short",
            _ => "a property is missing or of another type",
        },
        line: error.line(),
        column: error.column(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const POSTED: &str = r#"{"id":"evt-2","type":"account.transaction.posted","createdAt":"2026-03-02T11:40:01Z",
"data":{"accountId":"123456789","transactionId":"t-1","direction":"DEBIT","amount":84.200000000000000000001,
"currency":"USD","valueDate":"2026-03-02","postedAt":"2026-03-02T11:40:00Z","news":1}}"#;

    #[test]
    fn an_event_is_read_as_its_type_says_and_keeps_its_digits() {
        let event = TypedEvent::from_slice(POSTED.as_bytes()).unwrap();
        assert_eq!(event.id(), "evt-2");
        assert_eq!(event.created_at().as_str(), "2026-03-02T11:40:01Z");
        let TypedEvent::AccountTransactionPosted(event) = event else {
            panic!("another type");
        };
        assert_eq!(event.data.amount.as_str(), "84.200000000000000000001");
    }

    #[test]
    fn a_new_type_is_kept_whole() {
        let body = POSTED.replace("account.transaction.posted", "account.renamed");
        let TypedEvent::Unknown(event) = TypedEvent::from_slice(body.as_bytes()).unwrap() else {
            panic!("known");
        };
        assert_eq!(event.type_.as_str(), "account.renamed");
        let written = serde_json::to_string(&event).unwrap();
        assert!(written.contains("84.200000000000000000001"), "{written}");
    }

    #[test]
    fn every_listed_type_has_an_arm() {
        for (kind, data) in [
            (
                "payment.completed",
                r#","completedAt":"2026-03-04T21:00:00Z""#,
            ),
            ("payment.rejected", r#","reason":{"code":"X"}"#),
            ("payment.cancelled", ""),
        ] {
            let body = format!(
                r#"{{"id":"e","type":"{kind}","createdAt":"2026-03-04T21:00:01Z","data":{{"paymentId":"p",
                "method":"ACH","amount":1,"currency":"USD","debtorAccountId":"1"{data}}}}}"#
            );
            let event = TypedEvent::from_slice(body.as_bytes()).unwrap();
            assert!(!matches!(event, TypedEvent::Unknown(_)), "{kind}");
        }
        for (kind, data) in [
            ("card.transaction.authorised", ""),
            ("card.transaction.declined", r#","declineReason":"X""#),
            (
                "card.transaction.posted",
                r#","billingAmount":1,"billingCurrency":"USD","postedAt":"2026-03-02T06:00:00Z""#,
            ),
        ] {
            let body = format!(
                r#"{{"id":"e","type":"{kind}","createdAt":"2026-03-04T21:00:01Z","data":{{"cardId":"c",
                "transactionId":"t","amount":1,"currency":"EUR","transactedAt":"2026-03-01T17:22:41Z",
                "merchant":{{"name":"M","categoryCode":"5411"}}{data}}}}}"#
            );
            let event = TypedEvent::from_slice(body.as_bytes()).unwrap();
            assert!(!matches!(event, TypedEvent::Unknown(_)), "{kind}");
        }
    }

    #[test]
    fn errors_tell_the_place_and_no_value() {
        let body = POSTED.replace("\"123456789\"", "[123456789]");
        let error = TypedEvent::from_slice(body.as_bytes()).unwrap_err();
        assert_eq!(error.line(), 2);
        assert!(!format!("{error} {error:?}").contains("123456789"));
        let cut = TypedEvent::from_slice(&POSTED.as_bytes()[..40]).unwrap_err();
        assert!(cut.to_string().contains("cut short"), "{cut}");
    }
}
