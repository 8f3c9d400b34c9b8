//! A date with a time.

use std::fmt;

use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned, civil};

use super::TimeError;
use super::moment::Moment;

/// A date with a time, kept as the text in which it came.
///
/// Any text is taken when reading, so that a strange layout never loses an answer; the views take
/// RFC 3339 and what else banks send: a blank for the `T`, no offset, `24:00:00`, fractions down to
/// nanoseconds, compact digits, the dates of HTTP, and seconds or milliseconds since 1970. A
/// `DateTime` made in code always fits one of them.
///
/// ```
/// use citi_core::{DateTime, TimeError};
///
/// let read: DateTime = serde_json::from_str(r#""2026-01-31 23:59:59""#)?;
/// assert_eq!(read.to_civil()?, jiff::civil::date(2026, 1, 31).at(23, 59, 59, 0));
/// assert_eq!(read.to_timestamp(), Err(TimeError::NoOffset));
/// assert_eq!(serde_json::to_string(&read)?, r#""2026-01-31 23:59:59""#);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct DateTime(pub(super) String);

impl DateTime {
    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The date and time on the clock that was meant; an offset is left aside.
    ///
    /// # Errors
    /// [`TimeError`] if no layout fits.
    pub fn to_civil(&self) -> Result<civil::DateTime, TimeError> {
        Moment::parse(&self.0).map(|moment| moment.civil)
    }

    /// The instant.
    ///
    /// # Errors
    /// [`TimeError::NoOffset`] if the text has no offset from UTC, [`TimeError::Zone`] if it has only
    /// the name of a zone, and others if no layout fits.
    pub fn to_timestamp(&self) -> Result<Timestamp, TimeError> {
        Moment::parse(&self.0)?.timestamp()
    }

    /// The instant with its offset.
    ///
    /// # Errors
    /// As [`to_timestamp`](Self::to_timestamp).
    pub fn to_zoned(&self) -> Result<Zoned, TimeError> {
        Moment::parse(&self.0)?.zoned()
    }

    /// The instant; `zone` counts where the text has no offset of its own.
    ///
    /// # Errors
    /// [`TimeError`] if no layout fits.
    ///
    /// ```
    /// # use citi_core::DateTime;
    /// use jiff::tz::{TimeZone, offset};
    /// let read = DateTime::try_from("2026-01-31T09:00:00")?;
    /// let tokyo = read.to_zoned_in(TimeZone::fixed(offset(9)))?;
    /// assert_eq!(tokyo.timestamp().to_string(), "2026-01-31T00:00:00Z");
    /// # Ok::<(), citi_core::TimeError>(())
    /// ```
    pub fn to_zoned_in(&self, zone: TimeZone) -> Result<Zoned, TimeError> {
        Moment::parse(&self.0)?.zoned_or(zone)
    }

    /// Date and time, by a layout in the language of `strftime`, as [`jiff::fmt::strtime`] has it.
    ///
    /// # Errors
    /// [`TimeError::Layout`] if the text does not fit it.
    pub fn parse_with(&self, layout: &str) -> Result<civil::DateTime, TimeError> {
        civil::DateTime::strptime(layout, self.0.trim_ascii()).map_err(|_| TimeError::Layout)
    }
}

impl From<Timestamp> for DateTime {
    /// RFC 3339 in UTC.
    fn from(stamp: Timestamp) -> Self {
        Self(stamp.to_string())
    }
}

impl From<&Zoned> for DateTime {
    /// RFC 3339 with the zone's offset at that time.
    fn from(zoned: &Zoned) -> Self {
        Self(
            zoned
                .timestamp()
                .display_with_offset(zoned.offset())
                .to_string(),
        )
    }
}

impl From<Zoned> for DateTime {
    fn from(zoned: Zoned) -> Self {
        Self::from(&zoned)
    }
}

impl From<civil::DateTime> for DateTime {
    /// ISO 8601 without an offset.
    fn from(civil: civil::DateTime) -> Self {
        Self(civil.to_string())
    }
}

impl TryFrom<String> for DateTime {
    type Error = TimeError;

    /// Keeps the text if a layout fits it.
    fn try_from(text: String) -> Result<Self, TimeError> {
        let time = Self(text);
        time.to_civil().map(|_| time)
    }
}

impl TryFrom<&str> for DateTime {
    type Error = TimeError;

    fn try_from(text: &str) -> Result<Self, TimeError> {
        Self::try_from(text.to_owned())
    }
}

impl std::str::FromStr for DateTime {
    type Err = TimeError;

    fn from_str(text: &str) -> Result<Self, TimeError> {
        Self::try_from(text)
    }
}

impl fmt::Display for DateTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use jiff::tz::offset;

    use super::*;

    #[test]
    fn made_from_jiff_it_is_rfc_3339() {
        let stamp: Timestamp = "2026-01-31T23:59:59.5Z".parse().unwrap();
        assert_eq!(DateTime::from(stamp).as_str(), "2026-01-31T23:59:59.5Z");
        let zoned = stamp.to_zoned(TimeZone::fixed(offset(-5)));
        assert_eq!(
            DateTime::from(zoned.clone()).as_str(),
            "2026-01-31T18:59:59.5-05:00"
        );
        assert_eq!(
            DateTime::from(zoned.datetime()).as_str(),
            "2026-01-31T18:59:59.5"
        );
        assert_eq!(DateTime::from(zoned).to_timestamp(), Ok(stamp));
    }

    #[test]
    fn made_in_code_it_is_checked() {
        assert_eq!(DateTime::try_from("soon"), Err(TimeError::Layout));
        assert_eq!(
            "2026-01-31T25:00".parse::<DateTime>(),
            Err(TimeError::Range)
        );
    }

    #[test]
    fn a_layout_by_hand_reads_what_is_ambiguous() {
        let time = DateTime("03/04/2026 10:00".to_owned());
        assert_eq!(time.to_civil(), Err(TimeError::Ambiguous));
        let read = time.parse_with("%d/%m/%Y %H:%M").unwrap();
        assert_eq!(read, civil::date(2026, 4, 3).at(10, 0, 0, 0));
    }
}
