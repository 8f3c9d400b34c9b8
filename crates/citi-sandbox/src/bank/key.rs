//! [`Key`]: where something stands in a list.

use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// Where something stands in a list: when it came about, and, of what came about at once, in which
/// order. It is given once and never changes, so that a list keeps its order while it is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub(crate) struct Key {
    pub(crate) at: Timestamp,
    pub(crate) number: u64,
}

impl fmt::Display for Key {
    /// `2026-03-02T14:00:00Z#12`: what it is called in an image.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}#{}", self.at, self.number)
    }
}

impl FromStr for Key {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let place = "not a place in a list";
        let (at, number) = text.split_once('#').ok_or(place)?;
        Ok(Self {
            at: at.parse().map_err(|_| place)?,
            number: number.parse().map_err(|_| place)?,
        })
    }
}

impl From<Key> for String {
    fn from(key: Key) -> Self {
        key.to_string()
    }
}

impl TryFrom<String> for Key {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}
