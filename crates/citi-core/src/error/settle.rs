//! Whether an answer settles what became of a call that may have been done.

use http::StatusCode;

use super::{Kind, Outcome};

/// What became of a call that ended like this; `unsettled`: what became of an earlier attempt is not
/// known.
pub(crate) fn outcome(kind: Kind, code: Option<&str>, unsettled: bool) -> Outcome {
    match kind.outcome() {
        // The bank is still at the first call with this key: to say that it refused would invite
        // another one.
        Outcome::Rejected if is_in_progress(kind, code) => Outcome::Unknown,
        Outcome::Rejected if unsettled && !settles(kind, code) => Outcome::Unknown,
        Outcome::NotSent if unsettled => Outcome::Unknown,
        other => other,
    }
}

/// Whether the bank says that it is still at the first call with this key.
pub(crate) fn is_in_progress(kind: Kind, code: Option<&str>) -> bool {
    kind == Kind::Status(StatusCode::CONFLICT) && code == Some("REQUEST_IN_PROGRESS")
}

/// Whether a refusal says anything of attempts before it. Some only say who asks, or when; and a 409 whose
/// code could not be read may be the one that says that the bank is still at it.
fn settles(kind: Kind, code: Option<&str>) -> bool {
    const NOT: [StatusCode; 4] = [
        StatusCode::UNAUTHORIZED,
        StatusCode::REQUEST_TIMEOUT,
        StatusCode::TOO_EARLY,
        StatusCode::TOO_MANY_REQUESTS,
    ];
    match kind {
        Kind::Status(StatusCode::CONFLICT) => code.is_some(),
        Kind::Status(status) => !NOT.contains(&status),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn status(code: u16) -> Kind {
        Kind::Status(StatusCode::from_u16(code).unwrap())
    }

    #[test]
    fn once_unknown_only_an_answer_that_settles_it_counts() {
        for code in [400, 403, 404, 422] {
            assert_eq!(outcome(status(code), None, true), Outcome::Rejected);
        }
        // Without its code nobody knows which conflict it is.
        assert_eq!(outcome(status(409), None, true), Outcome::Unknown);
        assert_eq!(outcome(status(409), None, false), Outcome::Rejected);
        let reused = Some("IDEMPOTENCY_KEY_REUSED");
        assert_eq!(outcome(status(409), reused, true), Outcome::Rejected);
        for code in [401, 408, 425, 429] {
            assert_eq!(
                outcome(status(code), None, true),
                Outcome::Unknown,
                "{code}"
            );
            assert_eq!(outcome(status(code), None, false), Outcome::Rejected);
        }
        for kind in [
            Kind::Refused,
            Kind::Token,
            Kind::Limited,
            Kind::QueueFull,
            Kind::Late,
            Kind::Connect,
        ] {
            assert_eq!(outcome(kind, None, true), Outcome::Unknown, "{kind:?}");
            assert_eq!(outcome(kind, None, false), Outcome::NotSent, "{kind:?}");
        }
    }

    #[test]
    fn a_call_that_the_bank_is_still_at_is_not_refused() {
        let running = Some("REQUEST_IN_PROGRESS");
        assert_eq!(outcome(status(409), running, false), Outcome::Unknown);
        assert_eq!(outcome(status(409), running, true), Outcome::Unknown);
        assert_eq!(outcome(status(422), running, true), Outcome::Rejected);
        let reused = Some("IDEMPOTENCY_KEY_REUSED");
        assert_eq!(outcome(status(409), reused, true), Outcome::Rejected);
    }
}
