//! What rules want to know of a value.

use super::Findings;
use crate::{Bytes, Date, DateTime, Json, Map, Number, Secret, Xml};

/// What rules want to know of a value.
pub enum Facts<'a> {
    /// Nothing is demanded of such a value, or it is not there.
    Nothing,
    /// A text.
    Text(&'a str),
    /// A number.
    Number(Number),
    /// A list: how long, and whether an item stands in it twice (asked only if a rule wants to know).
    List {
        /// How many items.
        length: u64,
        /// Whether one stands there twice.
        twice: Option<Box<dyn Fn() -> bool + 'a>>,
    },
    /// An object: how many members.
    Members(u64),
}

/// A value that can be checked before it is sent.
pub trait Check {
    /// What rules want to know of it.
    fn facts(&self) -> Facts<'_> {
        Facts::Nothing
    }

    /// Checks what is inside it.
    fn check(&self, at: &mut Findings) {
        let _ = at;
    }

    /// Checks each of its items against rules.
    fn check_items(&self, at: &mut Findings, rules: &[super::Rule]) {
        let _ = (at, rules);
    }
}

macro_rules! check {
    ($($ty:ty, |$value:ident| $facts:expr;)*) => {
        $(impl Check for $ty {
            fn facts(&self) -> Facts<'_> {
                let $value = self;
                $facts
            }
        })*
    };
}

check! {
    String, |text| Facts::Text(text);
    bool, |flag| Facts::Text(if *flag { "true" } else { "false" });
    i64, |number| Facts::Number(Number::from(*number));
    u64, |number| Facts::Number(Number::from(*number));
    f64, |number| number.to_string().parse().map_or(Facts::Nothing, Facts::Number);
    Number, |number| Facts::Number(number.clone());
    Date, |date| Facts::Text(date.as_str());
    DateTime, |moment| Facts::Text(moment.as_str());
    Secret, |secret| Facts::Text(secret.expose());
    Json, |_json| Facts::Nothing;
    Bytes, |_bytes| Facts::Nothing;
    Xml, |_xml| Facts::Nothing;
}

impl<T: Check> Check for Option<T> {
    fn facts(&self) -> Facts<'_> {
        self.as_ref().map_or(Facts::Nothing, Check::facts)
    }

    fn check(&self, at: &mut Findings) {
        if let Some(value) = self {
            value.check(at);
        }
    }

    fn check_items(&self, at: &mut Findings, rules: &[super::Rule]) {
        if let Some(value) = self {
            value.check_items(at, rules);
        }
    }
}

impl<T: Check> Check for Box<T> {
    fn facts(&self) -> Facts<'_> {
        self.as_ref().facts()
    }

    fn check(&self, at: &mut Findings) {
        self.as_ref().check(at);
    }

    fn check_items(&self, at: &mut Findings, rules: &[super::Rule]) {
        self.as_ref().check_items(at, rules);
    }
}

impl<T: Check + PartialEq> Check for Vec<T> {
    fn facts(&self) -> Facts<'_> {
        Facts::List {
            length: self.len() as u64,
            twice: Some(Box::new(|| {
                self.iter()
                    .enumerate()
                    .any(|(at, item)| self.iter().take(at).any(|earlier| earlier == item))
            })),
        }
    }

    fn check(&self, at: &mut Findings) {
        for (index, item) in self.iter().enumerate() {
            at.inside(index, |at| item.check(at));
        }
    }

    fn check_items(&self, at: &mut Findings, rules: &[super::Rule]) {
        for (index, item) in self.iter().enumerate() {
            at.inside(index, |at| at.rules(&item.facts(), rules));
        }
    }
}

impl<T: Check> Check for Map<T> {
    fn facts(&self) -> Facts<'_> {
        Facts::Members(self.len() as u64)
    }

    fn check(&self, at: &mut Findings) {
        for (index, value) in self.values().enumerate() {
            // The key may be anything, an account number too: only its place is named.
            at.inside(index, |at| value.check(at));
        }
    }
}
