//! Why a text is no date or time.

/// Why a text is no date or time, or not the one asked for. The text is not in the message.
///
/// ```
/// use citi_core::{Date, TimeError};
/// assert_eq!(Date::try_from("03/04/2026"), Err(TimeError::Ambiguous));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TimeError {
    /// No known layout fits.
    #[error("not a known layout of a date or time: write 2026-01-31 or 2026-01-31T23:59:59Z")]
    Layout,
    /// Day and month could be either way round.
    #[error(
        "day and month could be either way round: read the text with `parse_with` and the layout that the bank means"
    )]
    Ambiguous,
    /// There is no such day, hour, minute or second.
    #[error("there is no such day or time")]
    Range,
    /// The time has no offset from UTC, so it is no instant.
    #[error("the time has no offset from UTC: read it as a civil time, or say which zone is meant")]
    NoOffset,
    /// It names a zone that is not known here.
    #[error(
        "the name of the time zone is not known: read it as a civil time, and say which zone is meant"
    )]
    Zone,
}
