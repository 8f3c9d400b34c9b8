//! What an operation answers.

use super::{Header, Media};
use crate::load::{Pointer, Span};

/// The statuses that an answer is documented for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// One status.
    Code(u16),
    /// `4XX`: the hundred, 1 to 5.
    Range(u8),
    /// Every status that no other answer covers.
    Default,
}

impl Status {
    /// Whether the answer is a success: 2xx. `default` is not one.
    #[must_use]
    pub fn is_success(self) -> bool {
        match self {
            Self::Code(code) => (200..300).contains(&code),
            Self::Range(hundred) => hundred == 2,
            Self::Default => false,
        }
    }

    /// Whether the answer is an error: 4xx or 5xx. `default` is not one by itself.
    #[must_use]
    pub fn is_error(self) -> bool {
        match self {
            Self::Code(code) => (400..600).contains(&code),
            Self::Range(hundred) => hundred == 4 || hundred == 5,
            Self::Default => false,
        }
    }
}

impl std::fmt::Display for Status {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Code(code) => write!(f, "{code}"),
            Self::Range(hundred) => write!(f, "{hundred}XX"),
            Self::Default => f.write_str("default"),
        }
    }
}

/// An answer.
#[derive(Clone, Debug)]
pub struct Response {
    /// When it comes.
    pub status: Status,
    /// Markdown.
    pub description: Option<String>,
    /// Documented headers.
    pub headers: Vec<Header>,
    /// What it can be; empty: no body.
    pub content: Vec<Media>,
    /// Its place.
    pub pointer: Pointer,
    /// Its place.
    pub span: Span,
}
