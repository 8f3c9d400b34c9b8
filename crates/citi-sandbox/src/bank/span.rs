//! [`Span`]: the days that a list is asked for.

use jiff::Timestamp;
use jiff::civil::Date;

use super::{calendar, refusals};
use crate::refusal::Refusal;

/// How many days a list shows if nobody says which.
const USUAL: i32 = 30;
/// How many days a list shows at most.
const LONGEST: i32 = 366;

/// Days in New York, the first and the last included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Span {
    from: Date,
    to: Date,
}

impl Span {
    /// The days that are asked for; without an end until today, without a beginning the 30 days up
    /// to the end.
    pub(crate) fn new(
        from: Option<Date>,
        to: Option<Date>,
        now: Timestamp,
    ) -> Result<Self, Refusal> {
        let to = to.unwrap_or_else(|| calendar::day(now));
        let from = from.unwrap_or_else(|| calendar::days_later(to, 1 - USUAL));
        let refused = |code, issue: &str| {
            let message = "The span of days is not valid.";
            Err(refusals::unprocessable(code, message, "fromDate", issue))
        };
        if from > to {
            return refused("DATE_RANGE_INVERTED", "lies after toDate");
        }
        if from < calendar::days_later(to, 1 - LONGEST) {
            return refused(
                "DATE_RANGE_TOO_LONG",
                "lies more than 366 days before toDate",
            );
        }
        Ok(Self { from, to })
    }

    /// Whether a day is among them.
    pub(crate) fn has(self, day: Date) -> bool {
        self.from <= day && day <= self.to
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn span(from: Option<Date>, to: Option<Date>) -> Result<(Date, Date), &'static str> {
        // Still the first of March in New York.
        let now = "2026-03-02T04:00:00Z".parse().unwrap();
        Span::new(from, to, now)
            .map(|span| (span.from, span.to))
            .map_err(|refusal| refusal.code)
    }

    #[test]
    fn without_days_it_is_the_last_thirty_in_new_york() {
        let (from, to) = span(None, None).unwrap();
        assert_eq!((from, to), (date(2026, 1, 31), date(2026, 3, 1)));
        let earlier = span(None, Some(date(2025, 12, 31))).unwrap();
        assert_eq!(earlier, (date(2025, 12, 2), date(2025, 12, 31)));
    }

    #[test]
    fn one_day_is_a_span_and_none_is_not() {
        let day = date(2026, 2, 1);
        assert_eq!(span(Some(day), Some(day)), Ok((day, day)));
        let before = date(2026, 1, 31);
        assert_eq!(span(Some(day), Some(before)), Err("DATE_RANGE_INVERTED"));
        assert_eq!(
            span(Some(date(2026, 3, 2)), None),
            Err("DATE_RANGE_INVERTED")
        );
    }

    #[test]
    fn a_leap_year_fits_and_no_day_more() {
        let to = date(2024, 12, 31);
        assert!(span(Some(date(2024, 1, 1)), Some(to)).is_ok());
        assert_eq!(
            span(Some(date(2023, 12, 31)), Some(to)),
            Err("DATE_RANGE_TOO_LONG")
        );
        assert!(span(Some(Date::MIN), Some(Date::MIN)).is_ok());
    }
}
