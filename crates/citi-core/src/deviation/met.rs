//! What is met while an answer is read.
//!
//! Reading is one piece of work on one thread, and serde has no place for a context: what the types meet waits on
//! the thread until the answer is read.

use std::cell::RefCell;

use super::DeviationKind;
use crate::error::clean;

/// How many differences of one answer are told; a bank that renames everything needs no more.
const TOLD: usize = 64;

/// How much of a name or a value is told, in characters.
const LENGTH: usize = 120;

thread_local! {
    static MET: RefCell<Met> = const { RefCell::new(Met { reading: false, rules: false, found: Vec::new() }) };
}

struct Met {
    /// Whether an answer is read.
    reading: bool,
    /// Whether somebody wants to know of rules that it breaks: to find out takes time.
    rules: bool,
    found: Vec<Found>,
}

/// A difference, before it is known whose answer it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Found {
    pub(crate) kind: DeviationKind,
    pub(crate) type_name: &'static str,
    pub(crate) name: String,
}

/// Notes a difference.
pub(crate) fn met(kind: DeviationKind, type_name: &'static str, name: &str) {
    MET.with_borrow_mut(|met| {
        if met.reading && met.found.len() < TOLD {
            let name = clean(name, LENGTH);
            met.found.push(Found {
                kind,
                type_name,
                name,
            });
        }
    });
}

/// How many were met until here.
pub(crate) fn mark() -> usize {
    MET.with_borrow(|met| met.found.len())
}

/// Takes out what was met since `mark`: it belongs to an attempt that may be given up.
pub(crate) fn since(mark: usize) -> Vec<Found> {
    MET.with_borrow_mut(|met| met.found.split_off(mark.min(met.found.len())))
}

/// Puts back what was taken out, for the attempt counts after all.
pub(crate) fn rewind(found: Vec<Found>) {
    MET.with_borrow_mut(|met| met.found.extend(found));
}

/// Whether the rules of the document are to be held against what is read.
pub(crate) fn wants_rules() -> bool {
    MET.with_borrow(|met| met.rules)
}

/// What `read` gives, and what was met by it; broken rules too, if `rules`.
pub(crate) fn during<T>(rules: bool, read: impl FnOnce() -> T) -> (T, Vec<Found>) {
    let before = MET.replace(Met {
        reading: true,
        rules,
        found: Vec::new(),
    });
    let value = read();
    (value, MET.replace(before).found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn note(name: &str) {
        met(DeviationKind::NewMember, "Payment", name);
    }

    #[test]
    fn only_what_is_met_while_reading_counts() {
        note("before");
        let ((), found) = during(false, || note("colour"));
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].name, "colour");
        assert_eq!(during(false, || ()).1, []);
    }

    #[test]
    fn an_attempt_that_is_given_up_leaves_nothing() {
        let ((), found) = during(false, || {
            note("a");
            let first = mark();
            note("b");
            let kept = since(first);
            note("c");
            drop(since(first));
            rewind(kept);
        });
        let names: Vec<_> = found.iter().map(|found| found.name.as_str()).collect();
        assert_eq!(names, ["a", "b"]);
    }

    #[test]
    fn it_is_bounded_and_shows_no_number_of_an_account() {
        let ((), found) = during(false, || {
            note("123456789");
            note("4111111111111111");
            for _ in 0..1000 {
                note(&"x".repeat(1000));
            }
        });
        assert_eq!(found.len(), TOLD);
        assert_eq!(found[0].name, "[redacted]");
        assert_eq!(found[1].name, "411111******1111");
        assert!(found[2].name.chars().count() <= LENGTH + 1);
    }
}
