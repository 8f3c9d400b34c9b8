//! How an error shows itself.

use std::fmt;

use super::{Error, Kind, Outcome};
use crate::mask_card_numbers;

impl Error {
    /// What to do about it.
    fn remedy(&self) -> Option<&'static str> {
        let write = self
            .0
            .call
            .operation
            .is_some_and(|operation| operation.method.is_write());
        if self.0.kind == Kind::Expired {
            return Some(
                "whether the bank did it is not known: ask for its status, and make a new call if there is none",
            );
        }
        match (self.outcome(), write) {
            (Outcome::Unknown, true) if self.0.call.idempotency_key.is_some() => Some(
                "whether the bank did it is not known: ask for its status, or send it again with the same idempotency key",
            ),
            (Outcome::Unknown, true) => Some(
                "whether the bank did it is not known: ask for its status before sending it again",
            ),
            _ => None,
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(operation) = self.0.call.operation {
            write!(f, "{operation}: ")?;
        }
        match self.0.kind {
            Kind::Status(status) => write!(f, "answered {status}")?,
            Kind::Refused | Kind::Token | Kind::Limited | Kind::QueueFull | Kind::Late => {
                match self.0.call.attempts {
                    0 => write!(f, "not sent")?,
                    _ => write!(f, "not sent again")?,
                }
            }
            Kind::Expired => write!(f, "not sent")?,
            Kind::Decode => write!(f, "the answer cannot be read")?,
            _ => {}
        }
        let between = match self.0.kind {
            Kind::Cancelled
            | Kind::Connect
            | Kind::Pin
            | Kind::Timeout
            | Kind::Transport
            | Kind::TooLarge => "",
            _ if self.0.reason.is_empty() => "",
            _ => ": ",
        };
        write!(f, "{between}{}", self.0.reason)?;
        if let Some(remedy) = self.remedy() {
            write!(f, "; {remedy}")?;
        }
        if let Some(id) = self.request_id() {
            write!(f, " (request id {})", mask_card_numbers(id))?;
        }
        Ok(())
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Error")
            .field("kind", &self.0.kind)
            .field("outcome", &self.outcome())
            .field(
                "operation",
                &self.0.call.operation.map(|operation| operation.id),
            )
            .field("attempts", &self.0.call.attempts)
            .field("request_id", &self.request_id().map(mask_card_numbers))
            .field("reason", &self.0.reason)
            .finish_non_exhaustive()
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.0.source.as_deref().map(|source| source as _)
    }
}
