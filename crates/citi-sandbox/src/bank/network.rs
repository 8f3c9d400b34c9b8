//! What becomes of payments outside: when they travel, and which are refused.

use jiff::civil::{Date, Time, time};
use jiff::{SignedDuration, Timestamp};

use super::payment::{Method, Reason};
use super::{AccountNumber, calendar};

/// Until when a payment by ACH makes the run of the day.
const CUT_OFF: Time = time(16, 30, 0, 0);
/// When the clearing house settles what it was handed the working day before.
const SETTLEMENT: Time = time(8, 30, 0, 0);
/// How long the bank takes to check a payment.
pub(super) const CHECK: SignedDuration = SignedDuration::from_secs(1);
/// How long after its release a wire is with the network, and settled.
const WIRE_LEAVES: SignedDuration = SignedDuration::from_secs(2);
const WIRE_SETTLES: SignedDuration = SignedDuration::from_secs(5);

/// When a payment travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Journey {
    pub(super) day: Date,
    pub(super) leaves_at: Timestamp,
    pub(super) settles_at: Timestamp,
}

/// When a payment travels that is ordered now for a day.
///
/// Both networks rest on weekends and holidays. A wire leaves at once between 9:00 and 17:00 in New
/// York, else at the next opening, and settles within seconds. A payment by ACH is handed over at
/// 16:30 of its day, or of the next working day if it is ordered later than that; it settles at 8:30 on
/// the working day after.
pub(super) fn journey(method: Method, wished: Date, now: Timestamp) -> Journey {
    let today = calendar::day(now);
    let day = calendar::working_day(wished.max(today));
    let last = match method {
        Method::Ach => CUT_OFF,
        Method::Wire => calendar::CLOSING,
    };
    let day = match day == today && calendar::hour(now) >= last {
        true => calendar::next_working_day(day),
        false => day,
    };
    match method {
        Method::Ach => Journey {
            day,
            leaves_at: calendar::moment(day, CUT_OFF).max(later(now, WIRE_LEAVES)),
            settles_at: calendar::moment(calendar::next_working_day(day), SETTLEMENT),
        },
        Method::Wire => {
            let released = calendar::moment(day, calendar::OPENING).max(now);
            Journey {
                day,
                leaves_at: later(released, WIRE_LEAVES),
                settles_at: later(released, WIRE_SETTLES),
            }
        }
    }
}

/// The moment that is so much later; the end of time at the latest.
pub(super) fn later(at: Timestamp, by: SignedDuration) -> Timestamp {
    at.checked_add(by).unwrap_or(Timestamp::MAX)
}

/// Why a creditor's bank refuses a payment, if it does. Like any sandbox this one has numbers that
/// make it happen; the last four characters of `creditor.accountNumber` decide:
///
/// | ends with | the payment is rejected |
/// | --- | --- |
/// | `0002` | at its settlement with `CREDITOR_ACCOUNT_CLOSED` |
/// | `0003` | at its settlement with `R03`: no such account |
/// | `0016` | at its settlement with `R16`: the account is frozen |
pub(super) fn refusal(creditor: &AccountNumber) -> Option<Reason> {
    [
        (
            "0002",
            "CREDITOR_ACCOUNT_CLOSED",
            "The creditor's account is closed.",
        ),
        ("0003", "R03", "No account has the creditor's number."),
        ("0016", "R16", "The creditor's account is frozen."),
    ]
    .into_iter()
    .find(|(end, _, _)| creditor.ends_with(end))
    .map(|(_, code, message)| Reason::new(code, message))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn a_wire_within_the_hours_takes_seconds() {
        let now = at("2026-03-02T15:00:00Z");
        let today = journey(Method::Wire, date(2026, 3, 2), now);
        assert_eq!(today.day, date(2026, 3, 2));
        assert_eq!(today.leaves_at, at("2026-03-02T15:00:02Z"));
        assert_eq!(today.settles_at, at("2026-03-02T15:00:05Z"));
    }

    #[test]
    fn a_wire_out_of_hours_waits_for_the_opening() {
        for (now, day, settles) in [
            // Before the opening, after the closing, on Saturday.
            (
                "2026-03-02T13:00:00Z",
                date(2026, 3, 2),
                "2026-03-02T14:00:05Z",
            ),
            (
                "2026-03-02T22:00:00Z",
                date(2026, 3, 3),
                "2026-03-03T14:00:05Z",
            ),
            (
                "2026-03-07T15:00:00Z",
                date(2026, 3, 9),
                "2026-03-09T13:00:05Z",
            ),
        ] {
            let now = at(now);
            let journey = journey(Method::Wire, calendar::day(now), now);
            assert_eq!(journey.day, day);
            assert_eq!(journey.settles_at, at(settles));
        }
    }

    #[test]
    fn ach_settles_on_the_working_day_after_its_own() {
        let now = at("2026-03-02T15:00:00Z");
        for (wished, day, settles) in [
            (date(2026, 3, 4), date(2026, 3, 4), "2026-03-05T13:30:00Z"),
            (date(2026, 3, 2), date(2026, 3, 2), "2026-03-03T13:30:00Z"),
            // A Friday, a Saturday, the day before Memorial Day's weekend, and that day.
            (date(2026, 3, 6), date(2026, 3, 6), "2026-03-09T12:30:00Z"),
            (date(2026, 3, 7), date(2026, 3, 9), "2026-03-10T12:30:00Z"),
            (date(2026, 5, 22), date(2026, 5, 22), "2026-05-26T12:30:00Z"),
            (date(2026, 5, 25), date(2026, 5, 26), "2026-05-27T12:30:00Z"),
        ] {
            let journey = journey(Method::Ach, wished, now);
            assert_eq!(journey.day, day);
            assert_eq!(journey.settles_at, at(settles));
            assert!(journey.leaves_at < journey.settles_at);
        }
    }

    #[test]
    fn after_the_cut_off_ach_takes_the_next_run() {
        let wished = date(2026, 3, 6);
        let before = journey(Method::Ach, wished, at("2026-03-06T21:29:59.999Z"));
        assert_eq!(before.day, wished);
        assert!(before.leaves_at > at("2026-03-06T21:30:01Z"));
        let after = journey(Method::Ach, wished, at("2026-03-06T21:30:00Z"));
        assert_eq!(after.day, date(2026, 3, 9));
    }

    #[test]
    fn magic_numbers_are_refused_and_others_are_not() {
        let code = |number: &str| refusal(&AccountNumber::new(number)).map(|reason| reason.code);
        assert_eq!(code("9876540002"), Some("CREDITOR_ACCOUNT_CLOSED"));
        assert_eq!(code("9876540003"), Some("R03"));
        assert_eq!(code("9876540016"), Some("R16"));
        assert_eq!(code("9876543210"), None);
    }
}
