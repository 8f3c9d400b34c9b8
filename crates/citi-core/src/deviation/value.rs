//! [`Deviation`]: one way in which an answer differs from its document.

use std::fmt;

use serde::{Deserialize, Serialize};

/// One way in which an answer differs from its document. The answer was read all the same.
///
/// It holds names and, of enums, the value that is new, without what looks like a number of an account; never a
/// value of another kind.
///
/// ```
/// use citi_core::{Deviation, DeviationKind};
/// let line = r#"{"operation":"getPayment","kind":"unknown_value","type":"PaymentStatus","name":"ON_HOLD"}"#;
/// let deviation: Deviation = serde_json::from_str(line)?;
/// assert_eq!(deviation.kind, DeviationKind::UnknownValue);
/// assert_eq!(deviation.to_string(), "getPayment: `PaymentStatus` has a value that is new: `ON_HOLD`");
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Deviation {
    /// The operation whose answer it was.
    pub operation: String,
    /// What kind of difference it is.
    pub kind: DeviationKind,
    /// The generated type that was read.
    #[serde(rename = "type")]
    pub type_name: String,
    /// The member that is new, the value that is new, the rule that is broken, or the discriminator of a form.
    pub name: String,
}

/// What kind of difference it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum DeviationKind {
    /// An enum has a value that the document does not list.
    UnknownValue,
    /// An object has a member that the document does not name.
    NewMember,
    /// A value breaks a rule of the document, such as its length.
    BrokenRule,
    /// A value is none of the forms that the document lists.
    UnknownForm,
}

impl DeviationKind {
    /// The word for it in files and metrics.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::UnknownValue => "unknown_value",
            Self::NewMember => "new_member",
            Self::BrokenRule => "broken_rule",
            Self::UnknownForm => "unknown_form",
        }
    }
}

impl fmt::Display for Deviation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            operation,
            type_name,
            name,
            ..
        } = self;
        match self.kind {
            DeviationKind::UnknownValue => {
                write!(
                    f,
                    "{operation}: `{type_name}` has a value that is new: `{name}`"
                )
            }
            DeviationKind::NewMember => {
                write!(
                    f,
                    "{operation}: `{type_name}` has a member that is new: `{name}`"
                )
            }
            DeviationKind::BrokenRule => write!(f, "{operation}: in `{type_name}`, {name}"),
            DeviationKind::UnknownForm => {
                write!(
                    f,
                    "{operation}: `{type_name}` came in a form that is new: {name}"
                )
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_word_is_the_one_in_files() {
        for kind in [
            DeviationKind::UnknownValue,
            DeviationKind::NewMember,
            DeviationKind::BrokenRule,
            DeviationKind::UnknownForm,
        ] {
            let written = serde_json::to_string(&kind).unwrap();
            assert_eq!(written, format!("\"{}\"", kind.as_str()));
        }
    }
}
