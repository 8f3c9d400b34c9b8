//! Days and hours in New York: working days, opening hours, the hours of the currency market.

use std::sync::LazyLock;

use jiff::civil::{Date, Time, Weekday, time};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};

/// New York since 2007, as a rule of POSIX: it needs no database and is the same on every machine.
const RULE: &str = "EST5EDT,M3.2.0,M11.1.0";

static NEW_YORK: LazyLock<TimeZone> =
    LazyLock::new(|| TimeZone::posix(RULE).unwrap_or(TimeZone::UTC));

/// When wires begin and end, and when the currency market closes on Friday and opens on Sunday.
pub(crate) const OPENING: Time = time(9, 0, 0, 0);
/// See [`OPENING`].
pub(crate) const CLOSING: Time = time(17, 0, 0, 0);

/// The day that it is in New York.
pub(crate) fn day(now: Timestamp) -> Date {
    NEW_YORK.to_datetime(now).date()
}

/// The hour that it is in New York.
pub(crate) fn hour(now: Timestamp) -> Time {
    NEW_YORK.to_datetime(now).time()
}

/// A day and an hour in New York as a moment.
pub(crate) fn moment(day: Date, hour: Time) -> Timestamp {
    NEW_YORK
        .to_ambiguous_timestamp(day.to_datetime(hour))
        .compatible()
        .unwrap_or(Timestamp::MAX)
}

/// The day that is so many days later; earlier, if below zero. The calendar's ends are its ends.
pub(crate) fn days_later(day: Date, days: i32) -> Date {
    day.saturating_add(days.days())
}

/// Whether the clearing houses work on that day.
pub(crate) fn is_working_day(day: Date) -> bool {
    let weekend = matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
    !weekend && !is_bank_holiday(day)
}

/// That day if it is a working day, else the next one.
pub(crate) fn working_day(day: Date) -> Date {
    // No row of free days is longer than four.
    (0..7)
        .map(|days| days_later(day, days))
        .find(|day| is_working_day(*day))
        .unwrap_or(day)
}

/// The first working day after that day.
pub(crate) fn next_working_day(day: Date) -> Date {
    working_day(days_later(day, 1))
}

/// The holidays of the Federal Reserve Banks: one that falls on a Sunday is kept on Monday, one that
/// falls on a Saturday not at all.
fn is_bank_holiday(day: Date) -> bool {
    let fixed = |day: Date| {
        matches!(
            (day.month(), day.day()),
            (1, 1) | (6, 19) | (7, 4) | (11, 11) | (12, 25)
        )
    };
    let nth = |weekday: Weekday, nth: i8| {
        day.nth_weekday_of_month(nth, weekday)
            .is_ok_and(|holiday| holiday == day)
    };
    let movable = match day.month() {
        1 | 2 => nth(Weekday::Monday, 3),
        5 => nth(Weekday::Monday, -1),
        9 => nth(Weekday::Monday, 1),
        10 => nth(Weekday::Monday, 2),
        11 => nth(Weekday::Thursday, 4),
        _ => false,
    };
    let observed = day.weekday() == Weekday::Monday && fixed(days_later(day, -1));
    fixed(day) || movable || observed
}

/// The moment of the currency market: now, or, from Friday 17:00 to Sunday 17:00, the moment at
/// which it closed.
pub(crate) fn market(now: Timestamp) -> Timestamp {
    let (today, hour) = (day(now), hour(now));
    let friday = match today.weekday() {
        Weekday::Friday if hour >= CLOSING => today,
        Weekday::Saturday => days_later(today, -1),
        Weekday::Sunday if hour < CLOSING => days_later(today, -2),
        _ => return now,
    };
    moment(friday, CLOSING).min(now)
}

/// Whether the currency market is open.
pub(crate) fn market_is_open(now: Timestamp) -> bool {
    let (today, hour) = (day(now).weekday(), hour(now));
    match today {
        Weekday::Friday => hour < CLOSING,
        Weekday::Saturday => false,
        Weekday::Sunday => hour >= CLOSING,
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn new_york_has_its_summer() {
        assert!(TimeZone::posix(RULE).is_ok());
        for (day, hour, want) in [
            (date(2026, 3, 2), OPENING, "2026-03-02T14:00:00Z"),
            (date(2026, 3, 9), OPENING, "2026-03-09T13:00:00Z"),
            (date(2026, 11, 2), CLOSING, "2026-11-02T22:00:00Z"),
            // The hour that does not exist is the one after it.
            (date(2026, 3, 8), time(2, 30, 0, 0), "2026-03-08T07:30:00Z"),
        ] {
            assert_eq!(moment(day, hour), at(want));
        }
        assert_eq!(day(at("2026-03-03T04:59:59Z")), date(2026, 3, 2));
        assert_eq!(day(at("2026-07-03T04:00:00Z")), date(2026, 7, 3));
    }

    #[test]
    fn holidays_are_those_of_the_federal_reserve() {
        // Published for 2026 and 2027.
        for day in [
            date(2026, 1, 1),
            date(2026, 1, 19),
            date(2026, 2, 16),
            date(2026, 5, 25),
            date(2026, 6, 19),
            date(2026, 9, 7),
            date(2026, 10, 12),
            date(2026, 11, 11),
            date(2026, 11, 26),
            date(2026, 12, 25),
            date(2027, 7, 5),
        ] {
            assert!(!is_working_day(day), "{day}");
        }
        for day in [
            // The Fourth of July 2026 and Juneteenth 2027 fall on a Saturday: Friday is worked.
            date(2026, 7, 3),
            date(2027, 6, 18),
            date(2026, 11, 19),
            date(2026, 5, 18),
        ] {
            assert!(is_working_day(day), "{day}");
        }
    }

    #[test]
    fn a_free_day_leads_to_the_next_working_day() {
        assert_eq!(working_day(date(2026, 3, 4)), date(2026, 3, 4));
        assert_eq!(working_day(date(2026, 3, 7)), date(2026, 3, 9));
        assert_eq!(next_working_day(date(2026, 3, 6)), date(2026, 3, 9));
        assert_eq!(next_working_day(date(2026, 11, 25)), date(2026, 11, 27));
        assert_eq!(working_day(Date::MAX), Date::MAX);
    }

    #[test]
    fn the_market_keeps_its_weekend() {
        let closed = at("2026-03-06T22:00:00Z");
        for (now, open) in [
            ("2026-03-06T21:59:59Z", true),
            ("2026-03-06T22:00:00Z", false),
            ("2026-03-07T12:00:00Z", false),
            // Summer time begins on this Sunday.
            ("2026-03-08T20:59:59Z", false),
            ("2026-03-08T21:00:00Z", true),
        ] {
            let now = at(now);
            assert_eq!(market_is_open(now), open, "{now}");
            assert_eq!(market(now), if open { now } else { closed }, "{now}");
        }
    }
}
