//! A day.

use std::fmt;

use jiff::civil;

use super::TimeError;
use super::moment::Moment;

/// A day, kept as the text in which it came.
///
/// Any text is taken when reading, so that a strange layout never loses an answer; the views say
/// whether it is a date. A `Date` made in code is always one.
///
/// ```
/// use citi_core::Date;
///
/// let read: Date = serde_json::from_str(r#""31-JAN-2026""#)?;
/// assert_eq!(read.to_civil()?, jiff::civil::date(2026, 1, 31));
/// assert_eq!(serde_json::to_string(&read)?, r#""31-JAN-2026""#);
///
/// let made = Date::from(jiff::civil::date(2026, 1, 31));
/// assert_eq!(made.as_str(), "2026-01-31");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Date(pub(super) String);

impl Date {
    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The day: from `2026-01-31`, `20260131`, `31-JAN-2026`, `2026/01/31`, from `31/01/2026` where
    /// only one order is a date, and from a date with a time.
    ///
    /// # Errors
    /// [`TimeError`] if no layout fits, or if day and month could be either way round.
    pub fn to_civil(&self) -> Result<civil::Date, TimeError> {
        Moment::parse(&self.0).map(|moment| moment.civil.date())
    }

    /// The day, by a layout in the language of `strftime`, as [`jiff::fmt::strtime`] has it.
    ///
    /// # Errors
    /// [`TimeError::Layout`] if the text does not fit it.
    ///
    /// ```
    /// # use citi_core::Date;
    /// let read: Date = serde_json::from_str(r#""03/04/2026""#)?;
    /// assert_eq!(read.parse_with("%d/%m/%Y")?, jiff::civil::date(2026, 4, 3));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn parse_with(&self, layout: &str) -> Result<civil::Date, TimeError> {
        civil::Date::strptime(layout, self.0.trim_ascii()).map_err(|_| TimeError::Layout)
    }
}

impl From<civil::Date> for Date {
    fn from(date: civil::Date) -> Self {
        Self(date.to_string())
    }
}

impl TryFrom<String> for Date {
    type Error = TimeError;

    /// Keeps the text if a layout fits it.
    fn try_from(text: String) -> Result<Self, TimeError> {
        let date = Self(text);
        date.to_civil().map(|_| date)
    }
}

impl TryFrom<&str> for Date {
    type Error = TimeError;

    fn try_from(text: &str) -> Result<Self, TimeError> {
        Self::try_from(text.to_owned())
    }
}

impl std::str::FromStr for Date {
    type Err = TimeError;

    fn from_str(text: &str) -> Result<Self, TimeError> {
        Self::try_from(text)
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn made_in_code_it_is_checked() {
        assert_eq!(Date::try_from("tomorrow"), Err(TimeError::Layout));
        assert_eq!("2026-02-29".parse::<Date>(), Err(TimeError::Range));
        assert_eq!(Date::try_from("20240229").unwrap().to_string(), "20240229");
    }

    #[test]
    fn the_day_of_a_time_is_a_day() {
        let date = Date::try_from("2026-01-31T23:00:00-05:00").unwrap();
        assert_eq!(date.to_civil(), Ok(civil::date(2026, 1, 31)));
    }
}
