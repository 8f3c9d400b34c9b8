//! What is wrong with a value, and where.

use std::fmt::Write as _;

use super::{Check, Facts, Rule};
use crate::Refused;

/// How many findings an error names; a long list would hide the first.
const NAMED: usize = 8;

/// What is wrong with a value, gathered on the way through it.
///
/// Findings name fields and rules, never values: those may be account numbers or secrets.
#[derive(Debug, Default)]
pub struct Findings {
    path: Vec<Step>,
    texts: Vec<String>,
    more: usize,
    /// Whether the value was read, and is not to be sent.
    reading: bool,
}

#[derive(Debug)]
enum Step {
    Field(&'static str),
    Index(usize),
}

impl Findings {
    /// The rules that an answer breaks, each once. What must be there when it is sent may be missing, and values that
    /// the document does not know are told of elsewhere.
    pub(crate) fn of_answer<T: Check + ?Sized>(value: &T) -> Vec<String> {
        let mut findings = Self {
            reading: true,
            ..Self::default()
        };
        value.check(&mut findings);
        findings.texts
    }

    /// Checks a field that only the bank writes: of an answer alone.
    pub fn read_only<T: Check + ?Sized>(
        &mut self,
        name: &'static str,
        value: &T,
        rules: &[Rule],
        item_rules: &[Rule],
    ) {
        if self.reading {
            self.field(name, value, rules, item_rules);
        }
    }

    /// Checks a field: its rules, those of its items, and what is inside it.
    pub fn field<T: Check + ?Sized>(
        &mut self,
        name: &'static str,
        value: &T,
        rules: &[Rule],
        item_rules: &[Rule],
    ) {
        let named = !name.is_empty();
        if named {
            self.path.push(Step::Field(name));
        }
        if !rules.is_empty() {
            self.rules(&value.facts(), rules);
        }
        if !item_rules.is_empty() {
            value.check_items(self, item_rules);
        }
        value.check(self);
        if named {
            self.path.pop();
        }
    }

    /// Notes that a field is missing.
    pub fn present(&mut self, name: &'static str, is_present: bool) {
        if !is_present && !self.reading {
            self.path.push(Step::Field(name));
            self.push("is required");
            self.path.pop();
        }
    }

    /// Checks rules on the number of members of the object itself.
    pub fn members(&mut self, count: usize, rules: &[Rule]) {
        self.rules(&Facts::Members(count as u64), rules);
    }

    /// Notes that the value is none that the document knows.
    pub fn unknown(&mut self) {
        if self.reading {
            return;
        }
        self.push("is none of the values that the document knows");
    }

    pub(super) fn inside(&mut self, index: usize, check: impl FnOnce(&mut Self)) {
        self.path.push(Step::Index(index));
        check(self);
        self.path.pop();
    }

    pub(super) fn rules(&mut self, facts: &Facts<'_>, rules: &[Rule]) {
        for text in rules.iter().filter_map(|rule| rule.broken_by(facts)) {
            self.push(&text);
        }
    }

    fn push(&mut self, text: &str) {
        if self.texts.len() >= NAMED {
            self.more += 1;
            return;
        }
        let mut place = String::new();
        for step in &self.path {
            match step {
                Step::Field(name) if place.is_empty() => place.push_str(name),
                Step::Field(name) => {
                    place.push('.');
                    place.push_str(name);
                }
                Step::Index(_) if self.reading => place.push_str("[]"),
                Step::Index(index) => {
                    // Writing to a string can't fail.
                    let _ = write!(place, "[{index}]");
                }
            }
        }
        let place = if place.is_empty() {
            "the value"
        } else {
            &place
        };
        let text = format!("{place} {text}");
        if !(self.reading && self.texts.contains(&text)) {
            self.texts.push(text);
        }
    }

    /// Nothing if nothing was found.
    ///
    /// # Errors
    /// What was found, as one line.
    pub fn into_result(self) -> Result<(), Refused> {
        if self.texts.is_empty() {
            return Ok(());
        }
        let mut text = self.texts.join("; ");
        if self.more > 0 {
            let _ = write!(text, "; and {} more", self.more);
        }
        Err(Refused::new(text))
    }
}
