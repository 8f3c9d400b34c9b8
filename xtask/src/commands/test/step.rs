//! One step.

use serde::Serialize;

use super::counts::Counts;

/// What a step came to.
#[derive(Debug, Serialize)]
pub(super) struct Step {
    /// Its name.
    pub(super) name: &'static str,
    /// Whether it passed; a step that was left out did not fail.
    pub(super) ok: bool,
    /// How long it took.
    pub(super) ms: u64,
    /// Checks that passed: tests, or the step itself.
    pub(super) passed: usize,
    /// Checks that failed.
    pub(super) failed: usize,
    /// What was left out, and why.
    pub(super) left_out: Vec<String>,
}

impl Step {
    /// A step that is one check.
    pub(super) fn check(name: &'static str, ok: bool, ms: u64) -> Self {
        Self {
            name,
            ok,
            ms,
            passed: usize::from(ok),
            failed: usize::from(!ok),
            left_out: Vec::new(),
        }
    }

    /// A step that ran tests. One that failed without a failed test (it did not compile) is a
    /// failure of its own.
    pub(super) fn tests(name: &'static str, ok: bool, ms: u64, counts: Counts) -> Self {
        let mut left_out = counts.left_out;
        if counts.ignored > 0 {
            left_out.push(format!("{name}: {} ignored", counts.ignored));
        }
        Self {
            name,
            ok,
            ms,
            passed: counts.passed,
            failed: counts.failed.max(usize::from(!ok)),
            left_out,
        }
    }

    /// A step that can't be done here.
    pub(super) fn left_out(name: &'static str, why: &str) -> Self {
        Self {
            name,
            ok: true,
            ms: 0,
            passed: 0,
            failed: 0,
            left_out: vec![format!("{name}: {why}")],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tests_that_do_not_compile_are_a_failure() {
        let step = Step::tests("tests", false, 1, Counts::default());
        assert_eq!((step.passed, step.failed), (0, 1));
    }

    #[test]
    fn ignored_tests_are_left_out() {
        let counts = Counts {
            passed: 3,
            ignored: 2,
            ..Counts::default()
        };
        let step = Step::tests("doctests", true, 1, counts);
        assert_eq!(step.left_out, ["doctests: 2 ignored"]);
    }
}
