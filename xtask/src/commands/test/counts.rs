//! What the test runners say, counted.

/// What one step passed, failed and left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Counts {
    /// Tests that passed.
    pub(super) passed: usize,
    /// Tests that failed.
    pub(super) failed: usize,
    /// Tests that their own attribute leaves out.
    pub(super) ignored: usize,
    /// What tests said they leave out, and why.
    pub(super) left_out: Vec<String>,
}

/// How a test says that it leaves something out.
const LEFT_OUT: &str = "left out: ";

impl Counts {
    /// Takes one line of a runner: nextest's summary, libtest's result, or a test's own word.
    pub(super) fn line(&mut self, line: &str) {
        let plain = without_colour(line);
        let text = plain.trim();
        if let Some(what) = text.strip_prefix(LEFT_OUT) {
            let what = what.to_owned();
            if !self.left_out.contains(&what) {
                self.left_out.push(what);
            }
        } else if let Some(rest) = plain.strip_prefix("test result: ") {
            // Not one that nextest repeats, indented, out of a single test's own output.
            self.add(rest, ';');
        } else if text.starts_with("Summary [")
            && let Some((_, rest)) = text
                .split_once("tests run: ")
                .or_else(|| text.split_once("test run: "))
        {
            self.add(rest, ',');
        }
    }

    fn add(&mut self, text: &str, separator: char) {
        for part in text.split(separator) {
            // `ok. 16 passed`, `2 failed`, `119 passed (3 slow)`
            let words: Vec<&str> = part.split_whitespace().collect();
            for pair in words.windows(2) {
                let Ok(number) = pair[0].parse::<usize>() else {
                    continue;
                };
                match pair[1] {
                    "passed" => self.passed += number,
                    "failed" => self.failed += number,
                    "timed" | "exec" => self.failed += number,
                    "ignored" | "skipped" => self.ignored += number,
                    _ => {}
                }
            }
        }
    }
}

/// The line without the escapes that colour it.
fn without_colour(line: &str) -> String {
    let mut plain = String::with_capacity(line.len());
    let mut characters = line.chars();
    while let Some(character) = characters.next() {
        if character == '\u{1b}' {
            for escape in characters.by_ref() {
                if escape.is_ascii_alphabetic() {
                    break;
                }
            }
        } else {
            plain.push(character);
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counted(lines: &[&str]) -> Counts {
        let mut counts = Counts::default();
        for line in lines {
            counts.line(line);
        }
        counts
    }

    #[test]
    fn a_libtest_result_is_counted() {
        let counts = counted(&[
            "test result: ok. 16 passed; 0 failed; 1 ignored; 0 measured; 2 filtered out; finished in 0.01s",
            "test result: FAILED. 3 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out",
        ]);
        assert_eq!((counts.passed, counts.failed, counts.ignored), (19, 2, 1));
    }

    #[test]
    fn a_nextest_summary_is_counted() {
        let counts = counted(&[
            "\u{1b}[32;1m     Summary\u{1b}[0m [   3.217s] \u{1b}[1m120\u{1b}[0m tests run: \u{1b}[1m118\u{1b}[0m passed (1 slow, 2 flaky), 1 failed, 1 timed out, 4 skipped",
        ]);
        assert_eq!((counts.passed, counts.failed, counts.ignored), (118, 2, 4));
        let counts = counted(&["     Summary [   0.004s] 1 test run: 1 passed, 0 skipped"]);
        assert_eq!((counts.passed, counts.failed), (1, 0));
    }

    #[test]
    fn what_nextest_repeats_of_a_test_is_not_counted_again() {
        let counts = counted(&[
            "    test result: ok. 1 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out",
            "     Summary [   0.004s] 1 test run: 1 passed, 0 skipped",
        ]);
        assert_eq!(counts.passed, 1);
    }

    #[test]
    fn what_a_test_leaves_out_is_kept_once() {
        let counts = counted(&[
            "    left out: portal documents: ../shared is not there",
            "left out: portal documents: ../shared is not there",
            "nothing was left out: really",
        ]);
        assert_eq!(
            counts.left_out,
            ["portal documents: ../shared is not there"]
        );
    }
}
