//! A constraint that is checked before a value is sent.

/// A constraint that is checked before a value is sent; never when one is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rule {
    /// At least so many characters.
    MinLength(u64),
    /// At most so many characters.
    MaxLength(u64),
    /// Matches this ECMA 262 pattern; known to compile.
    Pattern(String),
    /// One of these texts (an enum that is no Rust enum: numbers, booleans).
    OneOf(Vec<String>),
    /// At least this number, digits as in the document.
    Minimum {
        /// The bound.
        value: String,
        /// Whether the bound itself is refused.
        exclusive: bool,
    },
    /// At most this number.
    Maximum {
        /// The bound.
        value: String,
        /// Whether the bound itself is refused.
        exclusive: bool,
    },
    /// A multiple of this number.
    MultipleOf(String),
    /// At least so many items.
    MinItems(u64),
    /// At most so many items.
    MaxItems(u64),
    /// No two items alike.
    UniqueItems,
    /// At least so many members.
    MinProperties(u64),
    /// At most so many members.
    MaxProperties(u64),
}
