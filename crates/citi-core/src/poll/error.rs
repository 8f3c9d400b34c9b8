//! [`PollError`]: why something did not settle.

use std::fmt;

use crate::{Answer, Error};

/// Why [`Connection::poll_until`](crate::Connection::poll_until) has no settled answer.
///
/// It becomes an [`Error`] by `?`: the one that ended it, or a timeout.
///
/// ```
/// use citi_core::PollError;
/// fn advice<T>(error: &PollError<T>) -> &'static str {
///     match error {
///         PollError::NotYet(not_yet) if not_yet.last().is_some() => "it is under way; ask later",
///         PollError::NotYet(_) => "the bank could not be asked; ask later",
///         PollError::Failed(_) => "asking makes no sense like this",
///         _ => "see the message",
///     }
/// }
/// ```
#[non_exhaustive]
pub enum PollError<T> {
    /// The time is over and it has not settled. What is asked for goes on at the bank.
    NotYet(NotYet<T>),
    /// A call ended in an error that does not pass by itself, or was cancelled.
    Failed(Error),
}

/// What is known of something that has not settled in time.
///
/// ```
/// fn report<T>(not_yet: &citi_core::NotYet<T>) -> String {
///     format!("asked {} times: {not_yet}", not_yet.asked())
/// }
/// ```
pub struct NotYet<T>(Box<Known<T>>);

struct Known<T> {
    last: Option<Answer<T>>,
    error: Option<Error>,
    asked: u32,
}

impl<T> NotYet<T> {
    pub(super) fn new(last: Option<Answer<T>>, error: Option<Error>, asked: u32) -> Self {
        Self(Box::new(Known { last, error, asked }))
    }

    /// The last answer that came.
    #[must_use]
    pub fn last(&self) -> Option<&Answer<T>> {
        self.0.last.as_ref()
    }

    /// The last answer that came, taken out.
    #[must_use]
    pub fn into_last(self) -> Option<Answer<T>> {
        self.0.last
    }

    /// The error of the last call, if that had no answer.
    #[must_use]
    pub fn error(&self) -> Option<&Error> {
        self.0.error.as_ref()
    }

    /// How many calls were made.
    #[must_use]
    pub fn asked(&self) -> u32 {
        self.0.asked
    }
}

impl<T> fmt::Display for NotYet<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "it has not settled within the time allowed; ask again later"
        )?;
        match &self.0.error {
            Some(error) => write!(f, " (the last call: {error})"),
            None => Ok(()),
        }
    }
}

impl<T> fmt::Debug for NotYet<T> {
    /// No answer: it may have numbers of accounts in it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NotYet")
            .field("asked", &self.0.asked)
            .field("last", &self.0.last.as_ref().map(Answer::status))
            .field("error", &self.0.error)
            .finish()
    }
}

impl<T> fmt::Display for PollError<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotYet(not_yet) => not_yet.fmt(f),
            Self::Failed(error) => error.fmt(f),
        }
    }
}

impl<T> fmt::Debug for PollError<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotYet(not_yet) => not_yet.fmt(f),
            Self::Failed(error) => error.fmt(f),
        }
    }
}

impl<T> std::error::Error for PollError<T> {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::NotYet(not_yet) => not_yet.error().map(|error| error as _),
            // It shows as that error does.
            Self::Failed(error) => std::error::Error::source(error),
        }
    }
}

impl<T> From<Error> for PollError<T> {
    fn from(error: Error) -> Self {
        Self::Failed(error)
    }
}

impl<T> From<PollError<T>> for Error {
    fn from(error: PollError<T>) -> Self {
        match error {
            PollError::NotYet(not_yet) => match not_yet.0.error {
                Some(error) => error,
                None => Self::timeout(),
            },
            PollError::Failed(error) => error,
        }
    }
}
