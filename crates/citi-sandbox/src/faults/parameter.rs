//! [`FaultParameter`]: what a kind of fault takes.

/// What a kind of fault takes: enough to draw a form of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct FaultParameter {
    /// Its name, in text and in JSON.
    pub name: &'static str,
    /// What it decides, in one line.
    pub about: &'static str,
    /// Which values it takes.
    pub form: Form,
}

/// Which values a parameter takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Form {
    /// A whole number.
    Whole {
        /// The smallest.
        least: i64,
        /// The largest.
        most: i64,
        /// The one that holds if none is given.
        default: i64,
    },
    /// One of these words; the first holds if none is given.
    Word(&'static [&'static str]),
}

/// A value of a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Value {
    Whole(i64),
    Word(&'static str),
}

impl Form {
    pub(super) const fn whole(least: i64, most: i64, default: i64) -> Self {
        Self::Whole {
            least,
            most,
            default,
        }
    }

    /// The value that holds if none is given.
    pub(super) fn default_value(&self) -> Value {
        match self {
            Self::Whole { default, .. } => Value::Whole(*default),
            Self::Word(words) => Value::Word(words.first().copied().unwrap_or_default()),
        }
    }

    /// Reads a value.
    ///
    /// # Errors
    /// What it must be.
    pub(super) fn read(&self, text: &str) -> Result<Value, String> {
        match self {
            Self::Whole { least, most, .. } => text
                .parse()
                .ok()
                .filter(|value| (least..=most).contains(&value))
                .map(Value::Whole)
                .ok_or_else(|| format!("must be a whole number from {least} to {most}")),
            Self::Word(words) => words
                .iter()
                .find(|word| **word == text)
                .map(|word| Value::Word(word))
                .ok_or_else(|| format!("must be one of {}", words.join(", "))),
        }
    }
}

impl std::fmt::Display for Value {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Whole(value) => value.fmt(f),
            Self::Word(word) => word.fmt(f),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_read_within_their_bounds() {
        let seconds = Form::whole(1, 60, 5);
        assert_eq!(seconds.read("60"), Ok(Value::Whole(60)));
        for wrong in ["0", "61", "1.5", "", "99999999999999999999"] {
            assert_eq!(
                seconds.read(wrong),
                Err("must be a whole number from 1 to 60".to_owned()),
                "{wrong}"
            );
        }
        let words = Form::Word(&["no", "yes"]);
        assert_eq!(words.default_value(), Value::Word("no"));
        assert_eq!(
            words.read("maybe"),
            Err("must be one of no, yes".to_owned())
        );
    }
}
