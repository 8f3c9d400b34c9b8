//! From the body of a delivery to the event of its type.

use citi_core::{DateTime, Json};

use crate::types::{
    AccountTransactionPostedEvent, CardTransactionAuthorisedEvent, CardTransactionDeclinedEvent,
    CardTransactionPostedEvent, EventType, PaymentCancelledEvent, PaymentCompletedEvent,
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
///     other => panic!("{}", other.type_name()),
/// }
///
/// // The bank may send types that this crate is older than:
/// let body = br#"{"id":"evt-2","type":"loan.granted","createdAt":"2026-03-04T21:00:01Z","data":[1.0850]}"#;
/// let TypedEvent::Unknown { type_, raw, .. } = TypedEvent::from_slice(body)? else { panic!("known") };
/// assert_eq!(type_, "loan.granted");
/// assert_eq!(raw.as_str().as_bytes(), body);
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
    /// A type that this crate does not know: the bank may send new ones at any time. Whatever shape it has, it is kept.
    #[non_exhaustive]
    Unknown {
        /// What the bank calls its type.
        type_: String,
        /// The event, all of it, as it came.
        raw: Json,
        /// Its identifier, if it has one where every known event has it.
        id: Option<String>,
        /// When it happened, if it says so where every known event does.
        created_at: Option<DateTime>,
    },
}

impl TypedEvent {
    /// Reads the body of a delivery whose signature has been checked.
    ///
    /// A type that this crate does not know is no error: it is [`TypedEvent::Unknown`].
    ///
    /// # Errors
    /// [`EventError`] if the body is no JSON object with a `type`, or if the type is known and the rest is not what
    /// it says.
    pub fn from_slice(body: &[u8]) -> Result<Self, EventError> {
        match read::<Kind>(body)?.kind {
            EventType::PaymentCompleted => read(body).map(Self::PaymentCompleted),
            EventType::PaymentRejected => read(body).map(Self::PaymentRejected),
            EventType::PaymentCancelled => read(body).map(Self::PaymentCancelled),
            EventType::AccountTransactionPosted => read(body).map(Self::AccountTransactionPosted),
            EventType::CardTransactionAuthorised => read(body).map(Self::CardTransactionAuthorised),
            EventType::CardTransactionDeclined => read(body).map(Self::CardTransactionDeclined),
            EventType::CardTransactionPosted => read(body).map(Self::CardTransactionPosted),
            EventType::Unknown(type_) => {
                let known = read::<Known>(body)?;
                Ok(Self::Unknown {
                    type_,
                    raw: read(body)?,
                    id: known.id.and_then(|id| id.parse().ok()),
                    created_at: known.created_at.and_then(|moment| moment.parse().ok()),
                })
            }
        }
    }

    /// What the bank calls its type: `payment.completed`.
    #[must_use]
    pub fn type_name(&self) -> &str {
        match self {
            Self::PaymentCompleted(event) => event.type_.as_str(),
            Self::PaymentRejected(event) => event.type_.as_str(),
            Self::PaymentCancelled(event) => event.type_.as_str(),
            Self::AccountTransactionPosted(event) => event.type_.as_str(),
            Self::CardTransactionAuthorised(event) => event.type_.as_str(),
            Self::CardTransactionDeclined(event) => event.type_.as_str(),
            Self::CardTransactionPosted(event) => event.type_.as_str(),
            Self::Unknown { type_, .. } => type_,
        }
    }

    /// The event's identifier, the same each time it is sent: drop what was seen before. `None`: its type is
    /// not known, and it has none where the others do.
    #[must_use]
    pub fn id(&self) -> Option<&str> {
        match self {
            Self::PaymentCompleted(event) => Some(&event.id),
            Self::PaymentRejected(event) => Some(&event.id),
            Self::PaymentCancelled(event) => Some(&event.id),
            Self::AccountTransactionPosted(event) => Some(&event.id),
            Self::CardTransactionAuthorised(event) => Some(&event.id),
            Self::CardTransactionDeclined(event) => Some(&event.id),
            Self::CardTransactionPosted(event) => Some(&event.id),
            Self::Unknown { id, .. } => id.as_deref(),
        }
    }

    /// When it happened; events may arrive in another order. `None`: its type is not known, and it does not say so.
    #[must_use]
    pub fn created_at(&self) -> Option<&DateTime> {
        match self {
            Self::PaymentCompleted(event) => Some(&event.created_at),
            Self::PaymentRejected(event) => Some(&event.created_at),
            Self::PaymentCancelled(event) => Some(&event.created_at),
            Self::AccountTransactionPosted(event) => Some(&event.created_at),
            Self::CardTransactionAuthorised(event) => Some(&event.created_at),
            Self::CardTransactionDeclined(event) => Some(&event.created_at),
            Self::CardTransactionPosted(event) => Some(&event.created_at),
            Self::Unknown { created_at, .. } => created_at.as_ref(),
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

/// What every event has, of one whose type is not known: it may stand there in another form.
#[derive(serde::Deserialize)]
struct Known {
    #[serde(default)]
    id: Option<Json>,
    #[serde(default, rename = "createdAt")]
    created_at: Option<Json>,
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
        assert_eq!(event.id(), Some("evt-2"));
        assert_eq!(event.type_name(), "account.transaction.posted");
        assert_eq!(event.created_at().unwrap().as_str(), "2026-03-02T11:40:01Z");
        let TypedEvent::AccountTransactionPosted(event) = event else {
            panic!("another type");
        };
        assert_eq!(event.data.amount.as_str(), "84.200000000000000000001");
    }

    #[test]
    fn a_new_type_is_kept_whole() {
        let body = POSTED.replace("account.transaction.posted", "account.renamed");
        let event = TypedEvent::from_slice(body.as_bytes()).unwrap();
        assert_eq!(event.id(), Some("evt-2"));
        assert_eq!(event.type_name(), "account.renamed");
        assert!(event.created_at().is_some());
        let TypedEvent::Unknown { type_, raw, .. } = &event else {
            panic!("known");
        };
        assert_eq!(type_, "account.renamed");
        assert_eq!(raw.as_str(), body, "every digit and every blank");
        assert!(!format!("{event:?}").contains("123456789"));
    }

    #[test]
    fn a_new_type_may_have_any_shape() {
        for (body, id) in [
            (r#"{"type":"x"}"#, None),
            (r#"{"type":"x","id":"e","data":[1]}"#, Some("e")),
            (r#"{"type":"x","id":7,"createdAt":[1],"data":null}"#, None),
            (r#"{"id":{"of":"e"},"createdAt":{},"type":"x"}"#, None),
            (r#"{"id":null,"createdAt":null,"type":""}"#, None),
        ] {
            let event = TypedEvent::from_slice(body.as_bytes()).unwrap();
            assert_eq!((event.id(), event.created_at()), (id, None), "{body}");
            let TypedEvent::Unknown { raw, .. } = event else {
                panic!("{body}");
            };
            assert_eq!(raw.as_str(), body);
        }
    }

    #[test]
    fn what_names_no_type_is_no_event() {
        for body in ["", "[]", "{}", "7", r#"{"type":null}"#, r#"{"type":[]}"#] {
            assert!(TypedEvent::from_slice(body.as_bytes()).is_err(), "{body}");
        }
    }

    #[test]
    fn a_known_type_with_data_of_another_is_an_error() {
        for kind in [
            "payment.completed",
            "payment.rejected",
            "payment.cancelled",
            "card.transaction.authorised",
            "card.transaction.declined",
            "card.transaction.posted",
        ] {
            let body = POSTED.replace("account.transaction.posted", kind);
            let error = TypedEvent::from_slice(body.as_bytes()).unwrap_err();
            assert!(error.to_string().contains("property"), "{kind}: {error}");
        }
        let bare = br#"{"id":"e","type":"payment.completed","createdAt":"2026-03-04T21:00:01Z"}"#;
        assert!(TypedEvent::from_slice(bare).is_err());
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
            assert!(!matches!(event, TypedEvent::Unknown { .. }), "{kind}");
            assert_eq!(event.type_name(), kind);
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
            assert!(!matches!(event, TypedEvent::Unknown { .. }), "{kind}");
            assert_eq!(event.type_name(), kind);
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
