//! Text that fits a pattern.

use crate::gate::Patterns;

/// What text is made of, the simplest first.
const LETTERS: [&str; 8] = ["1", "A", "a", "0", "A1", "a1", "1.", "-1"];
/// What text is often meant to be.
const WHOLE: [&str; 16] = [
    "USD",
    "US",
    "en-US",
    "1.00",
    "100.00",
    "2026-03-02",
    "20260302",
    "2026-03-02T14:00:00Z",
    "2026-03-02T14:00:00.000Z",
    "14:00:00",
    "14:00",
    "customer@example.com",
    "https://example.com/",
    "3f2504e0-4f89-41d3-9a0c-0305e82c3301",
    "Y",
    "true",
];
/// The longest text that is tried.
const LONGEST: usize = 64;

/// A text that fits a pattern, of so many characters at least and at most, if one is found.
pub(super) fn fitting(
    patterns: &Patterns,
    pattern: &str,
    least: usize,
    most: usize,
) -> Option<String> {
    let fits = |text: &String| {
        let length = text.chars().count();
        (least..=most).contains(&length) && patterns.fits(pattern, text)
    };
    let whole = WHOLE.iter().map(|it| (*it).to_owned());
    let repeated = LETTERS.iter().flat_map(|letters| {
        let lengths = least.max(1)..=most.min(LONGEST.max(least));
        lengths.map(|length| letters.chars().cycle().take(length).collect())
    });
    // A letter or two, and then digits: accounts, messages, routing codes.
    let led = (1..8_usize)
        .flat_map(|led| (1..24_usize).map(move |digits| "A".repeat(led) + &"1".repeat(digits)));
    whole.chain(repeated).chain(led).find(fits)
}
