//! [`Place`]: where a value stands.

use std::fmt;

/// Where a value stands in what is checked. It is written out when there is a fault to tell, which is seldom.
#[derive(Clone, Copy)]
pub(super) enum Place<'a> {
    /// The value as a whole.
    Whole,
    /// A member of an object.
    Member(&'a Place<'a>, &'a str),
    /// An entry of a list, counted from zero.
    Entry(&'a Place<'a>, usize),
}

impl fmt::Display for Place<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (outer, own): (_, &dyn fmt::Display) = match self {
            Self::Whole => return Ok(()),
            Self::Member(outer, name) => (outer, name),
            Self::Entry(outer, at) => (outer, at),
        };
        match outer {
            Self::Whole => write!(f, "{own}"),
            _ => write!(f, "{outer}.{own}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn its_steps_have_dots_between_them() {
        let list = Place::Member(&Place::Whole, "details");
        let entry = Place::Entry(&list, 0);
        let member = Place::Member(&entry, "issue");
        let texts = [Place::Whole, list, entry, member].map(|it| it.to_string());
        assert_eq!(texts, ["", "details", "details.0", "details.0.issue"]);
    }
}
