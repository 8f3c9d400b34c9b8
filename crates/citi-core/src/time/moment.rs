//! A date with a time, and the offset if there is one.

use jiff::civil;
use jiff::tz::{Offset, TimeZone};
use jiff::{Timestamp, ToSpan, Zoned};

use super::TimeError;
use super::layout::Rest;

/// What follows the time of day.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Zone {
    /// Nothing.
    None,
    /// An offset from UTC.
    Fixed(Offset),
    /// A name that is not known here.
    Unknown,
}

/// A time as it was written.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Moment {
    pub(super) civil: civil::DateTime,
    pub(super) zone: Zone,
}

impl Moment {
    /// Reads a text.
    pub(super) fn parse(text: &str) -> Result<Self, TimeError> {
        let text = text.trim_ascii();
        if let Some(moment) = epoch(text) {
            return moment;
        }
        let mut rest = Rest(text);
        weekday(&mut rest);
        let date = rest.date()?;
        let before = rest;
        let separated = rest.any(&['T', 't', ' ', '-', ':']).is_some();
        rest.blanks();
        if rest.run() == 0 || (!separated && rest.run() != 6) {
            rest = before;
            return match rest.0.is_empty() {
                true => Ok(Self {
                    civil: date.into(),
                    zone: Zone::None,
                }),
                false => Err(TimeError::Layout),
            };
        }
        let (time, end) = rest.time()?;
        let mut civil = date.to_datetime(time);
        if end {
            civil = civil.checked_add(1.day()).map_err(|_| TimeError::Range)?;
        }
        Ok(Self {
            civil,
            zone: zone(rest)?,
        })
    }

    pub(super) fn timestamp(&self) -> Result<Timestamp, TimeError> {
        self.zoned().map(|zoned| zoned.timestamp())
    }

    pub(super) fn zoned(&self) -> Result<Zoned, TimeError> {
        match self.zone {
            Zone::Fixed(offset) => self.zoned_in(TimeZone::fixed(offset)),
            Zone::None => Err(TimeError::NoOffset),
            Zone::Unknown => Err(TimeError::Zone),
        }
    }

    /// In `zone` unless the text has an offset of its own.
    pub(super) fn zoned_or(&self, zone: TimeZone) -> Result<Zoned, TimeError> {
        match self.zone {
            Zone::Fixed(_) => self.zoned(),
            Zone::None | Zone::Unknown => self.zoned_in(zone),
        }
    }

    fn zoned_in(&self, zone: TimeZone) -> Result<Zoned, TimeError> {
        self.civil.to_zoned(zone).map_err(|_| TimeError::Range)
    }
}

/// Seconds (10 digits) or milliseconds (13) since 1970.
fn epoch(text: &str) -> Option<Result<Moment, TimeError>> {
    let digits = Rest(text).run();
    if digits != text.len() || !matches!(digits, 10 | 13) {
        return None;
    }
    let value: i64 = text.parse().ok()?;
    let stamp = match digits {
        10 => Timestamp::from_second(value),
        _ => Timestamp::from_millisecond(value),
    };
    Some(stamp.map_err(|_| TimeError::Range).map(|stamp| Moment {
        civil: Offset::UTC.to_datetime(stamp),
        zone: Zone::Fixed(Offset::UTC),
    }))
}

/// `Sat, ` before the date (RFC 9110 §5.6.7, RFC 5322).
fn weekday(rest: &mut Rest<'_>) {
    const NAMES: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    if NAMES.iter().any(|name| rest.word(name)) {
        let _comma = rest.any(&[',']);
        rest.blanks();
    }
}

/// What follows the time of day.
fn zone(mut rest: Rest<'_>) -> Result<Zone, TimeError> {
    rest.blanks();
    if rest.0.is_empty() {
        return Ok(Zone::None);
    }
    let named = ["z", "utc", "gmt"].iter().any(|name| rest.word(name));
    let offset = match rest.offset() {
        Some(offset) => Some(offset),
        None if named => Some(0),
        None => None,
    };
    rest.blanks();
    // RFC 9557: the name of the zone after the offset, which already says what is needed.
    let bracketed = rest.0.starts_with('[') && rest.0.ends_with(']') && rest.0.len() > 2;
    match offset {
        Some(seconds) if rest.0.is_empty() || bracketed => Offset::from_seconds(seconds)
            .map(Zone::Fixed)
            .map_err(|_| TimeError::Range),
        None if bracketed => Ok(Zone::Unknown),
        None if rest
            .0
            .chars()
            .all(|c| c.is_ascii_alphabetic() || c == '/' || c == '_') =>
        {
            Ok(Zone::Unknown)
        }
        _ => Err(TimeError::Layout),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn stamp(text: &str) -> Result<String, TimeError> {
        Moment::parse(text)?
            .timestamp()
            .map(|stamp| stamp.to_string())
    }

    #[test]
    fn instants_in_the_layouts_that_banks_send() {
        for text in [
            "2026-01-31T23:59:59Z",
            "2026-01-31t23:59:59z",
            "2026-01-31 23:59:59Z",
            "2026-01-31T23:59:59 Z",
            "2026-01-31T23:59:59+00:00",
            "2026-02-01T05:29:59+0530",
            "2026-01-31 23:59:59 UTC",
            "2026-01-31T18:59:59-05:00[America/New_York]",
            "20260131T235959Z",
            "20260131 235959Z",
            "20260131235959Z",
            "Sat, 31 Jan 2026 23:59:59 GMT",
            "31-JAN-2026 23:59:59 +0000",
            "01/31/2026 11:59:59 PM GMT",
            "1769903999",
            "1769903999000",
        ] {
            assert_eq!(stamp(text).as_deref(), Ok("2026-01-31T23:59:59Z"), "{text}");
        }
        assert_eq!(
            stamp("2026-12-31T24:00:00Z").as_deref(),
            Ok("2027-01-01T00:00:00Z")
        );
        assert_eq!(
            stamp("2026-01-31T23:59:59.123456789Z").as_deref(),
            Ok("2026-01-31T23:59:59.123456789Z")
        );
    }

    #[test]
    fn a_time_without_an_offset_is_no_instant() {
        let moment = Moment::parse("2026-01-31T23:59:59.5").unwrap();
        assert_eq!(moment.civil, date(2026, 1, 31).at(23, 59, 59, 500_000_000));
        assert_eq!(moment.timestamp(), Err(TimeError::NoOffset));
        assert_eq!(stamp("2026-01-31 23:59:59 EST"), Err(TimeError::Zone));
        assert_eq!(
            stamp("2026-01-31T23:59:59[Asia/Tokyo]"),
            Err(TimeError::Zone)
        );
        assert_eq!(
            Moment::parse("2026-01-31").unwrap().civil,
            date(2026, 1, 31).at(0, 0, 0, 0)
        );
        let tokyo = TimeZone::fixed(jiff::tz::offset(9));
        let zoned = moment.zoned_or(tokyo).unwrap();
        assert_eq!(zoned.timestamp().to_string(), "2026-01-31T14:59:59.5Z");
    }

    #[test]
    fn what_fits_no_layout_is_refused() {
        for bad in [
            "",
            "now",
            "2026-01-31T",
            "2026-01-31T23",
            "2026-01-31T23:59:59 +5",
            "2026-01-31X23:59",
            "2026-01-31T23:59:59Z!",
            "123456789",
            "2026-01-31T23:59:59Zulu1",
        ] {
            assert_eq!(Moment::parse(bad), Err(TimeError::Layout), "{bad}");
        }
        assert_eq!(Moment::parse("9999-12-31T24:00:00Z"), Err(TimeError::Range));
    }
}
